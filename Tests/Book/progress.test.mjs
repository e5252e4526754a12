// Tests of the reader's progress: node --test Tests/Book
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { progressFormat: format } = load("progress.js");

const edited = version => ({
  ...format.empty(version),
  cells: { 0: "raise E\n" }, answers: { fix: { code: "handler E\n", passed: true } }, hints: { fix: 1 }, viewed: { fix: true },
  texts: { cause: { text: "Because.", isCompared: true } },
});

test("progress survives storage", () => {
  for (const progress of [format.empty("1"), edited("1"), format.forVersion(edited("1"), "2")]) {
    assert.deepEqual(format.parse(JSON.stringify(progress)), progress);
  }
});

test("what is not progress is nothing", () => {
  for (const text of ["", "{", "null", "[]", "7", "\"text\"", "{}", "{\"version\":1}"]) assert.equal(format.parse(text), null, text);
});

test("parts with a wrong form are left out, the others stay", () => {
  const damaged = {
    version: "1", cells: { 0: 7, 1: "raise E\n" }, predictions: { 0: { right: "yes" }, 1: { right: true } },
    answers: { a: "code", b: { code: "x", passed: 1 }, c: { code: "y", passed: false } }, hints: { a: -1, b: 2.5, c: 2 },
    viewed: { a: "yes", b: true }, texts: { a: "text", b: { text: "t" } },
    quiz: { before: { a: { guess: "x", right: true }, b: { guess: 1, right: true }, c: 7 }, after: [] }, reachedEnd: "yes", older: [],
  };
  assert.deepEqual(format.parse(JSON.stringify(damaged)), {
    version: "1", cells: { 1: "raise E\n" }, predictions: { 1: { right: true } }, answers: { c: { code: "y", passed: false } },
    hints: { c: 2 }, viewed: { b: true }, texts: { b: { text: "t" } }, quiz: { before: { a: { guess: "x", right: true } }, after: {} },
    reachedEnd: false, older: null,
  });
});

test("code for the same version is shown", () => {
  const progress = edited("1");
  assert.equal(format.forVersion(progress, "1"), progress);
  assert.deepEqual(format.forVersion(null, "1"), format.empty("1"));
});

test("code for another version is kept, and not shown", () => {
  const progress = format.forVersion(edited("1"), "2");
  assert.equal(progress.version, "2");
  assert.deepEqual(progress.cells, {});
  assert.deepEqual(progress.answers, {});
  assert.deepEqual(progress.older.cells, { 0: "raise E\n" });
  assert.equal(progress.older.version, "1");
  // A hand-in says which hints were used, whatever changed in the lesson.
  assert.deepEqual(progress.hints, { fix: 1 });
  assert.deepEqual(progress.viewed, { fix: true });
  // Nobody judges a text, so it stays, too.
  assert.deepEqual(progress.texts, { cause: { text: "Because.", isCompared: true } });
});

test("code survives several changes of the lesson", () => {
  const second = { ...format.forVersion(edited("1"), "2"), cells: { 1: "why\n" } };
  const third = format.forVersion(second, "3");
  assert.deepEqual(third.older.cells, { 0: "raise E\n", 1: "why\n" });
  // Nothing was written for the third version: the fourth still has the older code.
  assert.deepEqual(format.forVersion(third, "4").older, third.older);
});

test("a reader who wants the older code gets it, and the answers have to pass again", () => {
  const shown = format.withOlderCode(format.forVersion(edited("1"), "2"));
  assert.deepEqual(shown.cells, { 0: "raise E\n" });
  assert.deepEqual(shown.answers, { fix: { code: "handler E\n", passed: false } });
  assert.equal(shown.older, null);
  assert.equal(shown.version, "2");
});

test("what the reader wrote since then wins over the older code", () => {
  const progress = format.forVersion(edited("1"), "2");
  progress.cells[0] = "raise F\n";
  progress.answers.fix = { code: "new\n", passed: true };
  const shown = format.withOlderCode(progress);
  assert.equal(shown.cells[0], "raise F\n");
  assert.deepEqual(shown.answers.fix, { code: "new\n", passed: true });
});

