// The engine in node: loads a module and runs scripts in it.
import { readFileSync } from "node:fs";

export class Engine {
  constructor(path) {
    this.module = new WebAssembly.Module(readFileSync(path));
    this.start();
  }

  // A new instance; needed after a trap.
  start() {
    const { exports } = new WebAssembly.Instance(this.module, {});
    exports.__wasm_call_ctors?.();
    this.exports = exports;
  }

  // Runs a script as `errorbook run` does: what it prints, and the status.
  run(name, script, format) {
    const head = new TextEncoder().encode(name);
    const input = new Uint8Array(head.length + script.length);
    input.set(head);
    input.set(script, head.length);
    const place = this.exports.errorbook_allocate(input.length);
    new Uint8Array(this.exports.memory.buffer, place, input.length).set(input);
    const status = this.exports.errorbook_run(head.length, ["text", "plain", "json"].indexOf(format));
    const output = this.exports.errorbook_output();
    return { status, output: Buffer.from(this.exports.memory.buffer, output, this.exports.errorbook_output_count()) };
  }
}
