// Tests of the session at the prompt and of completion, without an engine: node --test Tests/Book
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

function started(answers = {}) {
  const errorbook = load("prompt.js");
  const calls = [];
  errorbook.engine = {
    async call(name, options) {
      calls.push({ name, ...options });
      const answer = answers[name]?.(options) ?? { incomplete: false };
      if (answer instanceof Error) throw answer;
      return { json: answer, text: "" };
    },
  };
  return { errorbook, calls, session: new errorbook.PromptSession() };
}

const names = call => call.scope.calls().map(each => each.fields?.[0] ?? each.name);

test("after a restart of the engine, a session repeats its entries in order", async () => {
  const { session, calls } = started();
  await session.enter("class E(Exception)", { columns: 80 });
  await session.enter("raise E", { columns: 80, isEnded: true });
  await session.ask("errorbook_prompt_state");
  assert.deepEqual(names(calls[2]), ["errorbook_prompt_start", "class E(Exception)", "raise E"]);
  assert.deepEqual(calls[2].scope.calls()[2].numbers, [80, 1]);
});

test("an entry that did not run is not repeated", async () => {
  const { session, calls } = started({
    errorbook_prompt_enter: ({ fields: [text] }) => (
      text === "trap" ? new Error("trap") : { incomplete: text.endsWith("{") }),
  });
  await session.enter("test \"a\" {", { columns: 80 });
  await assert.rejects(session.enter("trap", { columns: 80 }));
  await session.ask("errorbook_prompt_state");
  assert.deepEqual(names(calls[2]), ["errorbook_prompt_start"]);
});

test("a new session forgets the entries of the old one", async () => {
  const { session, calls } = started();
  await session.enter("class E(Exception)", { columns: 80 });
  session.startOver();
  await session.ask("errorbook_prompt_state");
  assert.notEqual(calls[1].scope.key, calls[0].scope.key);
  assert.deepEqual(names(calls[1]), ["errorbook_prompt_start"]);
  // A late call of the old session must not repeat the entries of the new one.
  await session.enter("class New(Exception)", { columns: 80 });
  assert.deepEqual(names(calls[0]), ["errorbook_prompt_start"]);
});

test("only text that may be a Python program asks for the larger engine", async () => {
  const { errorbook: { mayBeProgram }, session, calls } = started();
  for (const text of [
    "from flask import Flask\napp = Flask(__name__)", "import flask\nx = 1", "x = 1\napp = Flask (__name__)\n",
    "import sanic as s\ns.Sanic('x')", "\"\"\"Report\"\"\"\n    from flask import Flask\n",
  ]) assert.ok(mayBeProgram(text), text);
  for (const text of [
    "class E(Exception)\nraise E", "Flask(__name__)", "import flask", "handler E -> \"important\", 500\nraise E",
    "@app.errorhandler(E)\ndef f(e):\n  return 'x'", "",
  ]) assert.ok(!mayBeProgram(text), text);
  await session.enter("import flask\napp = flask.Flask(__name__)", { columns: 80 });
  assert.equal(calls[0].programs, true);
});

test("Up brings back earlier entries, and Down the draft", () => {
  const history = new (started().errorbook.PromptHistory)();
  for (const text of ["one", "two", "two"]) history.add(text);
  assert.equal(history.move(1, "draft"), null);
  assert.equal(history.move(-1, "draft"), "two");
  assert.equal(history.move(-1, "two"), "one");
  assert.equal(history.move(-1, "one"), null);
  assert.equal(history.move(1, "one"), "two");
  assert.equal(history.move(1, "two"), "draft");
});

test("completion counts offsets in bytes and starts with what all words share", () => {
  const { completion } = load("completion.js");
  assert.equal(completion.unitOffset("handler Ä", 8), 8);
  assert.equal(completion.unitOffset("\"ä\" x", 5), 4);
  assert.equal(completion.unitOffset("\"\u{1F600}\" x", 6), 4);
  assert.equal(completion.commonStart(["handler", "handlers", "hand"]), "hand");
  assert.equal(completion.commonStart(["a", "b"]), "");
  assert.equal(completion.commonStart([]), "");
});
