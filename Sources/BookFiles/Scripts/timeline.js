"use strict";

/**
 * A comparison of releases as a timeline: one bar for each framework, with a part for neighboring releases that give the same
 * response. Parts with the same letter give the same response.
 */
(function (errorbook) {
  // MARK: What to draw

  /** Returns the response of a row in words, such as `504 "wait"`. */
  function responseText(answer) {
    if (!answer) return null;
    const shown = answer.status ?? null;
    const body = typeof answer.body === "string" ? ` “${answer.body}”` : "";
    const escaped = answer.escaped ? `${answer.escaped} leaves the app` : "";
    const response = shown === null ? "" : `${shown}${body}`;
    return [response, escaped].filter(Boolean).join(", then ") || "no response";
  }

  /** Returns what happens in the releases of a row, in words. */
  function rowText(row) {
    if (row.notPossible && !row.now) return `not possible: ${row.notPossible}`;
    const now = responseText(row.now);
    const fresh = responseText(row.fresh);
    const handler = row.now?.handler == null ? "" : `, handler in line ${row.now.handler}`;
    const difference = isDifferentFresh(row) ? `; in a fresh process ${fresh ?? "not possible"}` : "";
    return `${now}${handler}${difference}`;
  }

  /** Whether a fresh process would give another response: the mark of the bug. */
  function isDifferentFresh(row) {
    return Boolean(row.now) && JSON.stringify(row.now) !== JSON.stringify(row.fresh);
  }

  function letter(index) {
    const last = String.fromCharCode(65 + index % 26);
    return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
  }

  /**
   * Returns the timelines of a comparison: one for each compared request.
   * @param {Object} event - The JSON of `errorbook_prompt_compare`.
   * @param {Object[]} frameworks - The member `frameworks` of `errorbook_releases`.
   */
  function timelines(event, frameworks) {
    const requests = new Map();
    for (const row of event.rows) {
      // Without a request, each declared class was raised.
      const request = event.request ?? `raise ${row.target}`;
      if (!requests.has(request)) requests.set(request, []);
      requests.get(request).push(row);
    }
    return Array.from(requests, ([request, rows]) => timeline(request, rows, frameworks));
  }

  function timeline(request, rows, frameworks) {
    const letters = new Map();
    const bars = frameworks.map(framework => ({ framework, parts: [] }));
    for (const row of rows) {
      const bar = bars.find(({ framework }) => framework.word in row);
      if (!bar) continue;
      const text = rowText(row);
      if (!letters.has(text)) letters.set(text, letter(letters.size));
      bar.parts.push({
        from: row.from, to: row.to, count: releaseCount(row, bar.framework), text, letter: letters.get(text),
        isPossible: Boolean(row.now), isCurrent: row.inUse, differsFresh: isDifferentFresh(row),
        short: row.now ? responseText(row.now) : "not possible", leftOut: row.leftOut ?? null,
      });
    }
    const used = bars.filter(bar => bar.parts.length);
    // The framework in use comes first; the others keep their order.
    used.sort((first, second) => hasCurrent(second) - hasCurrent(first));
    return { request, bars: used, responses: Array.from(letters, ([text, letter]) => ({ letter, text })) };
  }

  function hasCurrent(bar) { return Number(bar.parts.some(part => part.isCurrent)); }

  /** How many releases a row has; at least one, also for a release that the list does not know. */
  function releaseCount(row, framework) {
    const place = name => framework.releases.findIndex(release => release.name === name);
    const [from, to] = [place(row.from), place(row.to)];
    return from < 0 || to < from ? 1 : to - from + 1;
  }

  function releasesText({ from, to }) { return from === to ? from : `${from} to ${to}`; }

  // MARK: The drawing

  function partElement(part, responses) {
    const { element } = errorbook;
    const number = responses.findIndex(({ letter }) => letter === part.letter);
    const item = element(
      "li.timeline-part", {
        "data-response": number % 6, "data-possible": part.isPossible ? null : "false", "data-current": part.isCurrent,
        "data-differs": part.differsFresh,
      },
      element("span.timeline-letter", { text: part.letter }),
      element("span.timeline-releases", { text: releasesText(part) }),
      element("span.timeline-response", { text: part.short }),
      part.isCurrent ? element("span.timeline-mark", { text: "current" }) : null,
      part.differsFresh ? element("span.timeline-mark", { text: "not as in a fresh process" }) : null,
      part.leftOut ? element("span.timeline-mark", { text: `without ${part.leftOut}` }) : null);
    item.style.setProperty("--releases", part.count);
    return item;
  }

  function timelineElement({ request, bars, responses }) {
    const { element } = errorbook;
    return element("figure.timeline", { "data-errorbook": "timeline" },
      element("figcaption", {}, "Responses to ", element("code", { text: request }), " by release, oldest first"),
      ...bars.map(({ framework, parts }) => element("div.timeline-bar", {},
        element("p", { text: framework.name, "aria-hidden": "true" }),
        element("ol", { "aria-label": `${framework.name}, oldest release first` },
          ...parts.map(part => partElement(part, responses))))),
      element("ul.timeline-legend", {}, ...responses.map(({ letter, text }, index) => element("li", {},
        element("span.timeline-letter", { text: letter, "data-response": index % 6 }), " ", text))));
  }

  errorbook.timeline = {
    timelines, responseText, rowText,

    /**
     * Draws a comparison.
     * @returns {Element[]} One figure for each compared request.
     */
    draw(event, frameworks) { return timelines(event, frameworks).map(timelineElement); },
  };
})(globalThis.errorbook ??= {});
