// Tests of the timeline of releases: node --test Tests/Book
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { timeline } = load("timeline.js");

const frameworks = [
  { word: "flask", name: "Flask", releases: ["0.11", "0.12", "0.12.5", "1.0", "1.1"].map(name => ({ name })) },
  { word: "sanic", name: "Sanic", releases: ["21.6.2", "25.12.1"].map(name => ({ name })) },
];

const handled = { status: 402, body: "card not charged", handler: 5, escaped: null };
const unknown = { status: 500, body: "unknown error", handler: 6, escaped: null };

function row(framework, from, to, now, more = {}) {
  return {
    target: "CardTimeout", scope: null, from, to, [framework]: to, now, fresh: now, notPossible: null, leftOut: null,
    inUse: false, ...more,
  };
}

const event = {
  request: "raise CardTimeout",
  rows: [
    row("flask", "0.11", "0.12.5", unknown, { fresh: handled, inUse: true }), row("flask", "1.0", "1.1", handled),
    row("sanic", "21.6.2", "25.12.1", null, { notPossible: "it has no nested blueprints" }),
  ],
};

test("each framework has a bar whose parts are as wide as they have releases", () => {
  const [{ request, bars }] = timeline.timelines(event, frameworks);
  assert.equal(request, "raise CardTimeout");
  assert.deepEqual(bars.map(bar => bar.framework.name), ["Flask", "Sanic"]);
  assert.deepEqual(bars[0].parts.map(part => part.count), [3, 2]);
  assert.deepEqual(bars[0].parts.map(part => part.isCurrent), [true, false]);
  assert.deepEqual(bars[0].parts.map(part => part.differsFresh), [true, false]);
});

test("parts with the same response have the same letter, across frameworks too", () => {
  const rows = [...event.rows.slice(0, 2), row("sanic", "21.6.2", "25.12.1", handled)];
  const [{ bars, responses }] = timeline.timelines({ rows }, frameworks);
  assert.deepEqual(bars.flatMap(bar => bar.parts.map(part => part.letter)), ["A", "B", "B"]);
  assert.deepEqual(responses.map(each => each.letter), ["A", "B"]);
  assert.equal(responses[0].text, "500 “unknown error”, handler in line 6; in a fresh process 402 “card not charged”");
  assert.equal(responses[1].text, "402 “card not charged”, handler in line 5");
});

test("a request that is not possible says why", () => {
  const [{ bars }] = timeline.timelines(event, frameworks);
  assert.equal(bars[1].parts[0].text, "not possible: it has no nested blueprints");
  assert.equal(bars[1].parts[0].isPossible, false);
});

test("the framework in use comes first", () => {
  const rows = [row("flask", "0.11", "1.1", handled), row("sanic", "21.6.2", "25.12.1", unknown, { inUse: true })];
  const [{ bars }] = timeline.timelines({ rows }, frameworks);
  assert.deepEqual(bars.map(bar => bar.framework.name), ["Sanic", "Flask"]);
});

test("each compared request has its own timeline", () => {
  const rows = [row("flask", "0.11", "1.1", handled), row("flask", "0.11", "1.1", handled, { target: "Timeout" })];
  const requests = timeline.timelines({ request: null, rows }, frameworks).map(each => each.request);
  assert.deepEqual(requests, ["raise CardTimeout", "raise Timeout"]);
  assert.deepEqual(timeline.timelines({ request: null, rows: [] }, frameworks), []);
});

test("an exception that leaves the app is a response too", () => {
  assert.equal(timeline.responseText({ status: null, body: null, escaped: "KeyError" }), "KeyError leaves the app");
  assert.equal(timeline.responseText({ status: 500, body: null, escaped: "KeyError" }), "500, then KeyError leaves the app");
  assert.equal(timeline.responseText({ status: 404, body: null, escaped: null }), "404");
  assert.equal(timeline.responseText(null), null);
});

test("a release that the menu does not know still has a part", () => {
  const rows = [row("flask", "9.0", "9.1", handled), row("flask", "9.0", "1.1", handled), row("flask", "1.0", "9.1", handled)];
  const [{ bars }] = timeline.timelines({ request: "raise E", rows }, frameworks);
  assert.deepEqual(bars[0].parts.map(part => part.count), [1, 1, 1]);
});

test("there are letters for more than 26 responses", () => {
  const rows = Array.from({ length: 30 }, (_, index) => row("flask", "0.11", "0.11", { ...handled, status: 400 + index }));
  const [{ responses }] = timeline.timelines({ rows }, frameworks);
  assert.equal(responses[25].letter, "Z");
  assert.equal(responses[26].letter, "AA");
  assert.equal(new Set(responses.map(each => each.letter)).size, 30);
});
