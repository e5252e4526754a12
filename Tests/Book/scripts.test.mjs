// Tests of what the scripts of the book do without a browser: node --test Tests/Book
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import { load } from "./load.mjs";

const folder = new URL("../../Sources/BookFiles/Scripts/", import.meta.url);
const scripts = readdirSync(folder).filter(name => name.endsWith(".js"));
const sourceOf = name => readFileSync(new URL(name, folder), "utf8");

test("every script is a classic script in strict mode that adds to `errorbook` only", () => {
  assert.ok(scripts.length > 10);
  // All scripts in the order of their names, as a page loads them.
  const global = vm.createContext({ setTimeout, TextEncoder, TextDecoder });
  const before = new Set(Object.keys(global));
  for (const name of scripts) {
    assert.match(sourceOf(name), /^"use strict";\n/, name);
    vm.runInContext(sourceOf(name), global, { filename: name });
  }
  assert.deepEqual(Object.keys(global).filter(key => !before.has(key)), ["errorbook"]);
});

test("HTML reaches the page in one place only, and no text becomes code", () => {
  for (const name of scripts) {
    const places = sourceOf(name).match(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\bjavascript:/g) ?? [];
    assert.deepEqual(places, name === "base.js" ? ["innerHTML"] : [], name);
  }
});

test("no script loads anything from elsewhere", () => {
  for (const name of scripts) assert.doesNotMatch(sourceOf(name), /https?:\/\/(?!www\.w3\.org\/)|\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket/, name);
});

test("the worker's source is complete: it uses nothing from the page", () => {
  const { workerSource } = load("worker.js");
  const self = {};
  vm.runInNewContext(workerSource, { self });
  assert.equal(typeof self.onmessage, "function");
});

test("the difference of two texts is the smallest part that changes one into the other", () => {
  const { difference } = load("editor.js");
  for (const before of ["", "a", "ab", "aab", "aba", "abab", "raise E\n"]) {
    for (const after of ["", "a", "b", "aab", "abba", "raise EE\n", "raise \n"]) {
      const [start, beforeEnd, afterEnd] = difference(before, after);
      assert.ok(start <= beforeEnd && start <= afterEnd, `${before} ${after}`);
      assert.equal(before.slice(0, start) + after.slice(start, afterEnd) + before.slice(beforeEnd), after);
    }
  }
  assert.deepEqual(difference("raise E\n", "raise E\n"), [8, 8, 8]);
  assert.deepEqual(difference("abc", "axc"), [1, 2, 2]);
});

test("a list of lessons describes progress in words", () => {
  const global = vm.createContext({});
  for (const name of ["base.js", "contents.js"]) vm.runInContext(sourceOf(name), global, { filename: name });
  const { stateWords } = global.errorbook;
  const words = (state, passed, exercises, isOlder = false) => stateWords({ state, passed, isOlder }, exercises);
  assert.equal(words("new", 0, 2), "");
  assert.equal(words("started", 1, 2), "started, 1 of 2 passed");
  assert.equal(words("started", 0, 0), "started");
  assert.equal(words("finished", 2, 2), "✓ finished, 2 of 2 passed");
  assert.equal(words("started", 0, 2, true), "changed since you started it");
});
