"use strict";

/** A lesson page: its cells, its exercises, the reader's progress, and the file to hand in. */
(function (errorbook) {
  /** The status of a call that only the engine for Flask programs can answer. */
  const needsPrograms = 3;

  /**
   * Makes a lesson of the page usable. A page with the whole course does this when a lesson is opened.
   * @param {HTMLElement} element - The element with `data-errorbook="lesson"`.
   */
  errorbook.openLesson = function (element) {
    if (element.classList.contains("live")) return;
    const all = errorbook.pageData();
    const data = all.find(each => each.name === element.dataset.name) ?? all[0];
    if (!data) return;
    element.classList.add("live");
    const version = data.version ?? document.documentElement.dataset.errorbookVersion ?? "";
    const lesson = {
      element, data,
      progress: errorbook.openProgress(data.id ?? data.name, version),
      isUnavailable: () => errorbook.engine.state === "unavailable",
      call: callFor(data), callIn,
    };
    lesson.cells = errorbook.cells(lesson);
    lesson.exercises = errorbook.exercises(lesson);
    lesson.essays = errorbook.essays(lesson);
    showSavedCells(lesson);
    lesson.quiz = errorbook.quiz(lesson);
    const end = endOfLesson(lesson);
    lesson.didAnswer = end.show;
    lesson.didRun = end.show;
    offerOlderVersion(lesson, end.show);
  };

  /** Returns the function that calls the engine for this lesson. The lesson is opened in the engine when it is needed. */
  function callFor(data) {
    const scope = {
      slot: "lesson", key: data.name,
      calls: () => [{ name: "errorbook_lesson_open", fields: [data.name, ...data.fences.flat()] }],
    };
    return (name, options = {}) => callIn(scope, name, options);
  }

  async function callIn(scope, name, options) {
    const result = await errorbook.engine.call(name, { ...options, scope });
    return result.status === needsPrograms ? errorbook.engine.call(name, { ...options, scope, programs: true }) : result;
  }

  function showSavedCells({ cells, progress }) {
    for (const cell of cells) {
      const code = progress.value.cells[cell.index];
      if (code !== undefined) cell.open(code);
    }
    // The mark of a cell depends on the cells above it.
    for (const cell of cells) cell.mark();
  }

  // MARK: Code for an older version of the lesson

  function offerOlderVersion(lesson, didChange) {
    const { older } = lesson.progress.value;
    if (!older || older.isHidden) return;
    errorbook.notice("This lesson changed since you edited it. Your version is kept.", {
      key: "older",
      actions: [
        { label: "Show my version", run: () => showOlderVersion(lesson, didChange) },
        {
          label: "Use the lesson’s", run() {
            lesson.progress.update(progress => { progress.older.isHidden = true; });
            didChange();
          },
        },
      ],
    });
  }

  function showOlderVersion(lesson, didChange) {
    errorbook.endNotice("older");
    lesson.progress.replace(errorbook.progressFormat.withOlderCode);
    showSavedCells(lesson);
    for (const exercise of lesson.exercises) exercise.openSaved();
    didChange();
    errorbook.announce("The cells and answers have the code that you wrote.");
  }

  // MARK: The end of the page

  /** Makes the section with the reader's progress and the file to hand in. Returns a function that brings it up to date. */
  function endOfLesson(lesson) {
    const line = errorbook.element("p", { "data-errorbook": "progress" });
    const row = errorbook.element("div.row");
    const section = errorbook.element(
      "section.end", { "data-errorbook": "end", "aria-label": "Your progress in this lesson" }, line, row);
    if (lesson.exercises.length + lesson.essays.length > 0 || lesson.quiz) {
      row.append(errorbook.button("Save my answers", "save", () => saveAnswers(lesson)));
    }
    const olderButton = errorbook.button("Show my earlier version", "older", () => showOlderVersion(lesson, show), { hidden: true });
    const startOver = lesson.quiz ? "Start the quiz over" : "Start this lesson over";
    const clearButton = errorbook.button(startOver, "clear", () => {
      if (!confirm(`${startOver}? Your changes, answers and guesses in it are removed.`)) return;
      lesson.progress.clear();
      location.reload();
    });
    row.append(olderButton, clearButton);
    lesson.element.append(section);
    const openLine = errorbook.element("p", { "data-errorbook": "open-exercises" });
    const courseLine = errorbook.element("p", { "data-errorbook": "course-progress" });
    const nextLine = errorbook.element("p.next", { "data-errorbook": "what-next" });
    line.after(openLine, courseLine);
    section.append(nextLine);

    function show() {
      const { value } = lesson.progress;
      const facts = [];
      const judged = lesson.exercises.filter(({ isJudged }) => isJudged);
      const forTeacher = lesson.exercises.filter(({ isJudged }) => !isJudged);
      const passed = judged.filter(({ name }) => value.answers[name]?.passed).length;
      const answered = forTeacher.filter(({ name }) => value.answers[name]).length;
      if (judged.length > 0) facts.push(`${passed} of ${errorbook.counted(judged.length, "exercise")} passed`);
      if (forTeacher.length > 0) facts.push(`${answered} of ${errorbook.counted(forTeacher.length, "exercise")} answered`);
      const written = lesson.essays.filter(({ name }) => value.texts[name]).length;
      if (lesson.essays.length > 0) facts.push(`${written} of ${errorbook.counted(lesson.essays.length, "text")} written`);
      const guesses = Object.values(value.predictions);
      const right = guesses.filter(guess => guess.right).length;
      if (guesses.length > 0) facts.push(`${right} of ${errorbook.counted(guesses.length, "guess", "guesses")} right`);
      for (const round of ["before", "after"]) {
        const count = Object.keys(value.quiz[round]).length;
        if (count > 0) facts.push(`${errorbook.counted(count, "question")} answered ${round} the course`);
      }
      const changed = Object.keys(value.cells).length;
      if (changed > 0) facts.push(`${errorbook.counted(changed, "cell")} changed`);
      line.textContent = facts.length > 0 ? `Your progress: ${facts.join(", ")}.` : "";
      line.hidden = facts.length === 0;
      olderButton.hidden = !value.older?.isHidden;
      clearButton.hidden = facts.length === 0 && !value.older;
      const isStarted = Object.keys(value.answers).length + Object.keys(value.hints).length > 0;
      showOpenExercises(openLine, judged.filter(({ name }) => !value.answers[name]?.passed), isStarted);
      showCourse(lesson.data, courseLine, nextLine);
    }
    show();

    if (typeof IntersectionObserver === "function") {
      const observer = new IntersectionObserver(entries => {
        if (!entries.some(entry => entry.isIntersecting) || window.scrollY === 0) return;
        observer.disconnect();
        if (!lesson.progress.value.reachedEnd) lesson.progress.update(progress => { progress.reachedEnd = true; });
      });
      observer.observe(section);
    }
    return { show };
  }

  /** Says which exercises are not passed, with links to them. */
  function showOpenExercises(line, open, isStarted) {
    line.hidden = open.length === 0 || !isStarted;
    line.replaceChildren("Not passed: ", ...open.flatMap(({ section }, index) => [
      index > 0 ? ", " : "",
      errorbook.element("a", { href: "#", text: section.dataset.title, click(event) {
        event.preventDefault();
        section.scrollIntoView();
        section.setAttribute("tabindex", "-1");
        section.focus({ preventScroll: true });
      } }),
    ]), ".");
  }

  /** Says how far the reader is in the course, and what comes next. */
  function showCourse(data, courseLine, nextLine) {
    const lessons = errorbook.courseLessons();
    const isOfCourse = lessons.length > 1 && lessons.some(each => each.name === data.name);
    courseLine.hidden = !isOfCourse;
    const totals = errorbook.storedTotals(lessons);
    if (isOfCourse) courseLine.textContent = `The course so far: ${errorbook.totalsWords(totals)}`;
    const next = data.next ?? (isOfCourse && totals.next?.name !== data.name ? totals.next : null);
    nextLine.hidden = !next && !(isOfCourse && !totals.next);
    if (!next) {
      nextLine.textContent = nextLine.hidden ? "" : "You finished every lesson of the course.";
      return;
    }
    const minutes = lessons.find(each => each.href === next.href)?.minutes;
    nextLine.replaceChildren(
      "Next: ", errorbook.element("a", { href: next.href, text: next.title }), minutes ? ` (${minutes} minutes)` : "");
  }

  function saveAnswers({ data, exercises, essays, quiz, progress }) {
    const handIn = errorbook.handIn({
      title: data.title, variant: data.variant, essays: essays.map(({ name }) => name), quiz: quiz?.names,
      exercises: exercises.map(({ name, hintCount }) => ({ name, hints: hintCount })),
    }, progress.value);
    errorbook.saveFile(`${data.name.replace(/^.*\//, "").replace(/\.md$/, "")}-answers.md`, handIn);
  }

  /** `1 exercise`, `2 exercises`. */
  errorbook.counted = function (count, one, many = `${one}s`) {
    return `${count} ${count === 1 ? one : many}`;
  };

  errorbook.whenReady(() => {
    const lessons = document.querySelectorAll('[data-errorbook="lesson"]');
    if (lessons.length === 0) return;
    // A page with the whole course opens its lessons when they are shown.
    if (document.body.dataset.errorbookPage !== "course") lessons.forEach(errorbook.openLesson);
    // The first click then finds an engine that is ready.
    errorbook.whenIdle(errorbook.engine.start);
    errorbook.engine.onState((state, failure) => {
      if (state === "unavailable") errorbook.notice(failure.message, { key: "unavailable", kind: "warning" });
    });
  });
})(globalThis.errorbook ??= {});
