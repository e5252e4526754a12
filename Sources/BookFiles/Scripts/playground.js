"use strict";

/**
 * The playground: a prompt like that of the terminal in each element with `data-errorbook="prompt"`, with a menu of releases,
 * files, and links that contain a program.
 */
(function (errorbook) {
  const examples = [
    {
      label: "The shop: a card timeout after a network timeout",
      text: [
        "use flask 0.12.2", "class Timeout(Exception)", "class PaymentError(Exception)",
        "class CardTimeout(Timeout, PaymentError)", 'handler PaymentError -> "card not charged", 402', 'handler Exception -> "unknown error", 500', "raise Timeout",
        "raise CardTimeout",
      ].join("\n"),
    },
    {
      label: "A Flask program in Python",
      text: [
        "from flask import Flask", "", "app = Flask(__name__)", "", "class Timeout(Exception): pass",
        "class PaymentError(Exception): pass", "class CardTimeout(Timeout, PaymentError): pass", "",
        "@app.errorhandler(PaymentError)", "def not_charged(e):", '    return "card not charged", 402', "",
        "@app.errorhandler(Exception)", "def unknown(e):", '    return "unknown error", 500', "", '@app.route("/pay")',
        "def pay():", "    raise CardTimeout()", "", "def test_pay():", '    r = app.test_client().get("/pay")',
        '    assert r.data == b"card not charged"',
      ].join("\n"),
    },
  ];

  const messages = {
    notText: name => `${name} is not a text file, so it was not run.`,
    large: name => `${name} is larger than 1 MB. The book in the browser does not run so much at once.`,
    quit: "Close the page to leave. Save keeps the session as a file, Share as a link.",
    restore: "This page keeps no earlier sessions. Save keeps the session as a file, and Open runs it again.",
    learn: "The lessons are on the first page of the book.",
    program: "This looks like a Python program. It is read, not executed: errorbook turns it into statements and runs those.",
  };

  let prompts = 0;

  class Playground {
    constructor(host) {
      this.host = host;
      this.session = new errorbook.PromptSession();
      this.history = new errorbook.PromptHistory();
      this.frameworks = [];
      this.#build();
      this.#start();
    }

    // MARK: The parts of the page

    #build() {
      const { element, button } = errorbook;
      const id = `prompt-${prompts += 1}`;
      this.panel = element("div.prompt-panel");
      this.log = element("div.prompt-log", { role: "log", "aria-label": "Entries and their output" });
      this.examples = element("div.prompt-examples", {},
        element("p", {}, ...errorbook.withCode("Type a statement, or start with an example. The command `help` lists what you can type.")),
        ...examples.map(({ label, text }) => button(label, null, () => this.run(text))));
      this.mark = element("span.prompt-mark", { id: `${id}-mark`, text: "…" });
      this.editor = errorbook.editor({
        code: "", label: "Entry at the prompt", onInput: () => this.#typed(), onRun: () => this.#submit(true) });
      this.area = this.editor.element.querySelector("textarea");
      this.area.setAttribute("aria-describedby", `${id}-mark ${id}-keys`);
      this.completion = new errorbook.Completion(this.area, line => this.#completions(line));
      this.more = element("p.prompt-more", { hidden: true, text: "More lines belong to this entry: a test ends with }, a Python block with an empty line. Ctrl-Enter runs it as it is." });
      this.go = button("Run", "run", () => this.#submit(true), { class: "primary" });
      this.stop = button("Stop", "stop", () => errorbook.engine.stop(), { hidden: true });
      const keys = element("p.prompt-keys", { id: `${id}-keys`, text:
        "Enter runs. Shift-Enter adds a line. Tab completes. ↑ and ↓ bring earlier entries. Esc, then Tab leaves the input." });
      this.host.replaceChildren(
        element("h2.unseen", { text: "Session" }), this.#toolbar(id), this.panel, this.log, this.examples,
        element("div.prompt-input", {}, this.mark, element("div.prompt-edit", {}, this.editor.element, this.completion.list),
          element("div.prompt-run", {}, this.go, this.stop)),
        this.more, keys);
      // Before the editor handles the key.
      this.editor.element.addEventListener("keydown", event => this.#key(event), true);
      this.#takeFiles();
    }

    #toolbar(id) {
      const { element, button } = errorbook;
      this.menu = element("select", { id: `${id}-release`, "data-errorbook": "release", disabled: true, change: () => this.#chooseRelease() });
      this.file = element("input", { type: "file", hidden: true, accept: ".eb,.py,.txt,.md,text/plain", "aria-label": "Open a file",
        change: () => this.#open(this.file.files[0]) });
      this.undo = button("Undo", null, () => this.run("undo"), { disabled: true });
      this.redo = button("Redo", null, () => this.run("redo"), { disabled: true });
      this.showClasses = button("Show classes", "show-classes", () => this.#openClasses());
      this.share = button("Share", "share", () => this.#share());
      return element("div.prompt-tools", { role: "group", "aria-label": "Session" },
        element("label", { for: `${id}-release`, text: "Release" }), this.menu,
        this.undo, this.redo, this.showClasses, this.share,
        button("Open…", null, () => this.file.click()), this.file,
        button("Save", null, () => this.#save("session.eb")),
        button("Clear", null, () => this.#clear()));
    }

    async #start() {
      await this.#attempt(async () => {
        this.frameworks = (await errorbook.engine.call("errorbook_releases")).json.frameworks;
        this.menu.replaceChildren(...this.frameworks.map(({ word, name, releases }) => errorbook.element(
          "optgroup", { label: name },
          // The newest first, as on the first page.
          ...[...releases].reverse().map(release => errorbook.element("option", { value: `${word} ${release.name}`, text: `${name} ${release.name}` })))));
        this.menu.disabled = false;
        this.#showState((await this.session.ask("errorbook_prompt_state")).json);
      });
      this.#openLink();
      window.addEventListener("hashchange", () => this.#openLink());
    }

    #showState({ prompt, framework, release, canUndo, canRedo }) {
      this.mark.textContent = prompt.trimEnd();
      this.menu.value = `${framework} ${release}`;
      for (const [button, isPossible] of [[this.undo, canUndo], [this.redo, canRedo]]) {
        if (!isPossible && document.activeElement === button) this.area.focus();
        button.disabled = !isPossible;
      }
    }

    /** The width of the output in characters. */
    get columns() {
      const probe = errorbook.element("pre", { "data-errorbook": "output", text: "m".repeat(100) });
      const ruler = errorbook.element("div.prompt-ruler", {}, probe);
      this.log.append(ruler);
      const range = document.createRange();
      range.selectNodeContents(probe);
      const character = range.getBoundingClientRect().width / 100;
      const style = getComputedStyle(probe);
      const width = probe.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      ruler.remove();
      return Math.max(24, Math.min(110, Math.floor(width / character) || 80));
    }

    // MARK: Running entries

    /** Makes calls. If the engine cannot, the log says why. Returns whether it could. */
    async #attempt(action) {
      try {
        await action();
        return true;
      } catch (error) {
        if (!(error instanceof errorbook.EngineError)) throw error;
        const text = error.kind === "stopped" ? "Stopped. The session is unchanged."
          : error.kind === "trapped" ? `${error.message} The session is as it was before this entry.` : error.message;
        this.#say(text, "warning");
        return false;
      }
    }

    #typed() {
      this.more.hidden = !this.area.value.includes("\n");
    }

    async #submit(isEnded) {
      if (this.isBusy) return;
      const text = this.area.value;
      if (!text.trim()) return;
      const isDone = await this.run(text, { isEnded, isTyped: true });
      if (!isDone) {
        const [indentation] = /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n") + 1));
        this.area.setSelectionRange(text.length, text.length);
        document.execCommand("insertText", false, `\n${indentation}${/[{:]\s*$/.test(text) ? "  " : ""}`);
        this.more.hidden = false;
        this.more.scrollIntoView({ block: "nearest" });
      }
    }

    #setBusy(isBusy) {
      this.isBusy = isBusy;
      this.area.readOnly = isBusy;
      this.go.disabled = isBusy;
      clearTimeout(this.busyTimer);
      // Most entries take a millisecond, and a button that flashes helps nobody.
      if (isBusy) this.busyTimer = setTimeout(() => { this.stop.hidden = false; }, 250);
      else this.stop.hidden = true;
    }

    /**
     * Runs an entry and shows its output.
     * @param {string} text
     * @param {{isEnded?: boolean, isTyped?: boolean}} [options] `isTyped`: the entry is in the input, which is emptied.
     * @returns {Promise<boolean>} False if the entry needs more lines.
     */
    async run(text, { isEnded = true, isTyped = false } = {}) {
      if (this.isBusy) return true;
      this.completion.close();
      if (this.examples.contains(document.activeElement)) this.area.focus({ preventScroll: true });
      this.examples.hidden = true;
      this.#setBusy(true);
      let entered = null;
      const mark = this.mark.textContent;
      if (errorbook.mayBeProgram(text) && !errorbook.engine.readsPrograms) errorbook.announce(messages.program);
      const isDone = await this.#attempt(async () => { entered = await this.session.enter(text, { columns: this.columns, isEnded }); });
      this.#setBusy(false);
      if (!isDone) return true;
      if (entered.incomplete) return false;
      this.history.add(text.replace(/\n+$/, ""));
      if (isTyped) this.#empty();
      await this.#show(text, mark, entered);
      return true;
    }

    #empty() {
      this.area.select();
      document.execCommand("insertText", false, "") || (this.area.value = "");
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    }

    async #show(text, mark, entered) {
      const { element } = errorbook;
      this.#showState(entered);
      if (entered.task === "clear") return this.#clear();
      const entry = this.#entry(text, mark);
      if (errorbook.mayBeProgram(text)) entry.append(element("p.prompt-note", { text: messages.program }));
      await this.#attempt(async () => {
        if (entered.isComparison) await this.#drawComparison(entry, text);
      });
      if (entered.output && entered.task !== "step") {
        const output = element("pre", { "data-errorbook": "output" });
        errorbook.showEngineHTML(output, entered.output);
        entry.append(output);
      }
      this.log.append(entry);
      await this.#attempt(async () => {
        if (entered.sentRequest) await this.#offerSteps(entry, "");
        if (entered.task) await this.#carryOut(entered.task, entered.argument, entry);
      });
      if (!entry.contains(document.activeElement)) this.#scroll(entry);
    }

    /** Scrolls to the start of a new entry, or as far as the input stays visible. */
    #scroll(entry) {
      const input = this.editor.element.closest(".prompt-input");
      input.scrollIntoView({ block: "nearest" });
      if (entry.getBoundingClientRect().top < 0) entry.scrollIntoView({ block: "start" });
    }

    /** Makes the part of the log that repeats what was entered. */
    #entry(text, mark) {
      const { element } = errorbook;
      const lines = text.replace(/\n+$/, "").split("\n");
      const code = element("code", { text: lines.join("\n") });
      if (!errorbook.mayBeProgram(text)) {
        errorbook.engine.call("errorbook_highlight", { fields: [code.textContent] })
          .then(({ text: html }) => errorbook.showEngineHTML(code, html), () => {});
      }
      const shown = element("pre.prompt-code", {}, code);
      return element("div.prompt-entry", { "data-errorbook": "prompt-entry" },
        element("div.prompt-line", {}, element("span.prompt-mark", { text: mark }),
          lines.length <= 16 ? shown
            : element("details", {}, element("summary", { text: `${lines.length} lines: ${lines[0]}` }), shown)));
    }

    #say(text, kind = "note") {
      const note = errorbook.element("p.prompt-note", { text, "data-kind": kind });
      this.log.append(note);
      note.scrollIntoView({ block: "nearest" });
    }

    // MARK: After an entry

    async #drawComparison(entry, text) {
      const { text: line } = await this.session.ask("errorbook_prompt_compare", text.trim());
      if (line) entry.append(...errorbook.timeline.draw(JSON.parse(line), this.frameworks));
    }

    /** Offers the lookup of the request that was just sent. It is kept, so that later requests do not change it. */
    async #offerSteps(entry, request) {
      const { text } = await this.session.ask("errorbook_prompt_step", request);
      const data = JSON.parse(text);
      if (!errorbook.stepper.hasSteps(data)) return;
      const host = this.#host(entry);
      const open = errorbook.button("Step through the lookup", "step", () => {
        errorbook.stepper.open(host, data, { opener: open });
      });
      entry.insertBefore(errorbook.element("div.prompt-offers", {}, open), host);
    }

    /** The place of tools in an entry. The tools announce what they show themselves; the log must not do it again. */
    #host(entry) {
      const host = errorbook.element("div.prompt-tool", { "aria-live": "off" });
      entry.append(host);
      return host;
    }

    async #carryOut(task, argument, entry) {
      switch (task) {
      case "step":
        errorbook.stepper.open(
          this.#host(entry), (await this.session.ask("errorbook_prompt_step", argument)).json, { opener: this.area });
        break;
      case "save": return this.#save(argument);
      case "load": return this.file.click();
      case "edit": return this.#edit();
      case "history": return this.#showHistory(entry);
      case "learn":
        entry.append(errorbook.element("p.prompt-note", {}, errorbook.element("a", {
          // The first link of each page leads to the list of lessons.
          href: document.querySelector("body > header a")?.getAttribute("href") ?? "index.html", text: messages.learn })));
        break;
      case "restore": case "quit": return this.#say(messages[task]);
      }
    }

    #showHistory(entry) {
      const list = errorbook.element("pre", { "data-errorbook": "output" });
      list.textContent = this.history.entries.map((text, index) => `${String(index + 1).padStart(3)}  ${text}`).join("\n");
      entry.append(list);
    }

    async #openClasses() {
      const opener = this.showClasses;
      await this.#attempt(async () => {
        const { text } = await this.session.ask("errorbook_prompt_classes");
        const entry = errorbook.element("div.prompt-entry");
        this.log.append(entry);
        errorbook.classes.open(this.#host(entry), text, { opener, onClose: () => entry.remove() });
      });
    }

    /** Clears the log, not the session. */
    #clear() {
      this.log.replaceChildren();
      this.area.focus();
      errorbook.announce("The output is cleared. The session is unchanged.");
    }

    #chooseRelease() {
      // With the keyboard, a closed menu changes at each press of an arrow.
      clearTimeout(this.menuTimer);
      this.menuTimer = setTimeout(() => this.run(`use ${this.menu.value}`), 400);
    }

    // MARK: Keys

    #key(event) {
      if (event.isComposing) return;
      const isPlain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
      if (this.completion.take(event)) return consume(event);
      if (event.key === " " && event.ctrlKey) {
        consume(event);
        return this.completion.complete();
      }
      if (event.key === "Escape") this.leaves = true;
      else if (event.key !== "Tab" && event.key !== "Shift") this.leaves = false;
      if (!isPlain) return;
      switch (event.key) {
      case "Enter":
        consume(event);
        return this.#submit(false);
      case "Tab":
        // In an empty input, and after Escape, it moves the focus as everywhere else. The editor must not insert spaces.
        event.stopPropagation();
        if (this.leaves || !this.area.value.trim()) return;
        event.preventDefault();
        return this.completion.complete();
      case "ArrowUp": case "ArrowDown": return this.#recall(event);
      }
    }

    /** Brings back an earlier entry, from the first or last line of what is typed. */
    #recall(event) {
      const { value, selectionStart: start, selectionEnd: end } = this.area;
      const isUp = event.key === "ArrowUp";
      if (start !== end || (isUp ? value.slice(0, start) : value.slice(end)).includes("\n")) return;
      const text = this.history.move(isUp ? -1 : 1, value);
      if (text === null) return;
      consume(event);
      this.area.select();
      if (!text) this.#empty();
      else document.execCommand("insertText", false, text);
    }

    async #completions(line) {
      try {
        return (await this.session.ask("errorbook_prompt_complete", line)).json;
      } catch {
        return { start: 0, candidates: [] };
      }
    }

    // MARK: Files

    #takeFiles() {
      this.host.addEventListener("dragover", event => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        this.host.dataset.drop = "over";
      });
      for (const type of ["dragleave", "drop"]) this.host.addEventListener(type, () => delete this.host.dataset.drop);
      this.host.addEventListener("drop", event => {
        const [file] = event.dataTransfer.files;
        if (!file) return;
        event.preventDefault();
        this.#open(file);
      });
    }

    async #open(file) {
      this.file.value = "";
      if (!file) return;
      // Its size is known before it is read.
      if (file.size > errorbook.engine.sizeLimit) return this.#say(messages.large(file.name), "warning");
      const bytes = await file.arrayBuffer();
      let text;
      try {
        text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      } catch {
        return this.#say(messages.notText(file.name), "warning");
      }
      if (text.includes("\0")) return this.#say(messages.notText(file.name), "warning");
      if (!text.trim()) return this.#say(`${file.name} is empty.`);
      this.#say(`Running ${file.name}.`);
      await this.run(text.replaceAll("\r\n", "\n"));
      this.area.focus({ preventScroll: true });
    }

    async #save(name) {
      await this.#attempt(async () => {
        const script = await this.session.script();
        if (!script) return this.#say("The session is empty, so there is nothing to save.");
        const url = URL.createObjectURL(new Blob([script], { type: "text/plain" }));
        errorbook.element("a", { href: url, download: name }).click();
        setTimeout(() => URL.revokeObjectURL(url), 10_000);
        this.#say(`Saved as ${name}. \`errorbook run ${name}\` runs it in a terminal, and Open… on this page.`.replaceAll("`", ""));
      });
    }

    // MARK: Programs above the log

    /** Shows a program that runs only when the reader says so. It replaces the session. */
    #showProgram({ title, note, code, action }) {
      const { element, button } = errorbook;
      const id = `${this.menu.id}-program`;
      const run = async () => {
        const text = editor.code;
        close();
        this.session.startOver();
        this.log.replaceChildren();
        await this.run(text);
        this.area.focus({ preventScroll: true });
      };
      const editor = errorbook.editor({
        code: "", label: title, isPlain: errorbook.mayBeProgram(code), onInput() {}, onRun: run });
      editor.start(code);
      const heading = element("h2", { id, text: title, tabindex: "-1" });
      const close = () => this.panel.replaceChildren();
      this.panel.replaceChildren(element("section.prompt-program", { "data-errorbook": "program", "aria-labelledby": id },
        heading, element("p", { text: note }), editor.element,
        element("div.prompt-offers", {}, button(action, "run", run, { class: "primary" }),
          button("Close", null, () => { close(); this.area.focus(); }))));
      this.examples.hidden = true;
      heading.focus();
    }

    async #edit() {
      const code = await this.session.script();
      this.#showProgram({
        title: "Edit the session", code, action: "Run from the start",
        note: "The edited program replaces the session.",
      });
    }

    async #openLink() {
      const found = await errorbook.share.decode(location.hash);
      if (!found) return;
      if (found.problem) return errorbook.notice(found.problem, { key: "link", kind: "warning" });
      errorbook.endNotice("link");
      // In the file with the whole course, the address names the section to show. Here it is a program for this one.
      for (const section of document.querySelectorAll("[data-route]")) section.hidden = !section.contains(this.host);
      this.#showProgram({
        title: "A program from a link", code: found.program, action: "Run this program",
        note: "Nothing has run yet. Read the program first; it replaces the session.",
      });
    }

    async #share() {
      await this.#attempt(async () => {
        const script = await this.session.script();
        if (!script.trim()) return this.#say("The session is empty, so there is nothing to share.");
        const { fragment, problem } = await errorbook.share.encode(script);
        if (problem) return this.#say(problem, "warning");
        this.#showLink(location.href.replace(/#.*$/s, "") + fragment);
      });
    }

    #showLink(address) {
      const { element, button } = errorbook;
      const id = `${this.menu.id}-link`;
      const close = () => { this.panel.replaceChildren(); this.share.focus(); };
      const field = element("input", { id, type: "text", readonly: true, value: address, "aria-describedby": `${id}-note` });
      const result = element("span", { role: "status" });
      const copy = async () => {
        field.select();
        let isCopied = true;
        try {
          await navigator.clipboard.writeText(address);
        } catch {
          isCopied = document.execCommand("copy");
        }
        result.textContent = isCopied ? "Copied." : "The browser refused. The address is selected: copy it yourself.";
      };
      const isLocal = location.protocol === "file:";
      this.panel.replaceChildren(element("section.prompt-link", { "aria-labelledby": `${id}-label` },
        element("label", { for: id, id: `${id}-label`, text: "Link to this program" }), field,
        element("p", { id: `${id}-note`, text:
          `The program is in the address itself; nothing was sent anywhere. ${isLocal
            ? "This page is a file on your computer, so the address works only where the same file is."
            : "Anybody who opens it sees the program and runs it with a click."}` }),
        element("div.prompt-offers", {}, button("Copy", null, copy, { class: "primary" }), button("Close", null, close), result)));
      field.focus();
      field.select();
    }
  }

  function consume(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  errorbook.whenReady(() => {
    for (const host of document.querySelectorAll('[data-errorbook="prompt"]')) new Playground(host);
  });
})(globalThis.errorbook ??= {});
