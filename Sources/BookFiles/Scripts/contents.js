"use strict";

/**
 * The reader's progress in the list of lessons. The data of the page has `lessons`, each with its `name`, `id`, `version`,
 * `title`, `href`, `minutes`, the number of its `exercises`, their `exerciseNames` and `exerciseTitles`, and `optional` if the
 * course is complete without it. The list has an element with `data-errorbook="entry"` and `data-name` for each of them.
 */
(function (errorbook) {
  /** The lessons of the book. */
  errorbook.courseLessons = function () {
    return errorbook.pageData().flatMap(data => data.lessons ?? []);
  };

  /**
   * Counts what a reader did in a course.
   * @param {Object[]} lessons - As in the data of the page.
   * @param {function(Object): ?Object} progressOf - Returns the stored progress of a lesson.
   * @returns {{lessons: number, finished: number, exercises: number, passed: number, minutes: number, minutesLeft: number,
   *   next: ?Object}} `next` is the first lesson that is not finished.
   */
  errorbook.courseTotals = function (lessons, progressOf) {
    const counted = lessons.filter(({ optional }) => !optional);
    const totals = { lessons: counted.length, finished: 0, exercises: 0, passed: 0, minutes: 0, minutesLeft: 0, next: null };
    for (const lesson of counted) {
      const { exercises = 0, minutes } = lesson;
      const summary = errorbook.progressFormat.summary(progressOf(lesson), lesson.version, exercises);
      const { state, passed } = summary;
      const isFinished = state === "finished";
      totals.finished += isFinished ? 1 : 0;
      totals.exercises += exercises;
      totals.passed += Math.min(passed, exercises);
      totals.minutes += minutes ?? 0;
      totals.minutesLeft += minutesLeft(lesson, summary);
      if (!isFinished) totals.next ??= lesson;
    }
    // Rounded up to five minutes, as in the terminal.
    totals.minutesLeft = Math.min(totals.minutes, Math.ceil(totals.minutesLeft / 5) * 5);
    return totals;
  };

  /**
   * How many minutes of a lesson are left, by the rule of the terminal: reading the lesson and each of its exercises count as
   * parts of the same length.
   */
  function minutesLeft({ minutes, exercises = 0 }, { state, passed, isRead }) {
    if (state === "finished") return 0;
    const open = exercises - Math.min(passed, exercises) + (isRead ? 0 : 1);
    return Math.ceil((minutes ?? 0) * open / (exercises + 1));
  }

  /** Says the totals in words, as `toc` in the terminal does. */
  errorbook.totalsWords = function ({ lessons, finished, exercises, passed, minutes, minutesLeft }) {
    const facts = [`Lessons finished: ${finished} of ${lessons}.`];
    if (exercises > 0) facts.push(`Exercises passed: ${passed} of ${exercises}.`);
    if (minutes > 0 && minutesLeft === minutes) facts.push(`The course takes about ${duration(minutes)}.`);
    else if (minutesLeft > 0) facts.push(`About ${duration(minutesLeft)} of ${duration(minutes)} are left.`);
    return facts.join(" ");
  };

  /** `45 minutes`, `1 hour`, `2 hours 5 minutes`. */
  function duration(minutes) {
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    if (hours === 0) return errorbook.counted(rest, "minute");
    return errorbook.counted(hours, "hour") + (rest > 0 ? ` ${errorbook.counted(rest, "minute")}` : "");
  }

  function storedProgressOf({ id, name }) { return errorbook.storedProgress(id ?? name); }

  /** The totals of this browser. */
  errorbook.storedTotals = function (lessons) { return errorbook.courseTotals(lessons, storedProgressOf); };

  /** Shows the exercises of a lesson that the reader started. Before that, their titles would tell too much. */
  function showExercises(entry, { exerciseNames = [], exerciseTitles = exerciseNames }, progress, { state, isOlder }) {
    if (state === "new" || exerciseNames.length === 0) return;
    entry.append(errorbook.element("ul", { "data-errorbook": "entry-exercises", "aria-label": "Exercises" },
      ...exerciseNames.map((name, index) => exerciseItem(exerciseTitles[index], isOlder ? undefined : progress?.answers[name]))));
  }

  function exerciseItem(title, answer) {
    const state = answer?.passed ? "passed" : answer ? "answered" : "open";
    const item = errorbook.element("li", { "data-state": state, text: title });
    if (answer) item.append(answer.passed ? " ✓" : " …", errorbook.element("span.unseen", { text: ` ${state}` }));
    return item;
  }

  function showState(entry, words) {
    entry.append(errorbook.element("span.state", { "data-errorbook": "state", text: words }));
  }

  function showTotals(lessons) {
    const list = document.querySelector('[data-errorbook="contents"]');
    if (!list) return;
    document.querySelector('[data-errorbook="totals"]')?.remove();
    list.after(errorbook.element("p", { "data-errorbook": "totals", text: errorbook.totalsWords(errorbook.storedTotals(lessons)) }));
  }

  function show() {
    const lessons = errorbook.courseLessons();
    let [next, isStarted] = [null, false];
    for (const lesson of lessons) {
      const { name, id, version, optional, exercises = 0 } = lesson;
      const entry = Array.from(document.querySelectorAll('[data-errorbook="entry"]')).find(each => each.dataset.name === name);
      if (!entry) continue;
      const progress = errorbook.storedProgress(id ?? name);
      const summary = errorbook.progressFormat.summary(progress, version, exercises);
      entry.dataset.state = summary.state;
      for (const old of entry.querySelectorAll('[data-errorbook="state"], [data-errorbook="entry-exercises"]')) old.remove();
      const words = errorbook.stateWords(summary, exercises);
      if (words) showState(entry, words);
      showExercises(entry, lesson, progress, summary);
      if (summary.state !== "new") isStarted = true;
      if (summary.state !== "finished" && !optional) next ??= entry;
    }
    for (const entry of document.querySelectorAll('[data-errorbook="entry"][data-next]')) delete entry.dataset.next;
    if (next && isStarted) next.dataset.next = "";
    const newHere = document.querySelector('[data-errorbook="new-here"]');
    if (newHere) newHere.hidden = isStarted;
    showTotals(lessons);
  }

  /** Says in words how far somebody is in a lesson. */
  errorbook.stateWords = function ({ state, passed, isOlder }, exercises) {
    if (state === "new") return "";
    if (isOlder) return "changed since you started it";
    if (state === "finished") return exercises > 0 ? `✓ finished, ${passed} of ${exercises} passed` : "✓ finished";
    return exercises > 0 ? `started, ${passed} of ${exercises} passed` : "started";
  };

  errorbook.whenReady(() => {
    if (!document.querySelector('[data-errorbook="entry"]')) return;
    show();
    // The reader comes back to a page that the browser kept, or works in another tab.
    window.addEventListener("pageshow", show);
    window.addEventListener("storage", show);
  });
})(globalThis.errorbook ??= {});
