"use strict";

/**
 * What every script of the book uses: making elements, messages to the reader, and the data of the page.
 *
 * Each script adds to the global object `errorbook`. This one comes first on a page; the order of the others does not matter,
 * because none of them uses another one or the document before the document is complete. So node can load them too.
 */
(function (errorbook) {
  /**
   * Makes an element.
   * @param {string} name - The tag, and after dots its classes: `div.editor`.
   * @param {Object<string, *>} [attributes] - `text` is the text; `data-...`, `aria-...` and others are attributes; a function is
   *   a listener for the event of that name. An attribute that is null, undefined or false is left out.
   * @param {...(Node|string|null)} children
   * @returns {HTMLElement}
   */
  errorbook.element = function (name, attributes = {}, ...children) {
    const [tag, ...classes] = name.split(".");
    const element = document.createElement(tag);
    element.classList.add(...classes);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (key === "text") element.textContent = value;
      else if (typeof value === "function") element.addEventListener(key, value);
      else element.setAttribute(key, value === true ? "" : String(value));
    }
    element.append(...children.filter(child => child !== null && child !== undefined));
    return element;
  };

  /**
   * Makes a button. `part` becomes its `data-errorbook` attribute.
   * @param {string} label
   * @param {string|null} part
   * @param {function(Event): void} onClick
   * @param {Object<string, *>} [attributes]
   */
  errorbook.button = function (label, part, onClick, attributes = {}) {
    return errorbook.element(
      "button", { type: "button", text: label, "data-errorbook": part, click: onClick, ...attributes });
  };

  /**
   * Shows HTML that the engine made. The engine escapes everything that comes from a program, and writes only `span`
   * elements with a class. No other text may be passed here.
   * @param {Element} element
   * @param {string} html
   */
  errorbook.showEngineHTML = function (element, html) {
    element.innerHTML = html;
  };

  /** Shows a message that the engine made. Its code is in backticks, as in a terminal; a page has an element for code. */
  errorbook.showEngineMessage = function (element, html) {
    errorbook.showEngineHTML(element, html);
    for (const span of element.querySelectorAll("span.code")) {
      const marked = /^(`+)( ?)([^]*?)\2\1$/.exec(span.textContent);
      if (marked) span.replaceWith(errorbook.element("code", { text: marked[3] }));
    }
  };

  /** Returns code whose last line ends, as all code of a lesson does. */
  errorbook.withLineEnd = function (code) {
    return code === "" || code.endsWith("\n") ? code : `${code}\n`;
  };

  let isReady = false;
  if (typeof document !== "undefined") document.addEventListener("DOMContentLoaded", () => { isReady = true; }, { once: true });

  /** Calls a function when the document and all scripts of the page are complete. */
  errorbook.whenReady = function (action) {
    if (typeof document === "undefined") return;
    // Before that event, a script with `defer` already finds a complete document, but not the scripts after it.
    if (isReady) action();
    else document.addEventListener("DOMContentLoaded", action, { once: true });
  };

  /** Calls a function when the browser has nothing more urgent to do. */
  errorbook.whenIdle = function (action) {
    if (typeof requestIdleCallback === "function") requestIdleCallback(action, { timeout: 500 });
    else setTimeout(action, 50);
  };

  /**
   * Returns the data of the page: the JSON in its `data` elements. Most pages have one; a page with the whole course has
   * one for each lesson.
   * @returns {Object[]}
   */
  errorbook.pageData = function () {
    const elements = document.querySelectorAll('script[type="application/json"][data-errorbook="data"]');
    return Array.from(elements, element => JSON.parse(element.textContent));
  };

  /**
   * What a reader can open below the output of a cell. Other scripts add their tools here. A tool is an object:
   *
   * - `part`: the `data-errorbook` attribute of its button, such as `stepper`;
   * - `label`: the words on its button, such as `Step through the lookup`;
   * - `isFor(run)`: whether the cell has something to show, as a boolean or a promise of one. `run` is the JSON of
   *   `errorbook_lesson_run`;
   * - `open(host, cell)`: shows it in the empty element `host`. It may return a promise; an `EngineError` that rejects it is
   *   shown to the reader. `host` is emptied and hidden when the reader closes the tool or runs the cell again.
   *
   * `cell` has `index`, `run`, and `call(name, text)`, which calls `errorbook_lesson_NAME` for the cell after the code above
   * it, as the reader edited it, and returns the promise of `errorbook.engine.call`.
   *
   * The stepper also sets `errorbook.openStepper(host, json)`, which shows the JSON of `errorbook_lesson_step`: the index
   * page uses it.
   */
  errorbook.cellTools = [];

  /** The key of this book: progress in one book does not show up in another. */
  errorbook.bookKey = function () {
    return document.documentElement.dataset.errorbookBook || "book";
  };

  /** Where texts for screen readers go: they belong to a landmark of the page. */
  errorbook.unseenPlace = function () {
    return document.querySelector("body > footer") ?? document.body;
  };

  /** Says a sentence to people who use a screen reader. */
  errorbook.announce = function (sentence) {
    let region = document.querySelector('[data-errorbook="announcement"]');
    if (!region) {
      region = errorbook.element("p.unseen", { "data-errorbook": "announcement", role: "status", "aria-live": "polite" });
      errorbook.unseenPlace().append(region);
    }
    // The same sentence twice is announced twice only if the text changes in between.
    region.textContent = "";
    setTimeout(() => { region.textContent = sentence; }, 60);
  };

  /**
   * Shows a message above the content of the page. A message with a key replaces an earlier one with the same key.
   * @param {string} sentence
   * @param {{key?: string, kind?: ("note"|"warning"), actions?: Array<{label: string, run: function(): void}>}} [options]
   * @returns {HTMLElement}
   */
  errorbook.notice = function (sentence, { key = null, kind = "note", actions = [] } = {}) {
    if (key) errorbook.endNotice(key);
    const notice = errorbook.element("div.notice", { "data-errorbook": "notice", "data-key": key, "data-kind": kind, role: "status" });
    const end = () => notice.remove();
    notice.append(errorbook.element("p", { text: sentence }));
    const row = errorbook.element("div.notice-actions");
    for (const { label, run } of actions) row.append(errorbook.button(label, null, () => { end(); run(); }));
    if (actions.length === 0) row.append(errorbook.button("OK", null, end, { "aria-label": `OK, hide this message: ${sentence}` }));
    notice.append(row);
    noticeArea().append(notice);
    return notice;
  };

  /** Removes the message with this key. */
  errorbook.endNotice = function (key) {
    for (const notice of document.querySelectorAll('[data-errorbook="notice"]')) {
      if (notice.dataset.key === key) notice.remove();
    }
  };

  /** Lets people who use a keyboard scroll an element whenever it is wider than its place. */
  errorbook.keepScrollable = function (element, label) {
    const update = () => {
      const scrolls = element.scrollWidth > element.clientWidth + 1;
      if (scrolls) {
        element.setAttribute("tabindex", "0");
        element.setAttribute("role", "group");
        element.setAttribute("aria-label", label);
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) element.removeAttribute(name);
      }
    };
    if (typeof ResizeObserver === "function") new ResizeObserver(update).observe(element);
    update();
    return update;
  };

  /**
   * The text after an exercise or a guess, which may give the answer away. It waits in folds that the reader can open: one, or
   * several with a cell between them.
   * @param {Element} section - The exercise or the cell.
   * @returns {{close: function(): void, show: function(): void}} They do nothing if there is no such text.
   */
  errorbook.textAfter = function (section) {
    const folds = [];
    for (let next = section.nextElementSibling; next && belongsToAnswer(next); next = next.nextElementSibling) {
      if (next.matches('[data-errorbook="after"]')) folds.push(next);
    }
    return {
      close() { for (const fold of folds) fold.removeAttribute("open"); },
      /** From now on it is a text like all others. */
      show() {
        for (const fold of folds) {
          fold.setAttribute("open", "");
          fold.setAttribute("data-shown", "");
        }
      },
    };
  };

  /** Returns the cell that asks for a guess right before this cell, or before the text between them; null if there is none. */
  errorbook.questionBefore = function (section) {
    let before = section.previousElementSibling;
    if (before?.matches('[data-errorbook="after"]')) before = before.previousElementSibling;
    return before?.matches('[data-errorbook="cell"][data-predict]') ? before : null;
  };

  /** Whether an element after a question shows its answer: a text about it, or a cell that asks nothing. */
  function belongsToAnswer(element) {
    return element.matches('[data-errorbook="after"], [data-errorbook="cell"]:not([data-predict])');
  }

  /** On paper nobody can open a fold. */
  function openFoldsOnPaper() {
    let closed = [];
    window.addEventListener("beforeprint", () => {
      closed = Array.from(document.querySelectorAll("main details:not([open])"));
      for (const fold of closed) fold.open = true;
    });
    window.addEventListener("afterprint", () => {
      for (const fold of closed) fold.open = false;
    });
  }

  errorbook.whenReady(() => {
    openFoldsOnPaper();
    for (const wide of document.querySelectorAll("main pre, main .table")) {
      if (wide.closest('[data-errorbook="cell"], [data-errorbook="exercise"] > :not([data-errorbook="answers"])')) continue;
      errorbook.keepScrollable(wide, wide.matches("pre") ? "Code" : "Table");
    }
  });

  function noticeArea() {
    const existing = document.querySelector(".notices");
    if (existing) return existing;
    // The region has to exist before its messages, or screen readers do not announce them.
    const area = errorbook.element("div.notices", { role: "region", "aria-label": "Messages of this page", "aria-live": "polite" });
    document.body.prepend(area);
    return area;
  }
})(globalThis.errorbook ??= {});
