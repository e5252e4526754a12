"use strict";

/**
 * Completion of the line at the prompt: a list under the input. The focus stays in the input; `aria-activedescendant` names the
 * chosen word.
 */
(function (errorbook) {
  let lists = 0;

  /** Returns the common start of texts. */
  function commonStart(texts) {
    let start = texts[0] ?? "";
    for (const text of texts) while (!text.startsWith(start)) start = start.slice(0, -1);
    return start;
  }

  /** Returns the part of a text from an offset in bytes, as an offset in its UTF-16 units. */
  function unitOffset(text, byteOffset) {
    const bytes = new TextEncoder().encode(text);
    return new TextDecoder().decode(bytes.subarray(0, byteOffset)).length;
  }

  /** Replaces a part of the text of an area like typing, so that undo works. */
  function replace(area, start, end, text) {
    area.setSelectionRange(start, end);
    if (document.execCommand("insertText", false, text)) return;
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** The list of one input. */
  class Completion {
    /**
     * @param {HTMLTextAreaElement} area
     * @param {function(string): Promise<{start: number, candidates: Object[]}>} ask - Gets the line up to the cursor.
     */
    constructor(area, ask) {
      this.area = area;
      this.ask = ask;
      this.id = `completions-${lists += 1}`;
      this.list = errorbook.element("ul.completions", { role: "listbox", id: this.id, "aria-label": "Completions", hidden: true });
      this.options = [];
      this.chosen = 0;
      /** Whether something was typed since the list was made. */
      this.isStale = false;
      /** Counts questions and closings: the answer to an older question must not open the list again. */
      this.turn = 0;
      area.setAttribute("aria-autocomplete", "list");
      area.setAttribute("aria-haspopup", "listbox");
      area.setAttribute("aria-controls", this.id);
      area.addEventListener("blur", () => this.close());
      area.addEventListener("input", () => {
        this.isStale = true;
        if (this.isOpen) this.complete({ isTyping: true });
      });
      // The focus stays in the input.
      this.list.addEventListener("mousedown", event => event.preventDefault());
      this.list.addEventListener("click", event => {
        const index = this.options.indexOf(event.target.closest("[role=option]"));
        if (index >= 0) this.accept(index);
      });
    }

    get isOpen() { return !this.list.hidden; }

    /**
     * Completes the word before the cursor, as far as it is certain, and shows a list if there are several words.
     * @param {{isTyping?: boolean}} [options] `isTyping`: only update the list.
     * @returns {Promise<boolean>} Whether there is something to complete.
     */
    async complete({ isTyping = false } = {}) {
      const { area } = this;
      const cursor = area.selectionStart;
      const text = area.value;
      const lineStart = text.lastIndexOf("\n", cursor - 1) + 1;
      const line = text.slice(lineStart, cursor);
      const turn = this.turn += 1;
      const { start, candidates } = await this.ask(line);
      // Typed or closed in the meantime: the next call knows more.
      if (turn !== this.turn || area.value !== text || area.selectionStart !== cursor) return true;
      this.candidates = candidates;
      this.start = lineStart + unitOffset(line, start);
      if (candidates.length === 0) {
        this.close();
        if (!isTyping) errorbook.announce("No completions.");
        return false;
      }
      if (!isTyping) {
        if (candidates.length === 1) {
          this.accept(0);
          return true;
        }
        const typed = text.slice(this.start, cursor);
        const common = commonStart(candidates.map(candidate => candidate.text));
        if (common.length > typed.length && common.toLowerCase().startsWith(typed.toLowerCase())) {
          replace(area, this.start, cursor, common);
        }
      }
      this.#show();
      return true;
    }

    #show() {
      const { element } = errorbook;
      this.options = this.candidates.map(({ label }, index) => element(
        "li", { role: "option", id: `${this.id}-${index}`, "aria-selected": "false", text: label }));
      this.list.replaceChildren(...this.options);
      this.list.hidden = false;
      this.isStale = false;
      this.choose(0);
      errorbook.announce(`${this.options.length} completions. ${this.candidates[0].label}.`);
    }

    /** Marks a word as chosen. */
    choose(index) {
      const count = this.options.length;
      this.chosen = (index + count) % count;
      for (const [place, option] of this.options.entries()) {
        option.setAttribute("aria-selected", String(place === this.chosen));
      }
      const option = this.options[this.chosen];
      this.area.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    /** Puts a word into the input. */
    accept(index = this.chosen) {
      const { text, ends } = this.candidates[index];
      this.close();
      const end = this.area.selectionStart;
      const isBeforeSpace = this.area.value[end] === " ";
      replace(this.area, this.start, end, text + (ends && !isBeforeSpace ? " " : ""));
    }

    close() {
      this.turn += 1;
      this.list.hidden = true;
      this.area.removeAttribute("aria-activedescendant");
    }

    /** Handles a key while the list is open. Returns whether it was for the list. */
    take(event) {
      if (!this.isOpen || event.altKey || event.metaKey || event.ctrlKey) return false;
      const action = {
        ArrowDown: () => this.choose(this.chosen + 1), ArrowUp: () => this.choose(this.chosen - 1),
        PageDown: () => this.choose(Math.min(this.chosen + 8, this.options.length - 1)),
        PageUp: () => this.choose(Math.max(this.chosen - 8, 0)),
        Enter: () => this.accept(), Tab: () => this.accept(), Escape: () => this.close(),
      }[event.key];
      if (!action || event.shiftKey) return false;
      // The words in the list do not belong to what was typed since. Accepting one would delete that.
      if (this.isStale && ["Enter", "Tab"].includes(event.key)) {
        this.close();
        return false;
      }
      action();
      return true;
    }
  }

  errorbook.Completion = Completion;
  errorbook.completion = { commonStart, unitOffset };
})(globalThis.errorbook ??= {});
