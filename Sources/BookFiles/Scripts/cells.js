"use strict";

/**
 * The cells of a lesson: an editor for each, with Run. A run sends the code of all cells above too, and starts in a fresh
 * session. So the order of clicks never matters.
 */
(function (errorbook) {
  /**
   * Makes the cells of a lesson usable.
   * @param {Object} lesson - Made by `lesson.js`: `element`, `progress`, `call(name, options)`, `isUnavailable()`.
   * @returns {Array<Object>} the cells
   */
  errorbook.cells = function (lesson) {
    const cells = [];
    for (const section of lesson.element.querySelectorAll('[data-errorbook="cell"]')) {
      cells.push(cell(section, Number(section.dataset.cell), lesson, cells));
    }
    renumber(cells);
    return cells;
  };

  /** Line numbers count the lines of all cells above, because outputs name lines that way. */
  function renumber(cells) {
    let line = 1;
    for (const each of cells) {
      // A question of a quiz starts in a fresh session.
      if (each.section.dataset.quiz) line = 1;
      each.editor.numberFrom(line);
      line += each.editor.lineCount;
    }
  }

  function cell(section, index, lesson, cells) {
    const pre = section.querySelector('[data-errorbook="code"]');
    const lessonCode = pre.textContent;
    const isProgram = section.dataset.kind === "program";
    const asks = section.hasAttribute("data-predict");
    const isBrief = section.hasAttribute("data-brief");
    const output = section.querySelector('[data-errorbook="output"]') ?? emptyOutput();
    const diagram = section.querySelector('[data-errorbook="diagram"]');
    const recorded = output.hidden ? null : Array.from(output.childNodes);

    const editor = errorbook.editor({
      code: lessonCode, colored: Array.from((pre.querySelector("code") ?? pre).childNodes),
      label: isProgram ? `Flask program, cell ${index + 1}` : `Code of cell ${index + 1}`,
      onInput: changed, onRun: () => run(),
    });
    const runButton = errorbook.button(asks ? "Guess, then run" : "Run", "run", () => run(), { class: "primary" });
    const running = errorbook.running(section, runButton);
    const restoreButton = errorbook.button("Restore lesson code", "restore", restore, { hidden: true });
    const mark = errorbook.element("span.mark", { "data-errorbook": "mark", hidden: true });
    const keys = errorbook.element("span.keys", { text: errorbook.keysHelp("runs"), "aria-hidden": "true" });
    const bar = errorbook.element("div.bar", {}, runButton, running.stopButton, restoreButton, keys, mark);
    const asked = errorbook.element("div.asked", { hidden: true });
    const tools = errorbook.element("div.tools", { hidden: true });
    const toolHost = errorbook.element("div.tool", { "data-errorbook": "tool", hidden: true });
    editor.element.dataset.errorbook = "code";
    pre.replaceWith(editor.element);
    editor.element.after(bar, asked, output, tools, toolHost);
    section.classList.add("live");
    const didResize = errorbook.keepScrollable(output, `Result of cell ${index + 1}`);
    const drawing = diagram?.querySelector("svg");
    if (drawing) {
      errorbook.classes.keepLegible(drawing);
      diagram.after(errorbook.classes.legend(drawing));
    }
    const textAfter = errorbook.textAfter(section);
    // The recorded result would give the guess away, and so would the text about it.
    if (asks && !guessed()) output.hidden = true;
    if (asks && !guessed() && diagram) diagram.hidden = true;
    if (asks && !guessed()) textAfter.close();
    // So would the result of a cell after it, such as `why`.
    const question = asks ? null : errorbook.questionBefore(section);
    if (question && !lesson.progress.value.predictions[question.dataset.cell]) output.hidden = true;

    const self = {
      index, editor, section, isProgram,
      get code() { return editor.code; },
      get isChanged() { return editor.code !== lessonCode; },
      mark: showMark,
      /** Shows code that the reader wrote earlier. */
      open(code) {
        editor.start(code);
        showMark();
      },
      restore,
      run: null,
      /** Shows a question of a quiz instead of running the cell; null lets it run again. */
      ask(form) {
        isQuestion = form !== null;
        bar.hidden = isQuestion;
        if (isQuestion) {
          closeTool();
          output.hidden = tools.hidden = true;
        }
        this.tell(form);
      },
      /** Shows an element between the code and the output. */
      tell(element) {
        asked.replaceChildren(...(element ? [element] : []));
        asked.hidden = element === null;
      },
    };
    if (guessed()) showGuess(guessed());
    /** The code of the last run of this cell, with the code above it; null if the page shows the recorded result. */
    let ranCode = null;
    /** Whether a quiz asks about this cell. */
    let isQuestion = false;

    function guessed() { return lesson.progress.value.predictions[index] ?? null; }

    function codeSoFar() { return cells.slice(0, index + 1).map(each => each.code); }

    function changed() {
      lesson.progress.update(progress => {
        if (self.isChanged) progress.cells[index] = editor.code;
        else delete progress.cells[index];
      });
      renumber(cells);
      for (const each of cells.slice(index)) each.mark();
    }

    function restore() {
      editor.code = lessonCode;
      changed();
      runButton.focus();
      errorbook.announce("This cell has the code of the lesson again.");
    }

    /** Says whose result the page shows, in words. */
    function showMark() {
      restoreButton.hidden = !self.isChanged;
      section.toggleAttribute("data-changed", self.isChanged);
      const isAboveChanged = cells.slice(0, index).some(each => each.isChanged);
      const isShown = !output.hidden;
      const isStale = isShown && (ranCode === null ? self.isChanged || isAboveChanged : ranCode !== codeSoFar().join("\0"));
      output.toggleAttribute("data-stale", isStale);
      if (isStale && ranCode === null) mark.textContent = "The result below is the lesson’s. Run it to see yours.";
      else if (isStale) mark.textContent = "The code changed since this run.";
      else if (self.isChanged) mark.textContent = "Your version";
      else if (isAboveChanged && isShown) mark.textContent = "With your changes above";
      // The result often looks the same as before. The reader must see that something happened, and what.
      else if (ranCode === codeSoFar().join("\0")) mark.textContent = ranWords(index, isShown);
      else mark.textContent = "";
      mark.hidden = mark.textContent === "";
    }

    function options(first = "") {
      return { numbers: [index], fields: [first, ...codeSoFar()] };
    }

    async function run() {
      if (running.isRunning || isQuestion) return;
      closeTool();
      await attempt(async () => {
        if (asks && !self.isChanged && !guessed() && await ask()) return;
        await show();
      });
    }

    async function attempt(action) {
      try {
        await running.during(action);
      } catch (error) {
        showError(error);
      }
    }

    async function show() {
      const ran = codeSoFar().join("\0");
      const result = await lesson.call("errorbook_lesson_run", options());
      if (result.status !== 0) throw new errorbook.EngineError("no-function", `cell ${index}`);
      const shown = result.json;
      ranCode = ran;
      self.run = shown;
      errorbook.showEngineHTML(output, shown.output);
      output.hidden = shown.text === "";
      output.removeAttribute("data-error");
      didResize();
      // It shows the classes of the lesson's code.
      if (diagram) diagram.hidden = cells.slice(0, index + 1).some(each => each.isChanged);
      section.dataset.ran = shown.fails ? "fails" : "works";
      asked.querySelector("form")?.remove();
      runButton.textContent = "Run";
      if (asks) textAfter.show();
      for (const each of cells.slice(index)) each.mark();
      errorbook.announce(shown.text === "" ? `Cell ${index + 1} ran. It shows nothing.` : `Cell ${index + 1}: ${shortened(shown.text)}`);
      lesson.didRun?.(index);
      offerTools(shown);
    }

    /** Asks for a guess. Returns false if there is nothing to guess. */
    async function ask() {
      if (asked.querySelector("form")) {
        asked.querySelector("input")?.focus();
        return true;
      }
      const question = await lesson.call("errorbook_lesson_question", options());
      if (question.bytes.length === 0) return false;
      const form = errorbook.predictForm(question.json, {
        check: async guess => (await lesson.call("errorbook_lesson_guess", options(guess))).json,
        checkReason: async number => (await lesson.call("errorbook_lesson_reason", options(number))).json,
        onSkip: () => runAfterQuestion(),
        onAnswer: answer => {
          lesson.progress.update(progress => {
            const { guess, right, actual, reason } = answer;
            progress.predictions[index] = { guess, right, actual, reason };
          });
          const hadFocus = asked.contains(document.activeElement);
          showGuess(answer);
          if (hadFocus) runButton.focus({ preventScroll: true });
          errorbook.announce(answer.right ? "Right." : `The result is ${answer.actual}.`);
          runAfterQuestion();
        },
      });
      output.hidden = true;
      asked.append(form);
      asked.hidden = false;
      form.querySelector("input")?.focus();
      return true;
    }

    /** Closes the question and runs the cell. */
    function runAfterQuestion() {
      const hadFocus = asked.contains(document.activeElement);
      asked.querySelector("form")?.remove();
      if (hadFocus) runButton.focus({ preventScroll: true });
      asked.hidden = asked.childElementCount === 0;
      return attempt(show);
    }

    function showGuess(answer) {
      asked.replaceChildren(errorbook.guessOutcome(answer));
      asked.hidden = false;
      textAfter.show();
      runButton.textContent = "Run";
    }

    function showError(error) {
      output.hidden = false;
      output.dataset.error = error.kind ?? "";
      output.textContent = error.message;
      ranCode = null;
      self.run = null;
      // Nothing can run: the recorded result is more useful than the reason, which the page shows once.
      if (recorded && lesson.isUnavailable()) {
        output.replaceChildren(...recorded);
        output.removeAttribute("data-error");
      }
      errorbook.announce(error.message);
      if (error.kind === "trapped") errorbook.notice(error.message, { key: "trapped", kind: "warning" });
    }

    // MARK: Tools below the output

    async function offerTools(shown) {
      tools.replaceChildren();
      // A brief cell keeps the cause a secret.
      if (isBrief) return;
      for (const tool of errorbook.cellTools) {
        const isFor = await Promise.resolve(tool.isFor(shown)).catch(() => false);
        // The cell may have run again while the tool decided.
        if (self.run !== shown) return;
        if (isFor) tools.append(toolButton(tool, shown));
      }
      tools.hidden = tools.childElementCount === 0;
    }

    function toolButton(tool, shown) {
      const button = errorbook.button(tool.label, tool.part, async () => {
        const wasOpen = button.getAttribute("aria-expanded") === "true";
        closeTool();
        if (wasOpen) return;
        button.setAttribute("aria-expanded", "true");
        toolHost.hidden = false;
        toolHost.dataset.tool = tool.part;
        try {
          await tool.open(toolHost, {
            index, run: shown,
            call: (name, text = "") => lesson.call(`errorbook_lesson_${name}`, options(text)),
          });
        } catch (error) {
          toolHost.textContent = error.message;
        }
      }, { "aria-expanded": "false" });
      return button;
    }

    function closeTool() {
      toolHost.replaceChildren();
      toolHost.hidden = true;
      for (const button of tools.children) button.setAttribute("aria-expanded", "false");
    }

    return self;
  }

  function ranWords(index, isShown) {
    return `Ran${index > 0 ? ", after all code above it" : ""}${isShown ? "" : ". It prints nothing."}`;
  }

  function emptyOutput() {
    return errorbook.element("pre", { "data-errorbook": "output", hidden: true });
  }

  function shortened(text) {
    return text.length > 400 ? `${text.slice(0, 400)} …` : text;
  }
})(globalThis.errorbook ??= {});
