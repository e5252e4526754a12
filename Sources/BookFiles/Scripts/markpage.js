"use strict";

/**
 * The form and the table of the page "Mark a folder". `marking.js` does the work.
 */
(function (errorbook) {
  const rowsAtOnce = 200;

  const statusWords = {
    "passed": "passed", "failed": "failed", "missing": "missing", "empty": "empty", "syntax-error": "syntax error",
    "refused-input": "not read", "limit": "over a limit", "grader-error": "error of errorbook",
  };

  /** Returns the lessons that the page can mark: their names, titles and fences. */
  function lessonsOfPage() {
    return errorbook.pageData().flatMap(data => data.lessons ?? []);
  }

  /** Characters that do not show, or that change how others show, become visible. */
  function visible(text) {
    return text.replace(
      /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u061c]/g,
      character => `\\u{${character.codePointAt(0).toString(16).toUpperCase()}}`);
  }

  /** Returns a sentence with code in backticks as nodes. */
  function prose(sentence) {
    return sentence.split(/`([^`]+)`/).map((part, index) => (
      index % 2 === 1 ? errorbook.element("code", { text: visible(part) }) : document.createTextNode(visible(part))));
  }

  function counted(count, one, many) { return `${count.toLocaleString("en")} ${count === 1 ? one : many}`; }

  errorbook.markingPage = class {
    #host;
    #lessons;
    #chosen = [];
    #roster = null;
    #engine = null;
    #result = null;

    constructor(host) {
      this.#host = host;
      this.#lessons = lessonsOfPage();
      if (this.#lessons.length === 0) {
        host.append(errorbook.element("p", {
          text: "This book has no exercises with tests and solutions, so there is nothing to mark with.",
        }));
        return;
      }
      this.#makeForm();
      this.#makeResults();
      this.#show("ready");
    }

    // MARK: The form

    #makeForm() {
      const element = errorbook.element;
      this.lesson = element("select", { id: "mark-lesson", "data-errorbook": "mark-lesson" },
        ...this.#lessons.map((lesson, index) => element("option", { value: index, text: lesson.title })));
      this.folder = element("input", {
        type: "file", id: "mark-folder", "data-errorbook": "mark-folder", webkitdirectory: true, multiple: true,
        change: () => this.#choose(errorbook.marking.chosenFiles(this.folder.files), this.files),
      });
      this.files = element("input", {
        type: "file", id: "mark-files", "data-errorbook": "mark-files", multiple: true,
        change: () => this.#choose(errorbook.marking.chosenFiles(this.files.files), this.folder),
      });
      this.chosenText = element("p.chosen", { "data-errorbook": "mark-chosen", role: "status" });
      this.roster = element("input", {
        type: "file", id: "mark-roster", "data-errorbook": "mark-roster", accept: ".csv,.txt,.tsv,text/csv,text/plain",
        change: () => { this.#roster = this.roster.files[0] ?? null; this.#forget(); },
      });
      this.seed = element("input", { type: "text", id: "mark-seed", "data-errorbook": "mark-seed", autocomplete: "off", input: () => this.#forget() });
      this.seedRow = element("div.field", { hidden: true },
        element("label", { for: "mark-seed", text: "The word of --variant" }), this.seed);
      this.variants = element("select", {
        id: "mark-variants", "data-errorbook": "mark-variants",
        change: () => { this.seedRow.hidden = this.variants.value !== "variant"; this.#forget(); },
      },
      element("option", { value: "original", text: "the lesson as it is" }),
      element("option", { value: "students", text: "their own variant each" }),
      element("option", { value: "variant", text: "the same variant" }));
      this.lesson.addEventListener("change", () => this.#forget());
      this.run = errorbook.button("Mark", "mark-run", () => this.#mark(), { class: "primary" });
      this.stop = errorbook.button("Stop", "mark-stop", () => this.#engine?.stop(), { hidden: true });
      this.state = element("p.help", { "data-errorbook": "mark-state", role: "status" });
      this.bar = element("progress", { hidden: true, "aria-label": "Progress" });
      const drop = element("div.drop", { "data-errorbook": "mark-drop" },
        element("div.field", {}, element("label", { for: "mark-folder", text: "A folder with all submissions" }), this.folder),
        element("div.field", {}, element("label", { for: "mark-files", text: "or a zip archive, or files" }), this.files),
        element("p.help", { text: "You can also drop a folder, an archive or files here." }),
        this.chosenText);
      this.#acceptDrops(drop);
      this.#host.append(
        element("form.marking", { submit: event => event.preventDefault() },
          element("div.field", {}, element("label", { for: "mark-lesson", text: "Lesson" }), this.lesson),
          drop,
          element("div.field", {},
            element("label", { for: "mark-roster" }, "Class list ", element("span.optional", { text: "(optional)" })), this.roster,
            element("p.help", { text: "A list of names, or a CSV file from Canvas, Moodle or Gradescope. Students without a submission count as missing." })),
          element("div.field", {}, element("label", { for: "mark-variants", text: "Students got" }), this.variants),
          this.seedRow,
          element("div.row", {}, this.run, this.stop, this.bar), this.state));
    }

    #acceptDrops(zone) {
      const carriesFiles = event => event.dataTransfer?.types.includes("Files");
      zone.addEventListener("dragover", event => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        zone.dataset.state = "over";
      });
      zone.addEventListener("dragleave", () => { delete zone.dataset.state; });
      zone.addEventListener("drop", async event => {
        delete zone.dataset.state;
        if (!carriesFiles(event)) return;
        event.preventDefault();
        try {
          this.#choose(await errorbook.marking.droppedFiles(event.dataTransfer.items), this.folder, this.files);
        } catch (error) {
          this.#fail(error);
        }
      });
      // A file that misses the zone would replace the page.
      for (const name of ["dragover", "drop"]) {
        window.addEventListener(name, event => { if (carriesFiles(event)) event.preventDefault(); });
      }
    }

    /** Takes a choice. The other inputs are emptied, so that the page shows what is used. */
    #choose(chosen, ...others) {
      for (const input of others) input.value = "";
      this.#chosen = chosen;
      const files = chosen.filter(({ kind }) => kind !== "folder");
      const tops = [...new Set(chosen.map(({ path }) => path.split("/")[0]))];
      const names = tops.slice(0, 3).join(", ") + (tops.length > 3 ? " ..." : "");
      this.chosenText.textContent = chosen.length === 0 ? "" : `${visible(names)}: ${counted(files.length, "file", "files")}`;
      this.#forget();
    }

    /** Hides marks that belong to another choice. */
    #forget() {
      this.#result = null;
      this.results.hidden = true;
      this.#show("ready");
    }

    #show(state, sentence = "") {
      this.#host.dataset.state = state;
      const isBusy = state === "reading" || state === "marking";
      this.run.disabled = isBusy;
      this.stop.hidden = !isBusy;
      this.bar.hidden = !isBusy;
      this.bar.removeAttribute("value");
      this.state.textContent = sentence;
    }

    #fail(error) {
      const isForReader = error instanceof errorbook.MarkingError || error instanceof errorbook.EngineError;
      this.#show("failed", isForReader ? error.message : `Something went wrong, so nothing was marked: ${error.message}`);
    }

    async #mark() {
      if (this.#chosen.length === 0) return this.#show("failed", "Choose a folder, a zip archive or files first.");
      this.results.hidden = true;
      this.#show("reading", "Starting ...");
      try {
        const roster = this.#roster && { name: this.#roster.name, bytes: new Uint8Array(await this.#roster.arrayBuffer()) };
        const options = { roster, variants: this.variants.value, seed: this.seed.value };
        this.#engine = new errorbook.marking.Engine(await errorbook.engineFile("marking-engine"));
        const lesson = this.#lessons[this.lesson.selectedIndex];
        this.#result = await errorbook.marking.mark(this.#engine, lesson, options, this.#chosen, (state, count, total) => {
          this.#show(state, state === "reading" ? `Reading ${counted(total, "file", "files")} ...` : "Marking ...");
          if (state === "reading") this.bar.value = total === 0 ? 0 : count / total;
        });
        this.#showResult(lesson);
      } catch (error) {
        this.#fail(error);
      } finally {
        // The memory of a large class is given back.
        this.#engine?.stop();
        this.#engine = null;
      }
    }

    // MARK: Results

    #makeResults() {
      const element = errorbook.element;
      this.heading = element("h2", { tabindex: "-1", text: "Marks" });
      this.counts = element("p", { "data-errorbook": "mark-counts" });
      this.problems = element("div", { "data-errorbook": "mark-problems" });
      this.table = element("table", { "data-errorbook": "mark-table" });
      this.more = errorbook.button("Show more students", "mark-more", () => this.#addRows());
      this.results = element("div.marks", { "data-errorbook": "mark-results", hidden: true },
        this.heading, this.counts, this.problems,
        element("div.row", {},
          errorbook.button("Save the marks (CSV)", "mark-csv", () => errorbook.saveFile("marks.csv", this.#result.csv, "text/csv")),
          errorbook.button("Save the feedback (zip)", "mark-feedback", () => this.#saveFeedback())),
        element("div.table", { tabindex: "0", role: "region", "aria-label": "Marks" }, this.table), this.more);
      this.#host.append(this.results);
    }

    #saveFeedback() {
      try {
        const files = this.#result.pages.map(({ path, bytes }) => ({ path: `feedback/${path}`, bytes }));
        errorbook.saveFile("feedback.zip", errorbook.zip.write(files), "application/zip");
      } catch (error) {
        this.#fail(error);
      }
    }

    #showResult(lesson) {
      const element = errorbook.element;
      const { counts, summary, faults, marks } = this.#result;
      const statuses = Object.entries(counts.statuses).map(([status, count]) => `${count.toLocaleString("en")} ${statusWords[status] ?? status}`);
      this.counts.textContent = `${counted(counts.students, "student", "students")}, ${counted(counts.marks, "mark", "marks")}`
        + (statuses.length > 0 ? `: ${statuses.join(", ")}.` : ".");
      this.problems.replaceChildren();
      if (summary !== "") {
        const shown = faults.slice(0, 1000);
        this.problems.append(element("details", { open: faults.length <= 20 },
          element("summary", { text: `Before you use the marks: ${summary}` }),
          element("ul", {}, ...shown.map(fault => element("li", {}, element("bdi", { text: visible(fault) }))),
            faults.length > shown.length ? element("li", { text: `and ${faults.length - shown.length} more` }) : null)));
      }
      this.students = [];
      for (const mark of marks) {
        if (this.students.at(-1)?.[0].student !== mark.student) this.students.push([]);
        this.students.at(-1).push(mark);
      }
      const exercises = this.students[0]?.map(mark => mark.exercise) ?? [];
      this.body = element("tbody");
      this.table.replaceChildren(
        element("caption.unseen", { text: `Marks for ${lesson.title}` }),
        element("thead", {}, element("tr", {}, ...["Student", ...exercises, "Points", "Feedback"].map(text => (
          element("th", { scope: "col", text }))))),
        this.body);
      this.shown = 0;
      this.#addRows();
      this.results.hidden = false;
      this.#show("done", "");
      errorbook.announce?.(this.counts.textContent);
      this.heading.focus();
    }

    #addRows() {
      const next = this.students.slice(this.shown, this.shown + rowsAtOnce);
      this.body.append(...next.map(marks => this.#row(marks)));
      this.shown += next.length;
      this.more.hidden = this.shown >= this.students.length;
    }

    #row(marks) {
      const element = errorbook.element;
      const total = key => marks.reduce((sum, mark) => sum + mark[key], 0);
      const row = element("tr", { "data-errorbook": "mark-student" },
        element("th", { scope: "row" }, element("bdi", { text: visible(marks[0].student) })),
        ...marks.map(mark => element("td", { "data-state": mark.status },
          `${statusWords[mark.status] ?? mark.status} ${mark.points}/${mark.possible}`, mark.late ? " (late)" : null)),
        element("td", { text: `${total("points")} of ${total("possible")}` }));
      const button = errorbook.button("Show", "mark-show", () => {
        const isOpen = button.getAttribute("aria-expanded") === "true";
        button.setAttribute("aria-expanded", String(!isOpen));
        button.textContent = isOpen ? "Show" : "Hide";
        if (isOpen) row.nextElementSibling.remove();
        else row.after(element("tr.feedback", {}, element("td", { colspan: row.cells.length }, ...marks.map(feedback))));
      }, { "aria-expanded": "false", "aria-label": `Feedback for ${visible(marks[0].student)}` });
      row.append(element("td", {}, button));
      return row;
    }
  };

  /** Returns the feedback for an exercise, with the words of the student's page. */
  function feedback(mark) {
    const element = errorbook.element;
    const tests = mark.tests.map(test => {
      const verdict = test.passed === null ? `${test.points} of ${test.possible} points` : test.passed ? "passed" : "not passed";
      const message = test.passed || !test.message || test.message === mark.reason ? [] : [". ", ...prose(test.message)];
      return element("li", {}, ...prose(test.name), `: ${verdict}`, ...message);
    });
    return element("section", { "data-errorbook": "mark-page" },
      element("h3", { text: `${mark.exercise}: ${statusWords[mark.status] ?? mark.status}, ${mark.points} of ${mark.possible}` }),
      mark.reason ? element("p", {}, ...prose(mark.reason)) : null,
      tests.length > 0 ? element("ul", {}, ...tests) : null,
      ...mark.warnings.map(warning => element("p", {}, ...prose(warning))),
      mark.late ? element("p", { text: `Handed in late: ${visible(mark.late)}` }) : null);
  }

  errorbook.whenReady?.(() => {
    for (const host of document.querySelectorAll('section[data-errorbook="mark"]')) new errorbook.markingPage(host);
  });
})(globalThis.errorbook ??= {});
