"use strict";

/**
 * What a reader did in a lesson, kept in this browser's localStorage under `errorbook:BOOK:LESSON`.
 *
 * The value is JSON: `{version, cells, predictions, answers, hints, viewed, texts, quiz, reachedEnd, older}`. `version` is
 * the version of the lesson that the edits belong to. Edits of another version of the lesson are kept in `older`, and the
 * page shows them only if the reader wants that. `texts` are what the reader wrote in own words, by the name of the question.
 */
(function (errorbook) {
  const format = {
    /** Progress without anything in it. */
    empty(version) {
      return {
        version, cells: {}, predictions: {}, answers: {}, hints: {}, viewed: {}, texts: {}, quiz: { before: {}, after: {} },
        reachedEnd: false, older: null,
      };
    },

    /** Reads stored text. Returns null if it is not progress. What has the wrong form is left out. */
    parse(text) {
      let value;
      try {
        value = JSON.parse(text);
      } catch {
        return null;
      }
      if (!isObject(value) || typeof value.version !== "string") return null;
      return {
        ...format.edits(value),
        version: value.version,
        hints: kept(value.hints, count => Number.isInteger(count) && count > 0),
        viewed: kept(value.viewed, seen => seen === true),
        texts: kept(value.texts, written => isObject(written) && typeof written.text === "string"),
        quiz: { before: quizAnswers(value.quiz?.before), after: quizAnswers(value.quiz?.after) },
        reachedEnd: value.reachedEnd === true,
        older: isObject(value.older) && typeof value.older.version === "string"
          ? { ...format.edits(value.older), version: value.older.version, isHidden: value.older.isHidden === true } : null,
      };
    },

    /** The parts of progress that belong to one version of the lesson. */
    edits({ cells, predictions, answers }) {
      return {
        cells: kept(cells, code => typeof code === "string"),
        predictions: kept(predictions, guess => isObject(guess) && typeof guess.right === "boolean"),
        answers: kept(answers, answer => isObject(answer) && typeof answer.code === "string" && typeof answer.passed === "boolean"),
      };
    },

    /** Whether there is code of the reader in it. */
    hasCode({ cells, answers }) {
      return Object.keys(cells).length > 0 || Object.keys(answers).length > 0;
    },

    /**
     * Returns progress for this version of the lesson. Code for another version moves to `older`.
     * @param {?Object} stored - From `parse`.
     * @param {string} version
     */
    forVersion(stored, version) {
      if (!stored) return format.empty(version);
      if (stored.version === version) return stored;
      const { hints, viewed, texts, quiz } = stored;
      const current = { ...format.empty(version), hints, viewed, texts, quiz };
      if (!format.hasCode(stored)) return { ...current, older: stored.older };
      const before = stored.older ?? format.edits({});
      current.older = {
        version: stored.version, isHidden: false,
        cells: { ...before.cells, ...stored.cells },
        predictions: { ...before.predictions, ...stored.predictions },
        answers: { ...before.answers, ...stored.answers },
      };
      return current;
    },

    /** Returns progress with the code for the older version in place of the lesson's. Its answers have to be checked again. */
    withOlderCode(progress) {
      const { older } = progress;
      if (!older) return progress;
      const answers = Object.entries(older.answers).map(([name, { code }]) => [name, { code, passed: false }]);
      return {
        ...progress, older: null,
        cells: { ...older.cells, ...progress.cells },
        answers: { ...Object.fromEntries(answers), ...progress.answers },
      };
    },

    /** Returns what a list of lessons says about one: `{state, passed, isRead, isOlder}`, with the state `new`, `started` or `finished`. */
    summary(progress, version, exercises) {
      if (!progress) return { state: "new", passed: 0, isRead: false, isOlder: false };
      const isOlder = version !== undefined && progress.version !== version;
      const passed = isOlder ? 0 : Object.values(progress.answers).filter(answer => answer.passed).length;
      const isRead = !isOlder && progress.reachedEnd;
      const isFinished = !isOlder && (exercises > 0 ? passed >= exercises : isRead);
      const isStarted = format.hasCode(progress) || progress.older !== null || progress.reachedEnd
        || [progress.predictions, progress.hints, progress.texts, ...Object.values(progress.quiz)]
          .some(answers => Object.keys(answers).length > 0);
      return { state: isFinished ? "finished" : isStarted ? "started" : "new", passed, isRead, isOlder };
    },
  };
  errorbook.progressFormat = format;

  function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  /** Returns the answers to a quiz in one round. */
  function quizAnswers(value) {
    return kept(value, answer => isObject(answer) && typeof answer.guess === "string" && typeof answer.right === "boolean");
  }

  /** Returns the members of an object that have the right form. */
  function kept(members, isRight) {
    return isObject(members) ? Object.fromEntries(Object.entries(members).filter(([, value]) => isRight(value))) : {};
  }

  // MARK: Storage

  errorbook.progressKey = function (lessonID) {
    return `errorbook:${errorbook.bookKey()}:${lessonID}`;
  };

  /** Returns the stored progress of a lesson, or null. */
  errorbook.storedProgress = function (lessonID) {
    try {
      const text = localStorage.getItem(errorbook.progressKey(lessonID));
      return text === null ? null : format.parse(text);
    } catch {
      return null;
    }
  };

  let saidFailure = false;

  /** Says once for each page that nothing can be stored. */
  function sayFailure(error) {
    if (saidFailure) return;
    saidFailure = true;
    const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
    const reason = isFull ? "the browser's storage for this page is full" : "the browser does not allow this page to store anything";
    errorbook.notice(
      `Your changes are not saved here: ${reason}. Everything works, but closing the page loses it. “Save my answers” at the end of a `
        + "lesson writes a file.",
      { key: "storage", kind: "warning" });
  }

  /**
   * Opens the progress of a lesson.
   * @param {string} lessonID
   * @param {string} version
   * @returns {{value: Object, update: function(function(Object): void): void, clear: function(): void}}
   */
  errorbook.openProgress = function (lessonID, version) {
    const key = errorbook.progressKey(lessonID);
    let value = format.forVersion(errorbook.storedProgress(lessonID), version);
    let isStored = true;

    return {
      get value() { return value; },
      /** Changes the progress and stores it. Another tab may have changed it in between. */
      update(change) {
        if (isStored) value = format.forVersion(errorbook.storedProgress(lessonID) ?? value, version);
        change(value);
        try {
          localStorage.setItem(key, JSON.stringify(value));
          isStored = true;
        } catch (error) {
          isStored = false;
          sayFailure(error);
        }
      },
      /** Replaces the progress by what a function of `progressFormat` returns for it. */
      replace(change) {
        this.update(now => {
          const next = change(now);
          for (const member of Object.keys(now)) now[member] = next[member];
        });
      },
      clear() {
        value = format.empty(version);
        try {
          localStorage.removeItem(key);
        } catch (error) {
          sayFailure(error);
        }
      },
    };
  };
})(globalThis.errorbook ??= {});
