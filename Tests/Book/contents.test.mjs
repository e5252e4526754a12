// Tests the totals in the list of lessons, and how answers are compared.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const passed = { ...load("progress.js").progressFormat.empty("1"), answers: { a: { code: "x", passed: true } } };
const lessons = [
  { name: "1.md", version: "1", title: "1. One", exercises: 1, minutes: 10 },
  { name: "2.md", version: "1", title: "2. Two", exercises: 2, minutes: 45 },
  { name: "3.md", version: "1", title: "3. Three", exercises: 0, minutes: null },
];

test("the totals count lessons, exercises and minutes, and name the next lesson", () => {
  const { courseTotals, totalsWords } = withEach();
  const totals = courseTotals(lessons, ({ name }) => (name === "1.md" || name === "2.md" ? passed : null));
  assert.deepEqual(
    { ...totals, next: totals.next.name },
    { lessons: 3, finished: 1, exercises: 3, passed: 2, minutes: 55, minutesLeft: 30, next: "2.md" });
  assert.equal(totalsWords(totals), "Lessons finished: 1 of 3. Exercises passed: 2 of 3. About 30 minutes of 55 minutes are left.");
});

test("reading a lesson and each of its exercises are parts of the same length of its minutes", () => {
  const { courseTotals } = withEach();
  const read = { ...passed, answers: {}, reachedEnd: true };
  const left = progress => courseTotals([lessons[1]], () => progress).minutesLeft;
  assert.deepEqual([left(null), left(read), left(passed), left({ ...passed, reachedEnd: true })], [45, 30, 30, 15]);
  const both = { ...passed, answers: { a: { code: "x", passed: true }, b: { code: "x", passed: true } } };
  // All exercises passed: the lesson is finished, whether the end of the page was visible or not.
  assert.equal(left(both), 0);
  // The sum is rounded up to five minutes, and is at most the whole.
  assert.equal(courseTotals([{ ...lessons[1], minutes: 16 }], () => read).minutesLeft, 15);
  assert.equal(courseTotals([{ ...lessons[1], minutes: 4 }], () => read).minutesLeft, 4);
});

test("an optional lesson does not count and is never next", () => {
  const { courseTotals } = withEach();
  const optional = { name: "0.md", version: "1", title: "0", exercises: 1, minutes: 10, optional: true };
  assert.deepEqual(courseTotals([optional, ...lessons], () => null), courseTotals(lessons, () => null));
});

test("before the first lesson the totals say how long the course takes", () => {
  const { courseTotals, totalsWords } = withEach();
  const long = [...lessons, { name: "4.md", version: "1", title: "4", exercises: 0, minutes: 66 }];
  assert.equal(
    totalsWords(courseTotals(long, () => null)),
    "Lessons finished: 0 of 4. Exercises passed: 0 of 3. The course takes about 2 hours 1 minute.");
});

test("answers to an older version of a lesson do not count", () => {
  const { courseTotals } = withEach();
  assert.equal(courseTotals([{ ...lessons[0], version: "2" }], () => passed).passed, 0);
});

test("answers with other comments and indentation are the same", () => {
  const { hasSameStatements } = load("exercises.js");
  assert.equal(hasSameStatements("# mine\nhandler E -> \"e\"\n\n", "  handler E -> \"e\""), true);
  assert.equal(hasSameStatements("handler E -> \"e\"", "handler F -> \"e\""), false);
});

// Loads the scripts that the totals need into one object.
function withEach() { return load("contents.js", {}, ["base.js", "progress.js", "lesson.js"]); }
