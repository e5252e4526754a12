"use strict";

/**
 * The reader's progress in the list of lessons. The data of the page has `lessons`, each with its `name`, `id`, `version` and
 * the number of its `exercises`. The list has an element with `data-errorbook="entry"` and `data-name` for each of them.
 */
(function (errorbook) {
  function show() {
    const lessons = errorbook.pageData().flatMap(data => data.lessons ?? []);
    let [next, isStarted] = [null, false];
    for (const { name, id, version, exercises = 0 } of lessons) {
      const entry = Array.from(document.querySelectorAll('[data-errorbook="entry"]')).find(each => each.dataset.name === name);
      if (!entry) continue;
      const summary = errorbook.progressFormat.summary(errorbook.storedProgress(id ?? name), version, exercises);
      entry.dataset.state = summary.state;
      entry.querySelector('[data-errorbook="state"]')?.remove();
      const words = errorbook.stateWords(summary, exercises);
      if (words) entry.append(errorbook.element("span.state", { "data-errorbook": "state", text: words }));
      if (summary.state !== "new") isStarted = true;
      if (summary.state !== "finished") next ??= entry;
    }
    for (const entry of document.querySelectorAll('[data-errorbook="entry"][data-next]')) delete entry.dataset.next;
    if (next && isStarted) next.dataset.next = "";
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
