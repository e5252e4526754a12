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
    const pre = section.querySelector('[data-errorbook="code"]');
    const program = ended(pre.textContent);
    const choices = answersIn(program);
    const lesson = { slot: "lesson", key: "shop", calls: opening };
    let release = firstRelease;
    /** What the reader expects for each scenario, by its part. */
    const guesses = {};

    const menu = errorbook.element("select", { "data-errorbook": "release", change: () => { release = menu.value; showBoth(); } });
    menu.append(errorbook.element("option", { value: firstRelease, text: "Flask 0.12.2" }));
    const buttons = scenarios.map(scenario => errorbook.button(
      scenario.label, scenario.part, () => ask(scenario), { class: "scenario", "aria-pressed": "false" }));
    const question = errorbook.element("div.question", { hidden: true, "aria-live": "polite" });
    const results = errorbook.element("div.results", { hidden: true });
    const why = errorbook.element("div.why");
    const stepperHost = errorbook.element("div.tool", { hidden: true });

    section.append(
      errorbook.element("div.ask", {},
        errorbook.element("p.instruction", { text: "A customer pays by card, and something goes wrong. Send the requests:" }),
        errorbook.element("div.row", {}, ...buttons),
        errorbook.element("label.release", {}, "Framework and release ", menu),
        question, results, why),
      stepperHost);
    section.classList.add("live");
    fillMenu();

    function opening() {
      return [{ name: "errorbook_lesson_open", fields: ["shop", "errorbook", script([]), "errorbook", "\n"] }];
    }

    function script(requests) {
      return `use ${release}\n${program}${requests.map(name => `raise ${name}\n`).join("")}`;
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

    /** Asks what the customer sees, before anything runs. */
    function ask(scenario) {
      buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(scenarios[index] === scenario)));
      if (guesses[scenario.part]) return showBoth();
      const row = errorbook.element("div.row");
      for (const choice of choices) {
        row.append(errorbook.button(choice.shown, "guess", () => {
          guesses[scenario.part] = choice;
          question.hidden = true;
          showBoth(scenario);
        }));
      }
      question.replaceChildren(
        errorbook.element("p", {}, errorbook.element("strong", { text: "What does the customer see?" }), ` (${scenario.label})`), row);
      question.hidden = false;
      row.querySelector("button")?.focus({ preventScroll: true });
    }

    /** Shows the result of each scenario that the reader guessed. */
    async function showBoth(newest = null) {
      const asked = scenarios.filter(({ part }) => guesses[part]);
      if (asked.length === 0) return;
      try {
        const shown = [];
        for (const scenario of asked) shown.push([scenario, await response(scenario)]);
        results.replaceChildren(...shown.map(([scenario, answer]) => card(scenario, answer)));
        results.hidden = false;
        offerReason(shown);
        const last = newest ? shown.find(([scenario]) => scenario === newest) : null;
        if (last) errorbook.announce(`${last[0].label}: the customer sees ${last[1]}.`);
        if (newest) results.scrollIntoView({ block: "nearest" });
      } catch (error) {
        results.hidden = false;
        results.replaceChildren(errorbook.element("p", { text: error.message }));
      }
    }

    /** Returns what the last request gets: `402 "card not charged"`. */
    async function response(scenario) {
      const result = await errorbook.engine.call("errorbook_run", { numbers: [2], fields: ["shop.eb", script(scenario.requests)] });
      const events = result.text.split("\n").filter(line => line !== "").map(line => JSON.parse(line));
      const last = events.filter(event => event.event === "raise").at(-1);
      if (!last) throw new errorbook.EngineError("broken", result.text);
      return shownAnswer(last);
    }

    function card(scenario, answer) {
      const guess = guesses[scenario.part];
      const isRight = guess.shown === answer;
      const [status, ...rest] = answer.split(" ");
      return errorbook.element("figure.result", { "data-errorbook": "result", "data-scenario": scenario.part },
        errorbook.element("figcaption", { text: scenario.label }),
        errorbook.element("p.response", {}, errorbook.element("span.status", { text: status }), ` ${rest.join(" ")}`),
        errorbook.element("p.guess", { text: isRight ? "✓ As you guessed" : `✗ You guessed ${guess.shown}`, "data-state": isRight ? "right" : "wrong" }));
    }

    function offerReason(shown) {
      why.replaceChildren();
      closeStepper();
      if (shown.length < scenarios.length) {
        const left = scenarios.find(({ part }) => !guesses[part]);
        why.append(errorbook.element("p", { text: `Now the other button: ${left.label}.` }));
        return;
      }
      const differs = shown[0][1] !== shown[1][1];
      why.append(errorbook.element("p.conclusion", {
        text: differs
          ? "Same customer, same card, same program. Only a request by somebody else came first."
          : "In this release, the earlier request changes nothing.",
      }));
      if (!errorbook.openStepper) return;
      const button = errorbook.button("Show me why", "why", async () => {
        const isOpen = button.getAttribute("aria-expanded") === "true";
        closeStepper();
        button.setAttribute("aria-expanded", String(!isOpen));
        if (isOpen) return;
        const last = scenarios.at(-1);
        const steps = await errorbook.engine.call("errorbook_lesson_step", {
          numbers: [1], scope: lesson, fields: ["", script([]), last.requests.map(name => `raise ${name}\n`).join("")],
        });
        stepperHost.hidden = false;
        errorbook.openStepper(stepperHost, steps.json);
        stepperHost.scrollIntoView({ block: "nearest" });
      }, { class: "primary", "aria-expanded": "false" });
      why.append(button);
    }

    function closeStepper() {
      stepperHost.replaceChildren();
      stepperHost.hidden = true;
    }
  }

  /** What an event says to the customer. */
  function shownAnswer({ status, body, escaped }) {
    if (status === null || status === undefined) return escaped ? "no response" : "nothing";
    return body === null ? `${status} the framework’s error page` : `${status} “${body}”`;
  }

  /** The answers that the handlers of the program give, each once. */
  function answersIn(program) {
    const found = [...program.matchAll(/->\s*"([^"]*)",\s*(\d+)/g)].map(([, body, status]) => `${status} “${body}”`);
    return [...new Set(found)].map(shown => ({ shown }));
  }

  function ended(code) {
    return code.endsWith("\n") ? code : `${code}\n`;
  }

  errorbook.shopAnswers = answersIn;

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
