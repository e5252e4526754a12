// Runs the engine in node: loads a module and calls its functions.
import { readFileSync } from "node:fs";

// The status of a call that only the module with Flask programs can answer.
const needsPrograms = 3;

const bytes = text => new TextEncoder().encode(text);

export class Engine {
  constructor(path) {
    this.module = new WebAssembly.Module(readFileSync(path));
    this.start();
  }

  // Creates a new instance. It is needed after a trap.
  start() {
    const { exports } = new WebAssembly.Instance(this.module, {});
    exports.__wasm_call_ctors?.();
    this.exports = exports;
  }

  // Runs a script like `errorbook run`. Returns its output and status.
  run(name, script, format) {
    this.write([bytes(name), script]);
    const status = this.exports.errorbook_run(["text", "plain", "json"].indexOf(format));
    return { status, output: this.output() };
  }

  // Runs a Flask program like `errorbook run`.
  runProgram(name, program, format) {
    this.write([bytes(name), program]);
    const status = this.exports.errorbook_run_program(["text", "plain", "json"].indexOf(format));
    return { status, output: this.output() };
  }

  // Writes a Flask program as a script, like `errorbook translate`.
  translate(name, program) {
    this.write([bytes(name), program]);
    const status = this.exports.errorbook_translate();
    return { status, output: this.output() };
  }

  // Starts a session at the prompt; returns the prompt.
  startPrompt() {
    this.exports.errorbook_prompt_start();
    return this.output().toString();
  }

  // Types a line at the prompt. Returns the output with the next prompt, and whether a block needs more lines.
  type(line, columns = 80) {
    this.write([bytes(line)]);
    const status = this.exports.errorbook_prompt_take(columns);
    return { status, output: this.output().toString() };
  }

  // Completes a line at the prompt.
  complete(line) {
    this.write([bytes(line)]);
    this.exports.errorbook_prompt_complete();
    return JSON.parse(this.output());
  }

  // Opens a lesson, which is a list of { words, content }. Returns the number of its cells.
  openLesson(name, fences) {
    this.write([bytes(name), ...fences.flatMap(({ words, content }) => [bytes(words), bytes(content)])]);
    return this.exports.errorbook_lesson_open();
  }

  // Calls something about a cell of the open lesson: `run`, `question`, `guess`, `step`, `classes`.
  cell(call, index, text = "", code = []) {
    this.write([text, ...code].map(bytes));
    const status = this.exports[`errorbook_lesson_${call}`](index);
    return { status, output: this.output().toString(), needsPrograms: status === needsPrograms };
  }

  // Checks an answer to an exercise of the open lesson.
  check(exercise, answer) {
    this.write([exercise, answer].map(bytes));
    const status = this.exports.errorbook_lesson_check();
    return { status, needsPrograms: status === needsPrograms, ...(status < 2 ? JSON.parse(this.output()) : {}) };
  }

  // Colors code; returns HTML.
  highlight(code) {
    this.write([bytes(code)]);
    this.exports.errorbook_highlight();
    return this.output().toString();
  }

  // Writes fields with a zero byte between them.
  write(fields) {
    const count = fields.reduce((sum, field) => sum + field.length + 1, -1);
    const place = this.exports.errorbook_allocate(count);
    const input = new Uint8Array(this.exports.memory.buffer, place, count);
    let end = 0;
    for (const field of fields) {
      input.set(field, end);
      end += field.length + 1;
    }
  }

  output() {
    const place = this.exports.errorbook_output();
    return Buffer.from(new Uint8Array(this.exports.memory.buffer, place, this.exports.errorbook_output_count()));
  }
}
