// Tests of what the stepper shows at each step: node --test Tests/Book
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { stepper } = load("stepper.js");
const table = "app handlers by exception class";

function row(key, entry, more = {}) {
  return { table, key, entry, cached: false, writtenAt: null, reached: true, ...more };
}

function stop(lookup, row, more = {}) {
  return { lookup, row, line: 4, writes: false, says: "", ...more };
}

// Flask 0.12.2, after `raise Timeout`: the JSON of `errorbook_lesson_step`.
const now = {
  code: ["to find a handler:", "  for class in the MRO:"],
  lookups: [{
    sought: "CardTimeout", mro: ["CardTimeout", "Timeout", "PaymentError", "Exception"], writesTo: table,
    rows: [
      row("CardTimeout", null), row("Timeout", "handler Exception (line 6)", { cached: true, writtenAt: 7 }),
      row("PaymentError", "handler PaymentError (line 5)", { reached: false }),
    ],
  }],
  stops: [
    stop(0, 0, { says: "no entry" }), stop(0, 1, { says: "written by the cache" }),
    stop(0, null, { line: 5, writes: true, says: "the cache writes" }), stop(0, null, { line: 6, says: "found" }),
    stop(null, null, { line: null, says: "the response" }),
  ],
};

const states = ({ tables }) => tables.flatMap(({ rows }) => rows.map(each => each.state));

test("a step marks what is checked now, what was checked, and what comes later", () => {
  const steps = new stepper.Steps(now);
  assert.deepEqual(states(steps.at(0)), ["current", "ahead", "unreached"]);
  assert.deepEqual(states(steps.at(1)), ["checked", "current", "unreached"]);
  assert.deepEqual(steps.at(1).mro.map(each => each.state), ["checked", "current", "unreached", "unreached"]);
  assert.equal(steps.at(1).line, 4);
  assert.equal(steps.at(1).says, "written by the cache");
});

test("an entry that the cache writes appears at its step, and stays", () => {
  const steps = new stepper.Steps(now);
  const entry = index => steps.at(index).tables[0].rows[0];
  assert.equal(entry(1).entry, null);
  assert.equal(stepper.entryText(entry(1)), "no entry");
  assert.deepEqual(
    { key: entry(2).key, entry: entry(2).entry, isNew: entry(2).isNew, cached: entry(2).cached },
    { key: "CardTimeout", entry: "handler Exception (line 6)", isNew: true, cached: true });
  assert.equal(stepper.remark(entry(2)), "the cache writes this now");
  assert.equal(entry(3).entry, "handler Exception (line 6)");
  assert.equal(entry(3).isNew, false);
  assert.equal(steps.at(2).tables[0].rows.length, 3);
  // Going back takes it away.
  assert.equal(entry(0).entry, null);
});

test("an entry in a table that was not searched gets that table", () => {
  const other = structuredClone(now);
  other.lookups[0].writesTo = "handlers for all routes";
  const { tables } = new stepper.Steps(other).at(2);
  assert.deepEqual(tables.map(each => each.name), ["handlers for all routes", table]);
  assert.equal(tables[0].rows[0].key, "CardTimeout");
});

test("the cache writes that there is no handler", () => {
  const miss = structuredClone(now);
  miss.lookups[0].rows = [row("CardTimeout", null), row("Timeout", null)];
  const written = new stepper.Steps(miss).at(2).tables[0].rows[0];
  assert.equal(written.entry, null);
  assert.equal(stepper.entryText(written), "no handler");
});

test("the response shows the last lookup as it ended", () => {
  const steps = new stepper.Steps(now);
  const last = steps.at(4);
  assert.equal(last.says, "the response");
  assert.equal(last.sought, "CardTimeout");
  assert.deepEqual(states(last), ["written", "checked", "unreached"]);
  assert.equal(last.line, null);
});

test("a process with fewer steps stays at its last one", () => {
  const steps = new stepper.Steps(now);
  assert.equal(steps.at(4).isOver, false);
  assert.equal(steps.at(9).isOver, true);
  assert.equal(steps.at(9).says, "the response");
  assert.equal(steps.at(-1).says, "no entry");
});

test("a second lookup starts with its own tables", () => {
  const two = structuredClone(now);
  two.lookups[0].writesTo = null;
  two.lookups.push({ sought: "InternalServerError", mro: ["InternalServerError"], writesTo: null, rows: [
    row("InternalServerError", null, { table: "app handlers for code 500" }), row(null, null, { table: "another" }),
  ] });
  two.stops = [stop(0, 0), stop(1, null), stop(1, 0), stop(1, 1), stop(null, null)];
  const steps = new stepper.Steps(two);
  assert.equal(steps.at(0).sought, "CardTimeout");
  assert.deepEqual(states(steps.at(1)), ["ahead", "ahead"]);
  assert.equal(steps.at(2).sought, "InternalServerError");
  assert.deepEqual(states(steps.at(3)), ["checked", "current"]);
  assert.equal(stepper.entryText(steps.at(3).tables[1].rows[0]), "the table is empty");
});

test("a class with entries in two tables is marked where the lookup is", () => {
  const two = structuredClone(now);
  two.lookups[0].rows = [row("CardTimeout", null, { table: "first" }), row("CardTimeout", null)];
  two.lookups[0].writesTo = null;
  const steps = new stepper.Steps(two);
  assert.equal(steps.at(0).mro[0].state, "current");
  assert.equal(steps.at(1).mro[0].state, "current");
});

test("a remark says who wrote an entry and whether the lookup got there", () => {
  assert.equal(stepper.remark({ cached: true, writtenAt: 7, state: "current" }), "written by the cache at line 7, checked now");
  assert.equal(stepper.remark({ cached: false, writtenAt: null, state: "unreached" }), "not reached");
  assert.equal(stepper.remark({ cached: true, writtenAt: null, state: "ahead" }), "written by the cache");
});

test("there is nothing to step through without a lookup", () => {
  assert.ok(stepper.hasSteps({ problems: [], now }));
  assert.ok(!stepper.hasSteps({ problems: ["no class `Nobody`"], now: { stops: [] } }));
  assert.ok(!stepper.hasSteps({ problems: [], now: { stops: [stop(null, null)] } }));
});
