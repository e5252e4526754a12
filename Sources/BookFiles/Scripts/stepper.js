"use strict";

/**
 * The stepper: the lookup of a handler, one check after the other. `errorbook.stepper.open` shows the JSON of
 * `errorbook_lesson_step` or `errorbook_prompt_step`: the MRO, the tables, the code of the release, and a sentence.
 */
(function (errorbook) {
  // MARK: What to show at a step

  /** The lookups of one process. */
  class Steps {
    /** @param {{code: string[], lookups: Object[], stops: Object[]}} data */
    constructor({ code, lookups, stops }) {
      this.code = code;
      this.lookups = lookups;
      this.stops = stops;
    }

    get count() { return this.stops.length; }

    /** Returns what to show at a stop. After the last stop, it is the last stop. */
    at(index) {
      const last = this.stops.length - 1;
      const place = Math.max(0, Math.min(index, last));
      const stop = this.stops[place];
      if (!stop) return { says: "", line: null, isOver: true, mro: [], tables: [], sought: null };
      const number = this.#lookupAt(place);
      const lookup = this.lookups[number];
      const past = this.stops.slice(0, place + 1).filter(earlier => earlier.lookup === number);
      const rows = lookup ? this.#rows(lookup, past, stop.lookup === number ? stop.row : null) : [];
      if (lookup) addWritten(rows, lookup, past, stop);
      return {
        says: stop.says, line: stop.line, isOver: index > last, sought: lookup?.sought ?? null, lookup: number,
        mro: mroOf(lookup, rows), tables: tablesOf(rows),
      };
    }

    /** The lookup that a stop belongs to. The response belongs to none: then it is the last one before. */
    #lookupAt(place) {
      for (let index = place; index >= 0; index -= 1) {
        if (this.stops[index].lookup !== null) return this.stops[index].lookup;
      }
      return 0;
    }

    #rows(lookup, past, current) {
      const checked = new Set(past.map(stop => stop.row));
      return lookup.rows.map((row, index) => {
        const state = index === current ? "current" : checked.has(index) ? "checked" : row.reached ? "ahead" : "unreached";
        return { ...row, state, isNew: false };
      });
    }
  }

  /** Adds the entry that the cache wrote up to now to its table, in place of the row that found none. */
  function addWritten(rows, lookup, past, stop) {
    if (!lookup.writesTo || !past.some(earlier => earlier.writes)) return;
    const hit = lookup.rows.filter(row => row.reached).at(-1);
    const written = {
      table: lookup.writesTo, key: lookup.sought, entry: hit?.entry ?? null, cached: true, writtenAt: null, reached: true,
      state: "written", isNew: stop.writes,
    };
    const place = rows.findIndex(row => row.table === written.table && row.key === written.key);
    if (place >= 0) rows[place] = written;
    else rows.unshift(written);
  }

  function mroOf(lookup, rows) {
    const states = new Map();
    for (const { key, state } of rows) {
      // The key of a later table does not hide that an earlier one is checked now.
      if (state === "current" || !["current", "checked"].includes(states.get(key))) states.set(key, state);
    }
    return (lookup?.mro ?? []).map(name => ({ name, state: states.get(name) ?? "unreached" }));
  }

  function tablesOf(rows) {
    const tables = new Map();
    for (const row of rows) {
      if (!tables.has(row.table)) tables.set(row.table, []);
      tables.get(row.table).push(row);
    }
    return Array.from(tables, ([name, entries]) => ({ name, rows: entries }));
  }

  /** Returns what a table has for a row. */
  function entryText({ key, entry, cached }) {
    if (entry !== null) return entry;
    if (cached) return "no handler";
    return key === null ? "the table is empty" : "no entry";
  }

  /** Returns who wrote a row, and whether the lookup got there. */
  function remark({ cached, writtenAt, state, isNew }) {
    const writer = isNew ? "the cache writes this now"
      : cached ? `written by the cache${writtenAt === null ? "" : ` at line ${writtenAt}`}` : null;
    const reached = { current: "checked now", checked: "checked", unreached: "not reached", ahead: null, written: null }[state];
    return [writer, reached].filter(Boolean).join(", ");
  }

  // MARK: The section

  const marks = { current: "▶", checked: "✓", written: "✎", ahead: "", unreached: "" };
  let opened = 0;

  /** The section of one lookup. */
  class Stepper {
    constructor(data, { opener, onClose }) {
      this.now = new Steps(data.now);
      this.fresh = data.fresh ? new Steps(data.fresh) : null;
      this.difference = data.difference;
      this.heading = data.heading;
      this.opener = opener;
      this.onClose = onClose;
      this.isBeside = this.fresh !== null;
      this.index = 0;
      this.#build();
      this.show(0);
    }

    get count() { return this.isBeside ? Math.max(this.now.count, this.fresh.count) : this.now.count; }

    #build() {
      const { element, button } = errorbook;
      const id = `stepper-${opened += 1}`;
      // Opening moves the focus here, and a screen reader then reads the first sentence too.
      this.title = element("h3", { text: this.heading, id, tabindex: "-1", "aria-describedby": `${id}-says` });
      this.counter = element("span.stepper-count");
      this.nowSays = element("p.stepper-says");
      this.freshSays = element("p.stepper-says");
      this.slider = element("input", {
        type: "range", min: 0, value: 0, "aria-label": "Step", input: () => this.show(Number(this.slider.value)) });
      this.first = button("First", null, () => this.show(0));
      this.back = button("Back", null, () => this.show(this.index - 1));
      this.next = button("Next", null, () => this.show(this.index + 1), { class: "primary" });
      this.last = button("Last", null, () => this.show(this.count - 1));
      this.panes = element("div.stepper-panes");
      this.section = element(
        "section.stepper", { "data-errorbook": "stepper", "aria-labelledby": id, keydown: event => this.#key(event) },
        element("div.stepper-head", {}, this.title, button("Close", null, () => this.close())),
        element("div.stepper-controls", { role: "group", "aria-label": "Steps of the lookup" },
          this.first, this.back, this.next, this.last, this.slider, this.counter),
        this.#comparison(),
        element("div.stepper-sentences", { id: `${id}-says`, role: "status", "aria-live": "polite", "aria-atomic": "true" },
          this.nowSays, this.freshSays),
        this.panes,
        element("p.stepper-keys", { text: "Keys: ← and → step, Home and End jump, Esc closes." }));
    }

    /** The controls that need a fresh process which looks up differently. */
    #comparison() {
      if (!this.fresh) return null;
      const { element, button } = errorbook;
      this.box = element("input", { type: "checkbox", change: () => this.#setBeside(this.box.checked) });
      this.box.checked = true;
      return element("div.stepper-compare", {},
        element("p", { text: "A fresh process looks this up differently." }),
        button("Jump to the first difference", null, () => {
          this.#setBeside(true);
          this.show(this.difference);
        }),
        element("label", {}, this.box, " Show a fresh process beside this one"));
    }

    #setBeside(isBeside) {
      this.isBeside = isBeside;
      this.box.checked = isBeside;
      this.show(this.index);
    }

    #key(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Escape") {
        event.preventDefault();
        return this.close();
      }
      // The slider knows these keys itself.
      if (event.target === this.slider) return;
      const target = {
        ArrowRight: this.index + 1, ArrowLeft: this.index - 1, Home: 0, End: this.count - 1,
      }[event.key];
      if (target === undefined) return;
      event.preventDefault();
      this.show(target);
    }

    /** Shows a step. */
    show(index) {
      this.index = Math.max(0, Math.min(index, this.count - 1));
      const now = this.now.at(this.index);
      const fresh = this.isBeside ? this.fresh.at(this.index) : null;
      this.slider.max = this.count - 1;
      this.slider.value = this.index;
      this.slider.setAttribute("aria-valuetext", `Step ${this.index + 1} of ${this.count}`);
      this.counter.textContent = `Step ${this.index + 1} of ${this.count}`;
      disable(this.index === 0, this.next, this.first, this.back);
      disable(this.index === this.count - 1, this.back, this.next, this.last);
      this.section.toggleAttribute("data-beside", this.isBeside);
      say(this.nowSays, now, this.isBeside ? "This process" : null);
      this.freshSays.hidden = !fresh;
      if (fresh) say(this.freshSays, fresh, "A fresh process");
      this.#draw(now, fresh);
    }

    #draw(now, fresh) {
      const { element } = errorbook;
      const focused = this.panes.contains(document.activeElement);
      this.panes.replaceChildren(
        mroPane(now, fresh),
        tablesPane(now, fresh ? "This process" : "Handler tables", "now"),
        ...fresh ? [tablesPane(fresh, "A fresh process", "fresh")] : [],
        codePane(this.now.code, now, fresh));
      if (focused) this.title.focus();
    }

    /** Removes the section, and returns the focus to what opened it. */
    close() {
      const hadFocus = this.section.contains(document.activeElement);
      this.section.remove();
      this.onClose?.();
      if (hadFocus && this.opener?.isConnected) this.opener.focus();
    }
  }

  /** Disables buttons. The focus must not stay on one of them: it moves to another button. */
  function disable(isDisabled, other, ...buttons) {
    const hadFocus = isDisabled && buttons.includes(document.activeElement);
    if (hadFocus) other.disabled = false;
    if (hadFocus) other.focus();
    for (const button of buttons) button.disabled = isDisabled;
  }

  function say(paragraph, { says, isOver }, owner) {
    const { element } = errorbook;
    const sentence = element("span");
    errorbook.showEngineHTML(sentence, says);
    paragraph.replaceChildren(
      ...owner ? [element("strong", { text: `${owner}: ` })] : [], ...isOver ? ["ended. "] : [], sentence);
  }

  function mroPane(now, fresh) {
    const { element } = errorbook;
    const others = new Map((fresh?.mro ?? []).map(({ name, state }) => [name, state]));
    return element("div.stepper-mro", {},
      element("h4", { text: now.sought ? `MRO of ${now.sought}` : "MRO" }),
      element("ol", {}, ...now.mro.map(({ name, state }) => {
        const isFreshHere = others.get(name) === "current";
        const isHere = state === "current";
        return element("li", { "data-state": state, "aria-current": isHere ? "step" : null },
          element("span.stepper-mark", { text: marks[state], "aria-hidden": "true" }),
          element("span.name", { text: name }),
          fresh && isHere !== isFreshHere && (isHere || isFreshHere)
            ? element("span.who", { text: isHere ? "this process" : "fresh process" }) : null);
      })));
  }

  function tablesPane({ tables }, heading, side) {
    const { element } = errorbook;
    return element("div.stepper-tables", { "data-side": side },
      element("h4", { text: heading }),
      ...tables.map(({ name, rows }) => element("table", {},
        element("caption", { text: name }),
        element("thead.unseen", {}, element("tr", {},
          element("th", { scope: "col", text: "Key" }), element("th", { scope: "col", text: "Entry" }))),
        element("tbody", {}, ...rows.map(rowElement)))),
      ...tables.length ? [] : [element("p", { text: "No table is searched." })]);
  }

  function rowElement(row) {
    const { element } = errorbook;
    const hasEntry = row.entry !== null;
    return element(
      "tr", {
        "data-state": row.state, "data-cached": row.cached, "data-entry": hasEntry || row.cached, "data-new": row.isNew,
        "aria-current": row.state === "current" ? "step" : null,
      },
      element("th", { scope: "row" },
        element("span.stepper-mark", { text: marks[row.state], "aria-hidden": "true" }),
        element("span.name", { text: row.key ?? "—" })),
      element("td", {},
        element("span.entry", { text: entryText(row) }),
        element("span.remark", { text: remark(row) })));
  }

  function codePane(code, now, fresh) {
    const { element } = errorbook;
    return element("div.stepper-code", {},
      element("h4", { text: "The code of this release" }),
      element("ol", {}, ...code.map((line, index) => {
        const isNow = now.line === index;
        const isFresh = fresh?.line === index;
        const who = !fresh ? "" : isNow && isFresh ? "both" : isNow ? "this process" : isFresh ? "fresh process" : "";
        return element("li", {
          "data-state": isNow ? "current" : isFresh ? "fresh" : null, "aria-current": isNow ? "step" : null,
        }, element("code", { text: line || " " }), who ? element("span.who", { text: who }) : null);
      })));
  }

  /** Returns a function that presses a button again if what it opened is still open: then its owner tidies up. */
  errorbook.pressingAgain = opener => () => { if (opener?.getAttribute("aria-expanded") === "true") opener.click(); };

  errorbook.stepper = {
    Steps, entryText, remark,

    /** Whether there is a lookup to show. */
    hasSteps(data) { return data.problems.length === 0 && data.now.stops.length > 1; },

    /**
     * Shows a lookup at the end of an element, in place of one that is already there, and moves the focus to its heading.
     * @param {Element} host
     * @param {Object} data - The JSON of the engine.
     * @param {{opener?: Element, onClose?: function(): void}} [options] `opener` gets the focus back.
     * @returns {{close: function(): void, show: function(number): void}}
     */
    open(host, data, { opener = document.activeElement, onClose = null } = {}) {
      host.querySelector(':scope > [data-errorbook="stepper"]')?.remove();
      if (data.problems.length) {
        const problem = errorbook.element("section.stepper", { "data-errorbook": "stepper" });
        const close = () => { problem.remove(); onClose?.(); opener?.focus(); };
        problem.append(
          ...data.problems.map(text => errorbook.element("p", { text, role: "status" })),
          errorbook.button("Close", null, close));
        host.append(problem);
        return { close, show() {} };
      }
      const stepper = new Stepper(data, { opener, onClose });
      host.append(stepper.section);
      stepper.title.focus({ preventScroll: true });
      stepper.section.scrollIntoView({ block: "nearest" });
      return stepper;
    },
  };

  /** Shows a lookup that a button with `aria-expanded` opened. Closing the stepper presses that button again. */
  errorbook.openStepper = (host, data, opener = document.activeElement) => errorbook.stepper.open(host, data, {
    opener, onClose: errorbook.pressingAgain(opener),
  });

  errorbook.cellTools?.push({
    part: "stepper", label: "Step through the lookup",
    isFor: run => run.hasLookup,
    open: async (host, cell) => {
      const opener = document.activeElement;
      errorbook.openStepper(host, (await cell.call("step")).json, opener);
    },
  });
})(globalThis.errorbook ??= {});
