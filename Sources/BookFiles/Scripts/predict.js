"use strict";

/** The question that a cell asks before it runs. */
(function (errorbook) {
  let count = 0;

  /**
   * Asks what a cell will show. The question comes from the engine, without the result.
   * @param {{question: string, choices: ?string[], reasons?: ?string[], help: string}} question
   * @param {{check: function(string): Promise<Object>, checkReason: function(string): Promise<Object>, onSkip: function(): void,
   *   onAnswer: function(Object): void}} actions `check` returns the JSON of `errorbook_lesson_guess`, and `checkReason` that of
   *   `errorbook_lesson_reason`. `onAnswer` gets `{guess, right, actual, difference, explanation, reason, because}`: `because`
   *   is the JSON about a reason that the lesson offers.
   * @returns {HTMLElement} a form
   */
  errorbook.predictForm = function (question, { check, checkReason, onSkip, onAnswer }) {
    const group = `guess-${count++}`;
    const help = errorbook.element("p.help", { id: `${group}-help`, role: "alert" });
    const form = errorbook.element("form.predict", { "data-errorbook": "predict", "data-state": "asking", novalidate: true });
    const answer = question.choices
      ? choices(question.question, question.choices, group)
      : order(question.question, question.help, group);
    // An explanation in own words helps to learn, even if nobody reads it.
    const reasons = question.reasons?.length
      ? choices("Why?", question.reasons, `${group}-reason`)
      : errorbook.element("label.reason", {}, "Why do you think so? ", errorbook.element("span.optional", { text: "(optional, only for you)" }),
        errorbook.element("input", { type: "text", name: `${group}-reason`, maxlength: "300", autocomplete: "off" }));
    const submit = errorbook.element("button.primary", { type: "submit", "data-errorbook": "guess", text: "Check my guess" });
    const skip = errorbook.button("Run without a guess", "skip-guess", onSkip);
    if (question.reasons?.length) {
      // The reasons of the lesson fit the result, so they wait for the guess.
      reasons.hidden = true;
      answer.addEventListener("input", () => { reasons.hidden = false; });
    }
    form.append(answer, reasons, help, errorbook.element("div.row", {}, submit, skip));

    form.addEventListener("submit", async event => {
      event.preventDefault();
      const fields = new FormData(form);
      const guess = String(fields.get(group) ?? "").trim();
      const reason = String(fields.get(`${group}-reason`) ?? "").trim();
      if (guess === "") {
        help.textContent = question.choices ? "Choose one of the answers first." : question.help;
        return;
      }
      submit.disabled = true;
      try {
        const result = await check(guess);
        if (result.right === null) {
          help.textContent = result.difference;
          return;
        }
        const because = question.reasons?.length && reason !== "" ? await checkReason(reason) : null;
        onAnswer({ ...result, reason: because ? because.reason : reason, because });
      } catch (error) {
        help.textContent = error.message;
      } finally {
        submit.disabled = false;
      }
    });
    return form;
  };

  /** Returns a set of choices. The value of a choice is its number, from 1. */
  errorbook.choiceFields = choices;

  function choices(title, texts, name) {
    const set = errorbook.element("fieldset", {}, errorbook.element("legend", {}, ...errorbook.withCode(title)));
    texts.forEach((text, index) => {
      set.append(errorbook.element("label.choice", {},
        errorbook.element("input", { type: "radio", name, value: String(index + 1) }),
        errorbook.element("span", {}, ...errorbook.withCode(text))));
    });
    return set;
  }

  function order(title, help, name) {
    return errorbook.element("label.order", {}, ...errorbook.withCode(title),
      errorbook.element("input", { type: "text", name, autocomplete: "off", spellcheck: "false", autocapitalize: "off", "aria-describedby": `${name}-help` }),
      errorbook.element("span.optional", { text: help }));
  }

  /** What the reader guessed, beside the result. */
  errorbook.guessOutcome = function ({ guess, right, actual, reason, difference, explanation, because }) {
    const box = errorbook.element("div.guess-outcome", { "data-errorbook": "guess-outcome", "data-state": right ? "right" : "wrong" });
    box.append(errorbook.element("p", {},
      errorbook.element("strong", { text: right ? "✓ Your guess was right: " : "✗ Your guess was different: " }),
      errorbook.element("span.guess", { text: guess }),
      ...(right ? [] : [". The result is ", errorbook.element("span.guess", { text: actual })]), "."));
    if (difference && !right) box.append(errorbook.element("p", { text: difference }));
    if (explanation) box.append(explanationBox(explanation));
    if (because) {
      box.append(errorbook.element("p", {},
        errorbook.element("strong", { text: because.right ? "✓ Your reason is right: " : "✗ Not the reason: " }),
        ...errorbook.withCode(because.reason)));
      if (because.explanation) box.append(explanationBox(because.explanation));
    } else if (reason) {
      box.append(errorbook.element("p.optional", {}, "Your reason: ", ...errorbook.withCode(reason)));
    }
    return box;
  };

  /** What the lesson says about a wrong guess, with the output of its counterexample. */
  function explanationBox(html) {
    const box = errorbook.element("div.explanation", { "data-errorbook": "explanation" });
    // The lines of an output are indented, the prose before it is not.
    const start = html.search(/\n +/);
    const [prose, output] = start < 0 ? [html, ""] : [html.slice(0, start), html.slice(start + 1)];
    box.append(errorbook.element("p"), ...(output === "" ? [] : [errorbook.element("pre")]));
    errorbook.showEngineMessage(box.firstChild, prose);
    if (output !== "") {
      errorbook.showEngineHTML(box.lastChild, output);
      errorbook.keepScrollable(box.lastChild, "What a counterexample shows");
    }
    return box;
  }

  /** Returns nodes for a text in which code is in backticks. */
  errorbook.withCode = function (text) {
    return text.split("`").map((part, index) => (
      index % 2 === 1 ? errorbook.element("code", { text: part }) : document.createTextNode(part)));
  };
})(globalThis.errorbook ??= {});
