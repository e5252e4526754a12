// Tests of the queue of calls to the engine, with workers that the test controls: node --test Tests/Book
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

// Opens the script. `answer` says what a worker answers to a call; undefined for no answer.
function opened(answer, { files = ["engine"], start = { ready: {} } } = {}) {
  const workers = [];
  class FakeWorker {
    calls = [];
    constructor() { workers.push(this); }
    terminate() { this.isEnded = true; }
    postMessage(message) {
      if (message.load !== undefined) this.file = message.load;
      else this.calls.push(message.name);
      const data = message.load !== undefined ? start : answer(message, this);
      if (data) queueMicrotask(() => { if (!this.isEnded) this.onmessage({ data }); });
    }
  }
  const scripts = [];
  const document = { documentElement: { dataset: {} }, head: { append: script => scripts.push(script) } };
  const errorbook = load("engine.js", { Worker: FakeWorker, document });
  errorbook.element = (_, attributes) => attributes;
  for (const name of files) errorbook.engineData(name, name);
  return { errorbook, engine: errorbook.engine, workers, scripts };
}

const done = { status: 0, bytes: new TextEncoder().encode("{\"a\":1}") };
const moment = () => new Promise(resolve => setTimeout(resolve, 5));

test("a call gets its result as bytes, text and JSON", async () => {
  const { engine } = opened(() => done);
  const result = await engine.call("errorbook_run", { numbers: [1], fields: ["a"] });
  assert.equal(result.status, 0);
  assert.equal(result.text, "{\"a\":1}");
  assert.deepEqual(result.json, { a: 1 });
});

test("the worker gets one call at a time, in order, and urgent ones first", async () => {
  let open = 0;
  const { engine, workers } = opened((message, worker) => {
    open++;
    assert.equal(open, 1);
    setTimeout(() => { open--; worker.onmessage({ data: done }); }, 1);
  });
  await Promise.all([engine.call("a"), engine.call("b"), engine.call("c", { first: true })]);
  assert.deepEqual(workers[0].calls, ["c", "a", "b"]);
});

test("fields are bytes, and a zero byte cannot end one", async () => {
  let sent;
  const { engine } = opened(({ fields }) => { sent = fields; return done; });
  await engine.call("a", { fields: ["ä\0", new Uint8Array([1])] });
  assert.deepEqual([...sent[0]], [0xc3, 0xa4, 0xef, 0xbf, 0xbd]);
  assert.deepEqual([...sent[1]], [1]);
});

test("more than 1 MB is refused before it reaches the engine", async () => {
  const { engine, workers } = opened(() => done);
  for (const fields of [["x".repeat(64_000_000)], ["x".repeat(600_000), "x".repeat(600_000)], ["ä".repeat(600_000)]]) {
    await assert.rejects(engine.call("a", { fields }), error => error.kind === "large" && error.message.includes("1 MB"));
  }
  assert.equal(workers.length, 0);
  assert.equal((await engine.call("a", { fields: ["x".repeat(1_000_000)] })).status, 0);
});

test("a scope is restored once, and again in a new instance", async () => {
  const { engine, workers } = opened(({ name }) => (name === "bad" ? { trap: "unreachable" } : done));
  const scope = { slot: "lesson", key: "one", calls: () => [{ name: "open", fields: ["one"] }] };
  await engine.call("run", { scope });
  await engine.call("run", { scope });
  assert.deepEqual(workers[0].calls, ["open", "run", "run"]);
  await engine.call("run", { scope: { ...scope, key: "two" } });
  assert.deepEqual(workers[0].calls.splice(0), ["open", "run", "run", "open", "run"]);
  await assert.rejects(engine.call("bad"), error => error.kind === "trapped");
  await engine.call("run", { scope: { ...scope, key: "two" } });
  assert.deepEqual(workers[0].calls, ["bad", "open", "run"]);
});

test("a scope that cannot be restored fails its call, and is not tried again", async () => {
  const { engine, workers } = opened(({ name }) => (name === "open" ? { trap: "unreachable" } : done));
  const scope = { slot: "lesson", key: "one", calls: () => [{ name: "open" }] };
  await assert.rejects(engine.call("run", { scope }), error => error.kind === "trapped");
  await engine.call("other");
  assert.deepEqual(workers[0].calls, ["open", "other"]);
});

test("Stop ends all calls, and the next one has a new worker", async () => {
  const { engine, workers } = opened(({ name }) => (name === "long" ? undefined : done));
  const scope = { slot: "lesson", key: "one", calls: () => [{ name: "open" }] };
  await engine.call("run", { scope });
  const calls = [engine.call("long", { scope }), engine.call("waiting", { scope })];
  for (const call of calls) call.catch(() => {});
  await moment();
  engine.stop();
  for (const call of calls) await assert.rejects(call, error => error.kind === "stopped");
  assert.ok(workers[0].isEnded);
  await engine.call("run", { scope });
  assert.deepEqual(workers[1].calls, ["open", "run"]);
});

test("a worker that cannot start fails every call with a reason for the reader", async () => {
  for (const kind of ["no-wasm", "blocked", "no-decompression", "broken"]) {
    const { engine } = opened(() => done, { start: { failed: kind, reason: "why" } });
    const states = [];
    engine.onState(state => states.push(state));
    await assert.rejects(engine.call("a"), error => error.kind === kind && error.message.includes("stay readable"));
    await assert.rejects(engine.call("b"), error => error.kind === kind);
    assert.deepEqual(states, ["off", "starting", "unavailable"]);
  }
});

test("a call about a Flask program gets the larger engine, and other calls are not lost", async () => {
  const { engine, workers } = opened(
    ({ name }, worker) => (name === "slow" && worker.file === "engine" ? undefined : done), { files: ["engine", "flask-engine"] });
  const scope = { slot: "lesson", key: "one", calls: () => [{ name: "open" }] };
  await engine.call("run", { scope });
  const slow = engine.call("slow", { scope });
  await moment();
  await engine.call("program", { scope, programs: true });
  await slow;
  assert.deepEqual(workers.map(({ file }) => file), ["engine", "flask-engine"]);
  assert.deepEqual(workers[1].calls, ["open", "slow", "program"]);
  assert.ok(engine.readsPrograms);
});

test("without the larger engine only its calls fail", async () => {
  const { engine, scripts } = opened(() => done);
  await engine.call("run");
  const calls = [engine.call("program", { programs: true }), engine.call("run")];
  calls[0].catch(() => {});
  assert.deepEqual(scripts.map(({ src }) => src), ["engine/flask-engine.js"]);
  scripts[0].error();
  await assert.rejects(calls[0], error => error.kind === "no-programs");
  assert.equal((await calls[1]).status, 0);
  assert.equal(engine.readsPrograms, false);
});
