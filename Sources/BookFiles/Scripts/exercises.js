"use strict";

/** The exercises of a lesson: an editor for the answer, Check, hints one at a time, and after a pass the book's answers. */
(function (errorbook) {
  /**
   * Makes the exercises of a lesson usable.
   * @param {Object} lesson - Made by `lesson.js`: `element`, `data`, `cells`, `progress`, `call`, `callIn`.
   */
  errorbook.exercises = function (lesson) {
    return Array.from(
      lesson.element.querySelectorAll('[data-errorbook="exercise"]'), section => exercise(section, lesson));
  };

  const savedForTeacher =
    "Your teacher marks this exercise; this page does not check it. You can run your answer. “Save my answers” at the end of the page writes the file to hand in.";

  function exercise(section, lesson) {
    const name = section.dataset.exercise;
    const facts = lesson.data.exercises?.find(each => each.name === name);
    const isJudged = facts?.judgedHere !== false;
    const pre = section.querySelector('[data-errorbook="answer"]');
    const starterCode = errorbook.withLineEnd(pre.textContent);
    const hints = Array.from(section.querySelectorAll('[data-errorbook="hint"]'));
    const answers = section.querySelector('[data-errorbook="answers"]');
    const textAfter = errorbook.textAfter(section);
    // What follows a pass is no comment on the reader's answer.
    const otherAnswers = errorbook.element("p", { "data-errorbook": "other-answers" }, errorbook.element("strong", { text: "Other answers that pass" }));
    answers?.prepend(otherAnswers);
    /** How many answers failed since the page was opened. */
    let failures = 0;

    const editor = errorbook.editor({
      code: starterCode, colored: Array.from((pre.querySelector("code") ?? pre).childNodes), label: `Your answer: ${section.dataset.title}`,
      onInput: changed, onRun: () => (isJudged ? check() : tryOut()),
    });
    const checkButton = isJudged
      ? errorbook.button("Check", "check", check, { class: "primary" })
      : errorbook.button("Run", "run", tryOut, { class: "primary" });
    const running = errorbook.running(section, checkButton);
    const hintButton = errorbook.button("", "next-hint", showNextHint);
    const solutionButton = errorbook.button("Show an answer", "show-answer", viewAnswers, { hidden: true });
    const restoreButton = errorbook.button("Start over", "restore", restore, { hidden: true });
    const state = errorbook.element("span.mark", { "data-errorbook": "mark", hidden: true });
    const bar = errorbook.element("div.bar");
    if (!isJudged) bar.append(errorbook.element("p.help", { text: savedForTeacher }));
    bar.append(checkButton, running.stopButton);
    if (hints.length > 0) bar.append(hintButton);
    if (answers) bar.append(solutionButton);
    bar.append(restoreButton);
    bar.append(errorbook.element("span.keys", { text: errorbook.keysHelp(isJudged ? "checks" : "runs"), "aria-hidden": "true" }));
    bar.append(state);
    const verdict = errorbook.element("div.verdict", { "data-errorbook": "verdict", hidden: true });
    editor.element.dataset.errorbook = "answer";
    pre.replaceWith(editor.element);
    editor.element.after(bar, verdict);
    section.classList.add("live");
    textAfter.close();
    openSaved();

    /** Shows what is stored. */
    function openSaved() {
      const saved = lesson.progress.value.answers[name];
      if (saved) editor.start(saved.code);
      showHints();
      if (lesson.progress.value.viewed[name]) showAnswers();
      showState();
    }

    function showState() {
      const saved = lesson.progress.value.answers[name];
      section.dataset.state = saved?.passed ? "passed" : section.dataset.state === "failed" ? "failed" : "open";
      const isOther = saved?.passed && saved.code !== editor.code;
      state.textContent = isOther ? "✓ Your earlier answer passed and is kept" : saved?.passed ? "✓ Passed" : saved ? "Your answer is saved" : "";
      state.hidden = state.textContent === "";
      restoreButton.hidden = editor.code === starterCode;
      if (!saved?.passed) return;
      showAnswers();
      textAfter.show();
    }

    function changed() {
      lesson.progress.update(progress => {
        const saved = progress.answers[name];
        // An answer that passed stays the one to hand in until another one is checked.
        if (saved?.passed) return;
        if (editor.code === starterCode) delete progress.answers[name];
        else progress.answers[name] = { code: editor.code, passed: false };
      });
      verdict.toggleAttribute("data-stale", !verdict.hidden);
      showState();
      lesson.didAnswer?.();
    }

    function restore() {
      editor.code = starterCode;
      changed();
      checkButton.focus();
      errorbook.announce("The answer has the code of the lesson again.");
    }

    async function check() {
      if (running.isRunning) return;
      const code = editor.code;
      if (code === starterCode && isOnlyComments(code)) {
        showText("Write your answer above, then check it.");
        editor.focus();
        return;
      }
      try {
        await running.during(async () => {
          const result = await lesson.call("errorbook_lesson_check", { fields: [name, code] });
          if (result.status === 2) throw new errorbook.EngineError("no-function", name);
          showVerdict(result.json, code);
        });
      } catch (error) {
        showText(error.message);
        verdict.dataset.state = "error";
        if (error.kind === "trapped") errorbook.notice(error.message, { key: "trapped", kind: "warning" });
      }
    }

    /** Runs an answer that the page cannot judge, like a cell at its place. */
    async function tryOut() {
      if (running.isRunning) return;
      const above = lesson.cells.filter(cell => cell.section.compareDocumentPosition(section) & Node.DOCUMENT_POSITION_FOLLOWING);
      // Outputs name lines as in a cell.
      editor.numberFrom(above.reduce((line, cell) => line + cell.editor.lineCount, 1));
      const words = [...above.map(({ isProgram }) => (isProgram ? "python errorbook" : "errorbook")), "errorbook"];
      const scope = {
        slot: "lesson", key: `${lesson.data.name} ${name}`,
        calls: () => [{ name: "errorbook_lesson_open", fields: [lesson.data.name, ...words.flatMap(each => [each, "\n"])] }],
      };
      try {
        await running.during(async () => {
          const fields = ["", ...above.map(({ code }) => code), editor.code];
          const result = await lesson.callIn(scope, "errorbook_lesson_run", { numbers: [above.length], fields });
          if (result.status !== 0) throw new errorbook.EngineError("no-function", name);
          const { text, output } = result.json;
          showText(text === ""
            ? "Your answer ran without an error and printed nothing. To see a response, add a line with raise and the name of a class."
            : "Ran, after all code above it:");
          if (text === "") return;
          const said = errorbook.element("pre.said");
          errorbook.showEngineHTML(said, output);
          verdict.append(said);
          errorbook.announce(text);
        });
      } catch (error) {
        showText(error.message);
        verdict.dataset.state = "error";
      }
    }

    function showVerdict(result, code) {
      lesson.progress.update(progress => {
        if (progress.answers[name]?.passed && !result.passed) return;
        progress.answers[name] = { code, passed: result.passed };
      });
      failures = result.passed ? 0 : failures + 1;
      verdict.dataset.state = result.passed ? "passed" : "failed";
      verdict.hidden = false;
      verdict.removeAttribute("data-stale");
      verdict.replaceChildren(errorbook.element("p.outcome", { text: outcome(result) }));
      // The outcome says that already.
      if (result.text.trim() !== "passed") {
        const said = errorbook.element("pre.said");
        errorbook.showEngineMessage(said, result.output);
        splitLines(said, name);
        verdict.append(said);
      }
      if (section.dataset.state !== "passed" && !result.passed && failures === 2 && nextHint() < hints.length) {
        verdict.append(errorbook.element("p.help", { text: "A hint may help." }));
      }
      section.dataset.state = result.passed ? "passed" : "failed";
      showHints();
      showState();
      errorbook.announce(`${outcome(result)} ${result.text}`);
      lesson.didAnswer?.();
    }

    function outcome({ passed, points, possible }) {
      if (passed) return "✓ Passed";
      return possible > 1 && points > 0 ? `✗ Not yet: ${points} of ${possible} points` : "✗ Not yet";
    }

    function showText(sentence) {
      verdict.hidden = false;
      delete verdict.dataset.state;
      verdict.removeAttribute("data-stale");
      verdict.replaceChildren(errorbook.element("p.outcome", { text: sentence }));
      errorbook.announce(sentence);
    }

    // MARK: Hints and answers

    function nextHint() { return Math.min(lesson.progress.value.hints[name] ?? 0, hints.length); }

    function showHints() {
      const shown = nextHint();
      hints.forEach((hint, index) => { hint.hidden = index >= shown; });
      const list = hints[0]?.parentElement;
      if (list) list.hidden = shown === 0;
      hintButton.textContent = shown === 0 ? "Hint" : `Next hint (${shown + 1} of ${hints.length})`;
      hintButton.hidden = shown >= hints.length;
      // Somebody who is stuck after every hint learns more from an answer than from nothing.
      solutionButton.hidden = !answers || !answers.hidden || shown < hints.length || failures === 0;
    }

    function showNextHint() {
      const index = nextHint();
      if (index >= hints.length) return;
      lesson.progress.update(progress => { progress.hints[name] = index + 1; });
      showHints();
      errorbook.announce(`Hint ${index + 1} of ${hints.length}: ${hints[index].textContent.trim()}`);
      if (hintButton.hidden) hints[index].setAttribute("tabindex", "-1");
      if (hintButton.hidden) hints[index].focus({ preventScroll: true });
    }

    function viewAnswers() {
      lesson.progress.update(progress => { progress.viewed[name] = true; });
      showAnswers();
      answers.setAttribute("tabindex", "-1");
      answers.focus({ preventScroll: true });
    }

    function showAnswers() {
      if (!answers) return;
      answers.hidden = false;
      textAfter.show();
      solutionButton.hidden = true;
      // The reader's own answer is above.
      const saved = lesson.progress.value.answers[name];
      for (const accepted of answers.querySelectorAll('[data-errorbook="accepted"]')) {
        accepted.hidden = saved?.passed === true && errorbook.hasSameStatements(accepted.querySelector("pre").textContent, saved.code);
      }
      otherAnswers.hidden = saved?.passed !== true || !answers.querySelector('[data-errorbook="accepted"]:not([hidden])');
    }

    return { name, section, hintCount: hints.length, openSaved, isJudged };
  }

  /** Puts each line of a verdict into an element, so that long ones are easy to distinguish. The engine calls the answer's file `name`. */
  function splitLines(said, name) {
    const lines = [errorbook.element("span.line")];
    for (const node of Array.from(said.childNodes)) {
      if (node.nodeType !== Node.TEXT_NODE) {
        lines.at(-1).append(node);
        continue;
      }
      const parts = node.data.split(/(?<=\n)/);
      parts.forEach((part, index) => {
        if (index > 0) lines.push(errorbook.element("span.line"));
        lines.at(-1).append(shownPlace(part, name));
      });
      if (node.data.endsWith("\n")) lines.push(errorbook.element("span.line"));
    }
    said.replaceChildren(...lines.filter(line => line.hasChildNodes()));
  }

  /** `opens-tomorrow:2:1` -> `line 2`: readers do not know the names of exercises. */
  function shownPlace(text, name) {
    const place = /^:(\d+):\d+\n?$/.exec(text.startsWith(name) ? text.slice(name.length) : "");
    return place ? `line ${place[1]}\n` : text;
  }

  /** Whether two answers differ only in comments, empty lines and indentation. */
  errorbook.hasSameStatements = function (one, other) {
    const [first, second] = [one, other].map(code => (
      code.split("\n").map(line => line.trim()).filter(line => line !== "" && !line.startsWith("#")).join("\n")));
    return first === second;
  };

  function isOnlyComments(code) {
    return code.split("\n").every(line => line.trim() === "" || line.trim().startsWith("#"));
  }
})(globalThis.errorbook ??= {});
