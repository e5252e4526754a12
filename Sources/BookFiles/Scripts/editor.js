"use strict";

/**
 * An editor for code: a textarea with transparent text over a layer with the same text in color. The browser's own undo,
 * selection and input methods work, because the textarea is an ordinary one.
 */
(function (errorbook) {
  const helpID = "errorbook-editor-help";

  /** The keys of an editor, in a few words. `runs` says what Enter does. */
  errorbook.keysHelp = function (runs) {
    const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
    return `${isApple ? "⌘" : "Ctrl"}+Enter ${runs}. Esc, then Tab leaves.`;
  };

  /** Makes the sentence for screen readers that all editors refer to. */
  function addHelp() {
    if (document.getElementById(helpID)) return;
    errorbook.unseenPlace().append(errorbook.element("p.unseen", {
      id: helpID, text: "Press Control and Enter to run. Tab inserts two spaces. To leave the editor, press Escape, then Tab.",
    }));
  }

  /**
   * Makes an editor.
   * @param {{code: string, colored?: Node[], label: string, onInput: function(): void, onRun: function(): void}} options
   *   `colored`: nodes with the same text in color, if the page has them. `label` is for screen readers.
   * @returns {{element: HTMLElement, code: string, focus: function(): void, numberFrom: function(number): void}}
   */
  errorbook.editor = function ({ code, colored = null, label, onInput, onRun }) {
    addHelp();
    const layer = errorbook.element("code.layer", { "aria-hidden": "true" });
    const numbers = errorbook.element("span.numbers", { "aria-hidden": "true" });
    const area = errorbook.element("textarea", {
      "aria-label": label, "aria-describedby": helpID, spellcheck: "false", autocapitalize: "off", autocomplete: "off",
      autocorrect: "off", wrap: "off", rows: "1",
    });
    const element = errorbook.element(
      "div.editor", { "data-errorbook": "editor" }, numbers, errorbook.element("div.sheet", {}, layer, area));
    let firstLine = 1;
    let shown = withoutEnd(code);
    area.value = shown;
    if (colored) layer.append(...colored);
    if (withoutEnd(layer.textContent) === shown) setText(layer, shown);
    else layer.textContent = shown;
    closeLayer();
    number();

    const coloring = coloringOf(() => shown, html => {
      errorbook.showEngineHTML(layer, html);
      closeLayer();
    });

    function closeLayer() {
      // A last line break needs something after it, or the browser does not give it a line.
      layer.append("\n");
    }

    function number() {
      const count = shown.split("\n").length;
      numbers.textContent = Array.from({ length: count }, (_, index) => firstLine + index).join("\n");
    }

    function refresh() {
      if (area.value === shown) return;
      replaceDifference(layer, shown, area.value);
      shown = area.value;
      number();
      coloring();
    }

    let leaves = false;
    area.addEventListener("input", () => { refresh(); onInput(); });
    area.addEventListener("blur", () => { leaves = false; });
    area.addEventListener("keydown", event => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        onRun();
      } else if (event.key === "Escape") {
        leaves = true;
      } else if (event.key === "Tab" && !leaves && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        insert(area, "  ");
      } else if (event.key !== "Shift" && event.key !== "Tab") {
        leaves = false;
      }
    });
    for (const [type, member] of [["paste", "clipboardData"], ["drop", "dataTransfer"]]) {
      area.addEventListener(type, event => {
        const size = event[member]?.getData("text/plain").length ?? 0;
        if (size + area.value.length <= errorbook.engine.sizeLimit) return;
        event.preventDefault();
        errorbook.notice(new errorbook.EngineError("large").message, { key: "large", kind: "warning" });
      });
    }

    return {
      element,
      /** The code. Each line ends in a line feed, as in a lesson. */
      get code() { return errorbook.withLineEnd(area.value); },
      /** Replaces the code so that the reader can undo it. */
      set code(text) {
        const start = document.activeElement;
        area.focus({ preventScroll: true });
        area.select();
        insert(area, withoutEnd(text));
        if (start instanceof HTMLElement) start.focus({ preventScroll: true });
        refresh();
      },
      /** Replaces the code when the page opens, before the reader typed anything. */
      start(text) {
        area.value = withoutEnd(text);
        refresh();
      },
      focus() { area.focus(); },
      /** Numbers the lines from this one on. */
      numberFrom(line) {
        if (line === firstLine) return;
        firstLine = line;
        number();
      },
      get lineCount() { return errorbook.withLineEnd(area.value).split("\n").length - 1; },
    };
  };

  /**
   * Returns a function that colors the text as soon as the engine can. Only the newest text counts.
   * @param {function(): string} text
   * @param {function(string): void} show
   */
  function coloringOf(text, show) {
    let isWaiting = false;
    return async function color() {
      if (isWaiting) return;
      isWaiting = true;
      const sent = text();
      let html = null;
      try {
        html = (await errorbook.engine.call("errorbook_highlight", { fields: [sent], first: true })).text;
      } catch {
        // Without the engine, or after Stop, the text keeps the colors that it has.
      }
      isWaiting = false;
      if (text() === sent) {
        if (html !== null) show(html);
      } else if (html !== null) {
        color();
      }
    };
  }

  /** Inserts text at the cursor like typing, so that undo works. */
  function insert(area, text) {
    // Chromium needs seconds to type hundreds of lines: then undo is worth less than the time.
    const isLong = text.split("\n").length > 200;
    const isTyped = !isLong && (text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text));
    if (isTyped) return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /**
   * Changes the text of a colored layer from `before` to `after` and keeps the colors around the difference. The engine
   * colors it again a moment later; typed characters must not wait for that.
   */
  function replaceDifference(layer, before, after) {
    const [start, beforeEnd, afterEnd] = errorbook.difference(before, after);
    const range = document.createRange();
    range.setStart(...placeIn(layer, start));
    range.setEnd(...placeIn(layer, beforeEnd));
    range.deleteContents();
    const [node, offset] = placeIn(layer, start);
    node.insertData(offset, after.slice(start, afterEnd));
  }

  /** Returns where two texts differ: the common start, then the end of the difference in each. */
  errorbook.difference = function (before, after) {
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && before[start] === after[start]) start++;
    let end = 0;
    while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
    return [start, before.length - end, after.length - end];
  };

  /** Returns the text node and the offset in it for an offset in the text of an element. */
  function placeIn(element, offset) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let rest = offset;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (rest <= node.length) return [node, rest];
      rest -= node.length;
    }
    const last = document.createTextNode("");
    element.append(last);
    return [last, 0];
  }

  /** Removes the end of the text of an element until it is `text`. */
  function setText(element, text) {
    while (element.textContent.length > text.length) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let last = null;
      while (walker.nextNode()) last = walker.currentNode;
      const extra = Math.min(last.length, element.textContent.length - text.length);
      if (last.length === extra) last.remove();
      else last.deleteData(last.length - extra, extra);
    }
  }

  function withoutEnd(text) {
    return text.endsWith("\n") ? text.slice(0, -1) : text;
  }
})(globalThis.errorbook ??= {});
