"use strict";

/**
 * The engine as the page sees it: `errorbook.engine`. Calls wait in a queue here, and the worker gets one at a time. So the
 * page knows which call trapped or was stopped, and can restore what later calls need before it makes them.
 */
(function (errorbook) {
  /** The largest input of a call, in bytes. */
  const sizeLimit = 1_000_000;

  const sentences = {
    stopped: "Stopped.",
    trapped: "The engine stopped unexpectedly and was started again.",
    large: "This text is larger than 1 MB. The book in the browser does not run so much at once.",
    "no-wasm": "This browser cannot run WebAssembly, so nothing can run on this page. The recorded results stay readable.",
    blocked: "This browser or this website blocks WebAssembly, so nothing can run on this page. The recorded results stay readable.",
    "no-decompression": "This browser is too old to unpack the engine, so nothing can run on this page. The recorded results stay "
      + "readable. Chrome or Edge 80, Firefox 113, Safari 16.4 and all later ones can run it.",
    "no-worker": "This browser or this website blocks workers, so nothing can run on this page. The recorded results stay readable.",
    broken: "The engine could not start, so nothing can run on this page. The recorded results stay readable.",
    "no-file": "The file of the engine could not be loaded, so nothing can run on this page. Copy the whole folder of the book, with "
      + "its folder `engine`.",
    "no-programs": "The engine for Flask programs in Python could not be loaded. Everything else on this page can run.",
    "no-function": "This copy of the engine is older than this page. Use the files of one version of the book.",
  };

  /** An error of the engine. `kind` is a key of `sentences`; `message` is for the reader. */
  class EngineError extends Error {
    constructor(kind, reason = "") {
      super(sentences[kind] ?? sentences.broken);
      this.name = "EngineError";
      this.kind = kind;
      this.reason = reason;
    }
  }
  errorbook.EngineError = EngineError;

  // MARK: The files of the engine

  const files = new Map();

  function file(name) {
    if (!files.has(name)) {
      const entry = {};
      entry.text = new Promise((resolve, reject) => { Object.assign(entry, { resolve, reject }); });
      entry.text.catch(() => {});
      files.set(name, entry);
    }
    return files.get(name);
  }

  /** Called by the files `engine.js` and `flask-engine.js`, or by the page if it contains them. */
  errorbook.engineData = function (name, base64) {
    const entry = file(name);
    entry.isPresent = true;
    entry.resolve(base64);
  };

  /** Returns the text of a file of the engine. Loads it if the page does not contain it. */
  function loaded(name) {
    const entry = file(name);
    if (!entry.isPresent && !entry.script) {
      const folder = document.documentElement.dataset.errorbookEngine ?? "engine/";
      entry.script = errorbook.element("script", {
        src: `${folder}${name}.js`,
        error: () => entry.reject(new EngineError(name === "flask-engine" ? "no-programs" : "no-file")),
      });
      document.head.append(entry.script);
    }
    return entry.text;
  }

  /** Returns the text of a file of the engine, for a page that has an engine of its own. */
  errorbook.engineFile = loaded;

  // MARK: The worker

  /** The file that the worker has or is getting: the one for programs can do everything that the other can. */
  let fileName = "engine";
  let worker = null;
  let state = "off";
  /** Why there is no engine; null while there may be one. */
  let failure = null;
  /** What the instance already contains: the key of the scope for each slot. */
  let restored = new Map();
  let queue = [];
  let running = null;
  const listeners = new Set();

  function setState(next) {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener(state, failure);
  }

  async function startWorker() {
    if (worker || failure || state === "starting") return;
    setState("starting");
    const name = fileName;
    let base64;
    try {
      base64 = await loaded(name);
    } catch (error) {
      return name === "engine" ? fail(error) : continueWithoutPrograms(error);
    }
    if (state !== "starting" || name !== fileName) return;
    try {
      const url = URL.createObjectURL(new Blob([errorbook.workerSource], { type: "text/javascript" }));
      worker = new Worker(url);
      URL.revokeObjectURL(url);
    } catch (error) {
      return fail(new EngineError("no-worker", String(error)));
    }
    restored = new Map();
    const started = performance.now();
    worker.onmessage = ({ data }) => receive(data, started);
    // An error outside of a call means that the worker could not start.
    worker.onerror = event => fail(new EngineError("no-worker", event.message));
    worker.postMessage({ load: base64 });
  }

  function receive(data, started) {
    if (data.failed) return fail(new EngineError(data.failed, data.reason));
    if (data.ready) {
      for (const [phase, duration] of Object.entries(data.ready)) {
        performance.measure(`errorbook: ${phase} the engine`, { start: started, duration });
      }
      performance.measure("errorbook: start the engine", { start: started, end: performance.now() });
      setState("ready");
      return next();
    }
    const call = running;
    running = null;
    if (!call) return;
    if (data.trap !== undefined) {
      restored = new Map();
      call.reject(new EngineError("trapped", data.trap));
    } else if (data.missing) {
      call.reject(new EngineError("no-function", call.name));
    } else {
      call.resolve(result(data));
    }
    next();
  }

  function result({ status, bytes }) {
    return {
      status, bytes,
      get text() { return new TextDecoder().decode(bytes); },
      get json() { return JSON.parse(this.text); },
    };
  }

  function endWorker() {
    worker?.terminate();
    worker = null;
    running = null;
  }

  function fail(error) {
    failure = error;
    const waiting = running ? [running, ...queue] : queue;
    endWorker();
    queue = [];
    for (const call of waiting) call.reject(error);
    setState("unavailable");
  }

  function continueWithoutPrograms(error) {
    const refused = queue.filter(call => call.programs);
    queue = queue.filter(call => !call.programs);
    for (const call of refused) call.reject(error);
    fileName = "engine";
    setState("off");
    startWorker();
  }

  // MARK: Calls

  function next() {
    if (running || state !== "ready" && state !== "running") return;
    queue = queue.filter(call => !call.isSettled);
    const call = queue.shift();
    if (!call) return setState("ready");
    if (call.scope && restored.get(call.scope.slot) !== call.scope.key) {
      restored.set(call.scope.slot, call.scope.key);
      // If one of these fails, the call that needs them fails too, and is not tried again.
      const calls = call.scope.calls().map(({ name, numbers = [], fields = [] }) => (
        { name, numbers, fields: fields.map(encoded), resolve() {}, reject: call.reject }));
      queue.unshift(...calls, call);
      return next();
    }
    running = call;
    setState("running");
    worker.postMessage({ name: call.name, numbers: call.numbers, fields: call.fields });
  }

  /** Returns a field as bytes. A zero byte would end the field. */
  function encoded(field) {
    return typeof field === "string" ? new TextEncoder().encode(field.replaceAll("\0", "\uFFFD")) : field;
  }

  /**
   * Calls a function of the engine.
   * @param {string} name - Such as `errorbook_highlight`.
   * @param {{numbers?: number[], fields?: Array<string|Uint8Array>, programs?: boolean, first?: boolean,
   *   scope?: {slot: string, key: string, calls: function(): Array<{name: string, numbers?: number[], fields?: string[]}>}}} [options]
   *   `programs`: the call needs the engine that reads Flask programs. `first`: before the calls that wait.
   *   `scope`: what the instance must contain. If its slot contains something else, `calls` are made before: opening a
   *   lesson, or repeating the entries of a prompt.
   * @returns {Promise<{status: number, bytes: Uint8Array, text: string, json: *}>} It is rejected with an `EngineError`.
   */
  function call(name, { numbers = [], fields = [], programs = false, first = false, scope = null } = {}) {
    if (failure) return Promise.reject(failure);
    // A text of many megabytes is refused before it is copied.
    if (fields.reduce((sum, field) => sum + field.length, 0) > sizeLimit) return Promise.reject(new EngineError("large"));
    const bytes = fields.map(encoded);
    if (bytes.reduce((sum, field) => sum + field.length, 0) > sizeLimit) return Promise.reject(new EngineError("large"));
    return new Promise((resolve, reject) => {
      const entry = { name, numbers, fields: bytes, programs, scope, isSettled: false };
      entry.resolve = result => { entry.isSettled = true; resolve(result); };
      entry.reject = error => { entry.isSettled = true; reject(error); };
      if (first) queue.unshift(entry);
      else queue.push(entry);
      if (programs && fileName === "engine") usePrograms();
      if (worker) next();
      else startWorker();
    });
  }

  /** Replaces the engine by the one that reads Flask programs, after the current call. */
  function usePrograms() {
    fileName = "flask-engine";
    if (running) {
      // Stop nothing that the reader waits for: the call is repeated by the other engine.
      queue.unshift(running);
    }
    endWorker();
    setState("off");
    startWorker();
  }

  /** Ends the current call and all waiting ones: they are rejected. The engine starts again at once. */
  function stop() {
    const waiting = running ? [running, ...queue] : queue;
    endWorker();
    queue = [];
    for (const call of waiting) call.reject(new EngineError("stopped"));
    if (failure) return;
    setState("off");
    startWorker();
  }

  errorbook.engine = {
    call, stop, sizeLimit,
    /** Starts the engine before it is needed. */
    start: startWorker,
    /**
     * Calls a function with the state now and after each change: `off`, `starting`, `ready`, `running` or `unavailable`.
     * The second argument is the `EngineError` if it is unavailable.
     * @returns {function(): void} ends this.
     */
    onState(listener) {
      listeners.add(listener);
      listener(state, failure);
      return () => listeners.delete(listener);
    },
    get state() { return state; },
    /** Whether the engine that reads Flask programs is in use. */
    get readsPrograms() { return fileName === "flask-engine"; },
  };
})(globalThis.errorbook ??= {});
