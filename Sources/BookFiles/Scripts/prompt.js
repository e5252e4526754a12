"use strict";

/**
 * The session at a prompt, as calls of the engine: `errorbook.PromptSession`. If the engine stopped, its next call repeats the
 * entries up to then.
 */
(function (errorbook) {
  let sessions = 0;

  /** Whether a text may be a program in Python, which only the larger engine reads. That engine decides whether it is one. */
  function mayBeProgram(text) {
    return /\n/.test(text.trim())
      && (/^[ \t]*(?:from[ \t]+[\w.]+[ \t]+import|import[ \t]+[\w.]+)/m.test(text) || /\bFlask\s*\(/.test(text));
  }

  /** Whether an entry shows the app as code for Flask, which only the larger engine writes. */
  function writesProgram(text) { return /^\s*:?flask\s*(?:\(\))?\s*$/.test(text); }

  errorbook.PromptSession = class PromptSession {
    constructor() { this.startOver(); }

    /** Forgets all entries. */
    startOver() {
      /** The calls that lead to the session as it is. */
      this.entries = [];
      this.key = `session ${sessions += 1}`;
    }

    /**
     * Runs an entry of one or more lines.
     * @param {string} text
     * @param {{columns: number, isEnded?: boolean}} options - `isEnded`: no more lines come, so an incomplete entry runs as it is.
     * @returns {Promise<Object>} The JSON of `errorbook_prompt_enter`.
     */
    async enter(text, { columns, isEnded = false }) {
      const entry = { name: "errorbook_prompt_enter", numbers: [columns, isEnded ? 1 : 0], fields: [text] };
      const { json } = await this.#call(entry.name, { ...entry, programs: mayBeProgram(text) || writesProgram(text) });
      if (!json.incomplete) this.entries.push(entry);
      return json;
    }

    /** Calls a function that asks about the session and changes nothing. */
    ask(name, ...fields) { return this.#call(name, { fields }); }

    /** The session as a script. */
    async script() { return (await this.ask("errorbook_prompt_script")).text; }

    #call(name, options) {
      const key = this.key;
      // Calls that are made later must repeat what was entered before them, and nothing of another session.
      const calls = () => [{ name: "errorbook_prompt_start" }, ...this.key === key ? this.entries : []];
      return errorbook.engine.call(name, { ...options, scope: { slot: "prompt", key, calls } });
    }
  };

  /** What was typed, for the keys Up and Down. */
  errorbook.PromptHistory = class PromptHistory {
    constructor() {
      this.entries = [];
      this.place = 0;
      this.draft = "";
    }

    add(text) {
      if (this.entries.at(-1) !== text) this.entries.push(text);
      this.place = this.entries.length;
      this.draft = "";
    }

    /** Returns the entry before or after the current place, or null at the end. `text` is what is typed now. */
    move(step, text) {
      const place = this.place + step;
      if (place < 0 || place > this.entries.length) return null;
      if (this.place === this.entries.length) this.draft = text;
      this.place = place;
      return place === this.entries.length ? this.draft : this.entries[place];
    }
  };

  errorbook.mayBeProgram = mayBeProgram;
})(globalThis.errorbook ??= {});
