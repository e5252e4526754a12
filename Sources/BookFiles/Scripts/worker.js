"use strict";

/**
 * The worker: it holds the engine, so that a long run never blocks the page. A page on file:// cannot load a worker from
 * a file. So the source of the function below becomes a Blob, and the engine is sent to it as text.
 */
(function (errorbook) {
  /**
   * Runs inside the worker, and can use nothing from outside of it.
   *
   * Messages to the worker: `{load: base64}` once, then `{name, numbers, fields}` for a call, one at a time.
   * Messages from it: `{ready: milliseconds of each phase}` or `{failed: kind, reason}`, then for each call `{status,
   * bytes}`, `{trap}` if the engine stopped (a new instance replaced it), or `{missing: true}` if it has no such function.
   */
  function work() {
    let module = null;
    let exports = null;

    function instantiate() {
      exports = new WebAssembly.Instance(module, {}).exports;
      exports.__wasm_call_ctors?.();
    }

    function bytesOf(base64) {
      if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
      const text = atob(base64);
      const bytes = new Uint8Array(text.length);
      for (let index = 0; index < bytes.length; index++) bytes[index] = text.charCodeAt(index);
      return bytes;
    }

    async function load(base64) {
      if (typeof WebAssembly === "undefined") return { failed: "no-wasm", reason: "" };
      if (typeof DecompressionStream === "undefined") return { failed: "no-decompression", reason: "" };
      const times = { start: performance.now() };
      try {
        const packed = bytesOf(base64);
        times.decoded = performance.now();
        // Not the stream of a Blob: WebKit cannot read a Blob inside of a worker on file://.
        const gzip = new DecompressionStream("gzip");
        const writer = gzip.writable.getWriter();
        // The reader of the other end gets the error of damaged data.
        writer.write(packed).catch(() => {});
        writer.close().catch(() => {});
        const response = new Response(gzip.readable, { headers: { "Content-Type": "application/wasm" } });
        // Compiling while unpacking takes half of the time.
        module = await (WebAssembly.compileStreaming?.(response) ?? response.arrayBuffer().then(bytes => WebAssembly.compile(bytes)));
        times.compiled = performance.now();
        instantiate();
        times.instantiated = performance.now();
      } catch (error) {
        const isBlocked = error instanceof WebAssembly.CompileError && /polic|blocked|disallowed|unsafe-eval/i.test(error.message);
        return { failed: isBlocked ? "blocked" : "broken", reason: String(error) };
      }
      return {
        ready: {
          decode: times.decoded - times.start, "unpack and compile": times.compiled - times.decoded,
          instantiate: times.instantiated - times.compiled, total: times.instantiated - times.start,
        },
      };
    }

    function call({ name, numbers, fields }) {
      const run = exports[name];
      if (typeof run !== "function") return { missing: true };
      try {
        write(fields);
        const status = run(...numbers) ?? 0;
        const place = exports.errorbook_output();
        return { status, bytes: new Uint8Array(exports.memory.buffer, place, exports.errorbook_output_count()).slice() };
      } catch (error) {
        // The memory may be in any state: continue with a new instance.
        instantiate();
        return { trap: String(error) };
      }
    }

    // Writes fields with a zero byte between them.
    function write(fields) {
      const count = Math.max(0, fields.reduce((sum, field) => sum + field.length + 1, -1));
      const place = exports.errorbook_allocate(count);
      const input = new Uint8Array(exports.memory.buffer, place, count);
      let end = 0;
      for (const field of fields) {
        input.set(field, end);
        end += field.length + 1;
      }
    }

    self.onmessage = async ({ data }) => {
      if (data.load !== undefined) self.postMessage(await load(data.load));
      else {
        const result = call(data);
        self.postMessage(result, result.bytes ? [result.bytes.buffer] : []);
      }
    };
  }

  /** The source of the worker. */
  errorbook.workerSource = `"use strict";(${work})()`;
})(globalThis.errorbook ??= {});
