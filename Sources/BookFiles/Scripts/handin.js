"use strict";

/** The file that a reader hands in: the same Markdown that `errorbook hand-in` writes and `errorbook grade` reads. */
(function (errorbook) {
  /** Identifies a hand-in. */
  const firstLine = "<!-- errorbook hand-in 1 -->\n";

  /**
   * Returns the hand-in for a lesson.
   * @param {{title: string, variant?: string, exercises: Array<{name: string, hints: number}>, essays?: string[], quiz?: string[]}}
   *   lesson - `variant` is the comment that names the variant of a hand-out for one student, with its line end. `hints` is how
   *   many hints the exercise has. `quiz` has the names of the questions of its quiz.
   * @param {Object} progress - As `progressFormat` describes it.
   */
  errorbook.handIn = function (lesson, progress) {
    let text = `${firstLine}${lesson.variant ?? ""}# ${lesson.title}\n`;
    for (const exercise of lesson.exercises) text += section(exercise, progress);
    for (const name of lesson.essays ?? []) text += essaySection(name, progress);
    const guesses = Object.values(progress.predictions);
    if (guesses.length > 0) {
      text += `\n## Predictions\n\n${guesses.filter(guess => guess.right).length} of ${guesses.length} correct.\n`;
    }
    for (const round of ["before", "after"]) text += quiz(lesson.quiz ?? [], round, progress.quiz[round]);
    return text;
  };

  /** The answers to a quiz in a round, one line for each. The file does not say which ones are right. */
  function quiz(names, round, answers) {
    const lines = names.filter(name => answers[name]).map(name => `${name}: ${answers[name].guess}\n`);
    return lines.length === 0 ? "" : `\n## Quiz, ${round} the course\n\n${errorbook.fence(`quiz ${round}`, lines.join(""))}`;
  }

  function section({ name, hints }, progress) {
    const facts = [];
    if (progress.hints[name]) facts.push(`${progress.hints[name]} of ${hints} hints used`);
    if (progress.viewed[name]) facts.push("solution viewed");
    const answer = progress.answers[name];
    const heading = `\n## ${name}\n\n`;
    if (!answer) return `${heading}${["No answer", ...facts].join(", ")}.\n`;
    const outcome = answer.passed ? "passed when it was given" : "not passed when it was given";
    return `${heading}${[outcome, ...facts].join(", ")}.\n\n${errorbook.fence(`errorbook answer ${name}`, answer.code)}`;
  }

  /** A text for the teacher. Its fence is no answer, so marking ignores it. */
  function essaySection(name, progress) {
    const written = progress.texts?.[name]?.text;
    return `\n## ${name}\n\n${written ? `A text for the teacher, without marks.\n\n${errorbook.fence("text", written)}` : "No text.\n"}`;
  }

  /** Returns a fence of Markdown with these words and this content. It has more backticks than any run of them in the content. */
  errorbook.fence = function (words, content) {
    const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map(run => run.length));
    const marks = "`".repeat(Math.max(3, longest + 1));
    return `${marks}${words}\n${content}${content === "" || content.endsWith("\n") ? "" : "\n"}${marks}\n`;
  };

  /** Lets the browser save a text as a file. */
  errorbook.saveFile = function (name, text, type = "text/markdown") {
    const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    const link = errorbook.element("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    // The browser reads the file after the click.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
})(globalThis.errorbook ??= {});
