"use strict";

/**
 * A quiz in a lesson: the cells with `data-quiz`. A reader takes it before and after the course. Until every question of a round
 * has an answer, the page says nothing about right and wrong, and the cells do not run.
 */
(function (errorbook) {
  const rounds = ["before", "after"];

  /** Answers as progress stores them, without the page. */
  const answers = {
    empty: () => ({ before: {}, after: {} }),

    /** The questions without an answer in a round. */
    open: (quiz, names, round) => names.filter(name => !quiz[round][name]),

    /** The round to take: the first one that is not complete. */
    next: (quiz, names) => (answers.open(quiz, names, "before").length > 0 ? "before" : "after"),

    /** The round to show: the one to take. A complete first round stays until the reader begins the second one. */
    shown: (quiz, names) => (Object.keys(quiz.after).length > 0 ? answers.next(quiz, names) : "before"),

    score: (quiz, names, round) => names.filter(name => quiz[round][name]?.right).length,

    /** Keeps the first answer to a question in a round. */
    add(quiz, round, name, { guess, right }) {
      quiz[round][name] ??= { guess, right };
    },

    /** What a reader reads about a round. */
    status(quiz, names, round) {
      const open = answers.open(quiz, names, round).length;
      const name = `${round} the course`;
      if (open === 0) return `The round ${name} is complete: ${answers.score(quiz, names, round)} of ${names.length} right.`;
      return `The round ${name}: ${names.length - open} of ${names.length} questions answered. Only your first answers count. You see `
        + "which ones were right when you have answered all of them.";
    },
  };
  errorbook.quizAnswers = answers;

  /**
   * Makes the quiz of a lesson usable.
   * @param {Object} lesson - Made by `lesson.js`.
   * @returns {?{names: string[], show: function(): void}} null if the lesson has no quiz.
   */
  errorbook.quiz = function (lesson) {
    const questions = lesson.cells.filter(({ section }) => section.dataset.quiz);
    if (questions.length === 0) return null;
    const names = questions.map(({ section }) => section.dataset.quiz);
    let round = answers.shown(lesson.progress.value.quiz, names);
    /** The open forms of each round, by question. One that is not saved stays as it is when another one is. */
    const forms = { before: new Map(), after: new Map() };
    const status = errorbook.element("p", { "data-errorbook": "quiz-status", role: "status" });
    const choices = rounds.map(each => errorbook.element("label.choice", {},
      errorbook.element("input", {
        type: "radio", name: "quiz-round", value: each, checked: each === round,
        change() { round = each; show(); },
      }),
      errorbook.element("span", { text: each === "before" ? "Before the course" : "After the course" })));
    const chooser = errorbook.element("div.predict", { "data-errorbook": "quiz-rounds" },
      errorbook.element("fieldset", {}, errorbook.element("legend", { text: "Round" }), ...choices), status);
    firstHeading(questions[0].section).before(chooser);

    function show() {
      const { quiz } = lesson.progress.value;
      const isComplete = answers.open(quiz, names, round).length === 0;
      status.textContent = answers.status(quiz, names, round);
      questions.forEach((cell, index) => showQuestion(cell, names[index], quiz[round][names[index]], isComplete));
      lesson.didAnswer?.();
    }

    function showQuestion(cell, name, answer, isComplete) {
      if (isComplete) {
        cell.ask(null);
        showOutcome(cell, answer);
      } else if (answer) {
        cell.ask(errorbook.element("p", { "data-errorbook": "quiz-saved" }, "Saved: ", errorbook.element("span.guess", { text: answer.guess })));
      } else if (forms[round].has(name)) {
        cell.ask(forms[round].get(name));
      } else {
        const button = errorbook.button("Answer this question", "quiz-ask", () => askNow(cell, name, button));
        cell.ask(button);
      }
    }

    /** The explanations come after the second round: before it they would change its answers. */
    async function showOutcome(cell, answer) {
      const shownRound = round;
      if (round === "before" || answer.right) {
        const text = answer.right ? "✓ Your answer was right: " : "✗ Your answer was not right: ";
        return cell.tell(errorbook.element(
          "div.guess-outcome", { "data-errorbook": "quiz-outcome", "data-state": answer.right ? "right" : "wrong" },
          errorbook.element("p", {}, errorbook.element("strong", { text }), errorbook.element("span.guess", { text: answer.guess }))));
      }
      try {
        const result = (await lesson.call("errorbook_lesson_guess", { numbers: [cell.index], fields: [answer.guess] })).json;
        if (round === shownRound) cell.tell(errorbook.guessOutcome(result));
      } catch (error) {
        cell.tell(errorbook.element("p.help", { text: error.message }));
      }
    }

    async function askNow(cell, name, button) {
      button.disabled = true;
      const asked = round;
      try {
        const question = (await lesson.call("errorbook_lesson_question", { numbers: [cell.index], fields: [""] })).json;
        const form = quizForm(question, name, choice => save(cell, name, choice, asked));
        forms[asked].set(name, form);
        if (round !== asked) return;
        cell.ask(form);
        form.querySelector("input")?.focus();
      } catch (error) {
        button.disabled = false;
        cell.ask(errorbook.element("div", {}, button, errorbook.element("p.help", { role: "alert", text: error.message })));
      }
    }

    /** The first answer counts, in the round in which the question was asked. */
    async function save(cell, name, choice, asked) {
      const result = (await lesson.call("errorbook_lesson_guess", { numbers: [cell.index], fields: [choice] })).json;
      if (result.right === null) throw new Error(result.difference);
      lesson.progress.update(progress => answers.add(progress.quiz, asked, name, result));
      forms[asked].delete(name);
      const isComplete = answers.open(lesson.progress.value.quiz, names, asked).length === 0;
      errorbook.announce(isComplete ? answers.status(lesson.progress.value.quiz, names, asked) : "Saved.");
      show();
      if (isComplete) return chooser.scrollIntoView({ block: "nearest" });
      const next = questions.find(({ section }, index) => index > names.indexOf(name) && section.querySelector('[data-errorbook="quiz-ask"]'));
      next?.section.querySelector('[data-errorbook="quiz-ask"]').focus();
    }

    show();
    return { names, show };
  };

  /** Returns the heading above the first question, or the question if there is none. */
  function firstHeading(section) {
    let element = section;
    while (element && element.tagName !== "H2") element = element.previousElementSibling;
    return element ?? section;
  }

  /** Returns the form of a question. */
  function quizForm(question, name, save) {
    const group = `quiz-${name}`;
    const help = errorbook.element("p.help", { role: "alert" });
    const submit = errorbook.element("button.primary", { type: "submit", "data-errorbook": "quiz-save", text: "Save my answer" });
    const form = errorbook.element("form.predict", { "data-errorbook": "quiz", novalidate: true },
      errorbook.choiceFields(question.question, question.choices, group), help, errorbook.element("div.row", {}, submit));
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const choice = new FormData(form).get(group);
      if (choice === null) {
        help.textContent = "Choose one of the answers first.";
        return;
      }
      submit.disabled = true;
      try {
        await save(String(choice));
      } catch (error) {
        help.textContent = error.message;
        submit.disabled = false;
      }
    });
    return form;
  }
})(globalThis.errorbook ??= {});