test("a list of lessons says how far the reader is", () => {
  const summary = (progress, exercises, version = "1") => format.summary(progress, version, exercises);
  assert.deepEqual(summary(null, 2), { state: "new", passed: 0, isRead: false, isOlder: false });
  assert.deepEqual(summary(format.empty("1"), 2).state, "new");
  assert.deepEqual(summary(edited("1"), 2), { state: "started", passed: 1, isRead: false, isOlder: false });
  assert.deepEqual(summary(edited("1"), 1), { state: "finished", passed: 1, isRead: false, isOlder: false });
  assert.deepEqual(summary({ ...format.empty("1"), reachedEnd: true }, 0).state, "finished");
  assert.deepEqual(summary({ ...format.empty("1"), reachedEnd: true }, 1).state, "started");
  // An answer to another version of the exercise may not pass any more.
  assert.deepEqual(summary(edited("1"), 1, "2"), { state: "started", passed: 0, isRead: false, isOlder: true });
});

// MARK: Storage

class Storage {
  items = new Map();
  fails = false;
  isFull = false;
  getItem(key) { return this.check() ?? this.items.get(key) ?? null; }
  setItem(key, value) { this.check(); if (this.isFull) throw new Error("no room"); this.items.set(key, value); }
  removeItem(key) { this.check(); this.items.delete(key); }
  check() { if (this.fails) throw new Error("no storage"); }
}

// Opens the script with this storage. The second result is the messages that it shows.
function opened(storage) {
  const errorbook = load("progress.js", { localStorage: storage, DOMException: class {} });
  const notices = [];
  Object.assign(errorbook, { bookKey: () => "course", notice: text => notices.push(text) });
  return [errorbook, notices];
}

test("progress is stored under the book and the lesson", () => {
  const storage = new Storage();
  const [errorbook, notices] = opened(storage);
  errorbook.openProgress("01.md", "1").update(progress => { progress.cells[0] = "x\n"; });
  assert.deepEqual([...storage.items.keys()], ["errorbook:course:01.md"]);
  assert.equal(errorbook.openProgress("01.md", "1").value.cells[0], "x\n");
  assert.deepEqual(errorbook.openProgress("02.md", "1").value.cells, {});
  assert.deepEqual(notices, []);
});

test("two tabs do not remove each other's changes", () => {
  const [errorbook] = opened(new Storage());
  const [first, second] = [errorbook.openProgress("01.md", "1"), errorbook.openProgress("01.md", "1")];
  first.update(progress => { progress.cells[0] = "first\n"; });
  second.update(progress => { progress.cells[1] = "second\n"; });
  assert.deepEqual(errorbook.openProgress("01.md", "1").value.cells, { 0: "first\n", 1: "second\n" });
});

test("opening a newer lesson stores nothing: the older page still finds its code", () => {
  const [errorbook] = opened(new Storage());
  errorbook.openProgress("01.md", "1").update(progress => { progress.cells[0] = "x\n"; });
  assert.deepEqual(errorbook.openProgress("01.md", "2").value.cells, {});
  assert.deepEqual(errorbook.openProgress("01.md", "1").value.cells, { 0: "x\n" });
});

test("without storage everything stays on the page, and the page says that once", () => {
  const storage = new Storage();
  storage.fails = true;
  const [errorbook, notices] = opened(storage);
  const progress = errorbook.openProgress("01.md", "1");
  progress.update(value => { value.cells[0] = "x\n"; });
  progress.update(value => { value.cells[1] = "y\n"; });
  assert.deepEqual(progress.value.cells, { 0: "x\n", 1: "y\n" });
  assert.equal(notices.length, 1);
  // The storage works again: nothing is lost.
  storage.fails = false;
  progress.update(value => { value.cells[2] = "z\n"; });
  assert.deepEqual(errorbook.openProgress("01.md", "1").value.cells, { 0: "x\n", 1: "y\n", 2: "z\n" });
});

test("changes that no longer fit into the storage stay on the page", () => {
  const storage = new Storage();
  const [errorbook, notices] = opened(storage);
  const progress = errorbook.openProgress("01.md", "1");
  progress.update(value => { value.cells[0] = "x\n"; });
  storage.isFull = true;
  progress.update(value => { value.cells[1] = "y\n"; });
  progress.update(value => { value.cells[2] = "z\n"; });
  assert.deepEqual(progress.value.cells, { 0: "x\n", 1: "y\n", 2: "z\n" });
  assert.equal(notices.length, 1);
});

test("answers to a quiz survive a change of the lesson: the second round comes weeks later", () => {
  const progress = edited("1");
  progress.quiz.before.order = { guess: "one", right: true };
  assert.deepEqual(format.forVersion(progress, "2").quiz, { before: { order: { guess: "one", right: true } }, after: {} });
  assert.equal(format.summary({ ...format.empty("1"), quiz: progress.quiz }, "1", 0).state, "started");
});
