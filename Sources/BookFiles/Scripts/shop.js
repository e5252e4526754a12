"use strict";

/**
 * The first screen of the book: a small shop, two buttons, and one question. Everything that it shows is computed by the
 * engine. The page contains the program in `data-errorbook="shop"`: a `code` part, without the line that chooses a release.
 */
(function (errorbook) {
  /** What the two buttons send. The customer sees the response to the last request of each. */
  const scenarios = [
    { part: "card", label: "Card timeout", requests: ["CardTimeout"] },
    { part: "network-card", label: "Network timeout, then card timeout", requests: ["Timeout", "CardTimeout"] },
  ];
  /** The release of the bug report. */
  const firstRelease = "flask 0.12.2";

  function shop(section) {
    const program = errorbook.withLineEnd(section.querySelector('[data-errorbook="code"]').textContent);
    const lesson = {
      slot: "lesson", key: "shop",
      calls: () => [{ name: "errorbook_lesson_open", fields: ["shop", "errorbook", "\n", "errorbook", "\n"] }],
    };
    let release = firstRelease;
    /** Which buttons the reader clicked. The second one alone would surprise nobody, so it shows both. */
    let sent = [];

    const menu = errorbook.element("select", { "data-errorbook": "release", change: () => { release = menu.value; show(); } });
    menu.append(errorbook.element("option", { value: firstRelease, text: "Flask 0.12.2" }));
    const buttons = scenarios.map((scenario, index) => errorbook.button(scenario.label, scenario.part, () => {
      sent = sent.length === 2 ? sent : scenarios.slice(0, index + 1);
      buttons[index].dataset.state = "sent";
      show(scenario);
    }, { class: "scenario" }));
    const results = errorbook.element("div.results");
    const conclusion = errorbook.element("div.conclusion");
    const stepperHost = errorbook.element("div.tool", { "data-errorbook": "tool", hidden: true });
    section.append(
      errorbook.element("div.ask", {},
        errorbook.element("p.instruction", {}, "A customer pays by card, and the card company does not respond in time. ",
          errorbook.element("strong", { text: "What does the customer see?" }), " Make a guess, then send the requests:"),
        errorbook.element("div.row", {}, ...buttons), results, conclusion),
      errorbook.element("label.release", {}, "Run it with ", menu), stepperHost);
    section.classList.add("live");
    fillMenu();

    function script(requests) {
      return `use ${release}\n${program}${raised(requests)}`;
    }

    async function fillMenu() {
      try {
        const { frameworks } = (await errorbook.engine.call("errorbook_releases")).json;
        const groups = frameworks.map(({ word, name, releases }) => {
          const group = errorbook.element("optgroup", { label: name });
          // The newest first: that is what most people look for.
          for (const each of [...releases].reverse()) {
            group.append(errorbook.element("option", { value: `${word} ${each.name}`, text: `${name} ${each.name}` }));
          }
          return group;
        });
        menu.replaceChildren(...groups);
        menu.value = release;
      } catch {
        // One release is enough for the question.
      }
    }

    /** Runs what was sent so far, under the chosen release. `newest` is announced. */
    async function show(newest = null) {
      closeStepper();
      const [asked, chosen] = [sent, release];
      try {
        const answers = [];
        for (const scenario of asked) answers.push(await response(scenario));
        // The reader may have clicked again in the meantime.
        if (asked !== sent || chosen !== release) return;
        results.replaceChildren(...asked.map((scenario, index) => card(scenario, answers[index])));
        conclude(answers);
        const index = asked.indexOf(newest);
        if (index >= 0) errorbook.announce(`${newest.label}: the customer sees ${answers[index].join(" ")}.`);
      } catch (error) {
        results.replaceChildren(errorbook.element("p", { text: error.message }));
      }
    }

    /** Returns the status and the text that the customer gets for the last request. */
    async function response(scenario) {
      const result = await errorbook.engine.call("errorbook_run", { numbers: [2], fields: ["shop.eb", script(scenario.requests)] });
      const events = result.text.split("\n").filter(line => line !== "").map(line => JSON.parse(line));
      const last = events.filter(event => event.event === "raise").at(-1);
      if (!last) throw new errorbook.EngineError("broken", result.text);
      return errorbook.shownResponse(last);
    }

    function card(scenario, [status, body]) {
      return errorbook.element("figure.result", { "data-errorbook": "result", "data-scenario": scenario.part },
        errorbook.element("figcaption", { text: scenario.label }),
        errorbook.element("span.status", { text: status }), errorbook.element("span.body", { text: body }));
    }

    function conclude(answers) {
      if (answers.length < scenarios.length) {
        const question = "Now somebody else has a network timeout first. What does the customer see then?";
        conclusion.replaceChildren(errorbook.element("p", { text: question }));
        return;
      }
      const differs = answers[0].join() !== answers[1].join();
      const sentence = differs
        ? "Same customer, same card, same program. Only somebody else’s request came first."
        : "With this release, the earlier request changes nothing.";
      conclusion.replaceChildren(errorbook.element("p", { text: sentence }));
      if (errorbook.openStepper) conclusion.append(whyButton());
    }

    function whyButton() {
      const button = errorbook.button("Show me why", "why", async () => {
        const isOpen = button.getAttribute("aria-expanded") === "true";
        closeStepper();
        if (isOpen) return;
        button.setAttribute("aria-expanded", "true");
        stepperHost.hidden = false;
        try {
          const steps = await errorbook.engine.call("errorbook_lesson_step", {
            numbers: [1], scope: lesson, fields: ["", script([]), raised(scenarios.at(-1).requests)],
          });
          errorbook.openStepper(stepperHost, withoutLines(steps.json));
          stepperHost.scrollIntoView({ block: "nearest" });
        } catch (error) {
          stepperHost.textContent = error.message;
        }
      }, { class: "primary", "aria-expanded": "false" });
      return button;
    }

    function closeStepper() {
      stepperHost.replaceChildren();
      stepperHost.hidden = true;
      conclusion.querySelector("[aria-expanded]")?.setAttribute("aria-expanded", "false");
    }
  }

  /** Returns what the stepper shows without the numbers of lines: the program here has none. */
  function withoutLines(steps) {
    return JSON.parse(JSON.stringify(steps, (key, value) => {
      if (key === "writtenAt") return null;
      return typeof value === "string" ? value.replace(/ \(line \d+\)| at line \d+/g, "") : value;
    }));
  }

  /** Returns the status and the text of a response, from the event of its request. */
  errorbook.shownResponse = function ({ status, body }) {
    if (status === null || status === undefined) return ["No response", "the exception leaves the app"];
    return [String(status), body === null || body === undefined ? "the framework’s error page" : `“${body}”`];
  };

  function raised(requests) {
    return requests.map(name => `raise ${name}\n`).join("");
  }

  errorbook.whenReady(() => {
    const section = document.querySelector('[data-errorbook="shop"]');
    if (!section) return;
    shop(section);
    errorbook.engine.onState((state, failure) => {
      if (state === "unavailable") errorbook.notice(failure.message, { key: "unavailable", kind: "warning" });
    });
    errorbook.whenIdle(errorbook.engine.start);
  });
})(globalThis.errorbook ??= {});
