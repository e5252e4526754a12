"use strict";

/**
 * The page "Mark a folder": it marks the submissions of a class like `errorbook grade`, with the engine's module for marking.
 * Files are read in this browser and never leave it.
 *
 * `errorbook.marking` has the parts without a page, so that they can be tested alone: packing files for the module, reading its
 * results, and the engine.
 */
(function (errorbook) {
  /** More than the answers of 10,000 students. */
  const largestClass = 1 << 26;
  const mostFiles = 200_000;
  /** How many files are read at the same time. */
  const filesAtOnce = 32;

  /** Why a class is not marked. The message is for the reader. */
  class MarkingError extends Error {
    constructor(message) {
      super(message);
      this.name = "MarkingError";
    }
  }

  // MARK: Fields with lengths

  /** Returns fields as bytes: each has its length in four bytes, the least significant first. */
  function packed(fields) {
    const encoder = new TextEncoder();
    const all = fields.map(field => typeof field === "string" ? encoder.encode(field) : field);
    const bytes = new Uint8Array(all.reduce((sum, field) => sum + 4 + field.length, 0));
    const view = new DataView(bytes.buffer);
    let place = 0;
    for (const field of all) {
      view.setUint32(place, field.length, true);
      bytes.set(field, place + 4);
      place += 4 + field.length;
    }
    return bytes;
  }

  /** Returns the fields of packed bytes. */
  function unpacked(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const fields = [];
    for (let place = 0; place < bytes.length;) {
      const count = view.getUint32(place, true);
      fields.push(bytes.subarray(place + 4, place + 4 + count));
      place += 4 + count;
    }
    return fields;
  }

  // MARK: Marking

  /**
   * Returns the input of `errorbook_mark`.
   * @param {{name: string, title: string, fences: Array<[string, string]>}} lesson
   * @param {{roster: ({name: string, bytes: Uint8Array}|null), variants: ("original"|"students"|"variant"), seed: string}} options
   * @param {Array<{path: string, kind: string, size: number, bytes: Uint8Array}>} files
   */
  function inputOfMark(lesson, { roster = null, variants = "original", seed = "" } = {}, files) {
    return packed([
      lesson.name, lesson.title, String(lesson.fences.length), ...lesson.fences.flat(),
      variants, ...(variants === "variant" ? [seed] : []),
      roster?.name ?? "", roster?.bytes ?? "",
      ...files.flatMap(({ path, kind, size, bytes }) => [path, kind, String(size), bytes]),
    ]);
  }

  /** Returns the result of `errorbook_mark`, or throws the reason why nothing was marked. */
  function resultOfMark({ status, bytes }) {
    const text = field => new TextDecoder().decode(field);
    const fields = unpacked(bytes);
    if (status !== 0) throw new MarkingError(text(fields[0]));
    const [summary, faults, csv, json, ...rest] = fields;
    const events = text(json).split("\n").filter(line => line !== "").map(line => JSON.parse(line));
    const pages = [];
    for (let index = 0; index + 1 < rest.length; index += 2) pages.push({ path: text(rest[index]), bytes: rest[index + 1] });
    return {
      summary: text(summary), faults: text(faults).split("\n").filter(line => line !== ""), csv,
      marks: events.filter(event => event.event === "mark"), counts: events.find(event => event.event === "summary"), pages,
    };
  }

  /** The module for marking in a worker of its own, so that a large class never blocks the page. */
  class Engine {
    #worker;
    #waiting = null;

    /** @param {string} source - The base64 text of the module. */
    constructor(source) {
      const url = URL.createObjectURL(new Blob([errorbook.workerSource], { type: "text/javascript" }));
      this.#worker = new Worker(url);
      URL.revokeObjectURL(url);
      this.isReady = this.#send({ load: source }).then(answer => {
        if (answer.failed) throw new errorbook.EngineError(answer.failed, answer.reason);
      });
      // The caller of the engine gets the reason.
      this.isReady.catch(() => {});
    }

    #send(message, transfer = []) {
      return new Promise((resolve, reject) => {
        this.#waiting = reject;
        this.#worker.onmessage = ({ data }) => resolve(data);
        this.#worker.onerror = event => reject(new errorbook.EngineError("no-worker", event.message));
        this.#worker.postMessage(message, transfer);
      });
    }

    /** Calls a function with fields. */
    async call(name, input) {
      await this.isReady;
      const answer = await this.#send({ name, numbers: [], fields: [input] }, [input.buffer]);
      if (answer.missing) throw new errorbook.EngineError("no-function");
      if (answer.trap !== undefined) throw new MarkingError("The engine stopped unexpectedly, so nothing was marked. Please report this.");
      return answer;
    }

    stop() {
      this.#worker.terminate();
      this.#waiting?.(new MarkingError("Stopped. Nothing was marked."));
    }
  }

  // MARK: Files

  /**
   * A chosen file that is not read yet: its path, its kind and size, and a function that reads it.
   * @typedef {{path: string, kind: ("file"|"folder"|"other"), size: number, read: function(): Promise<Uint8Array>}} Chosen
   */

  /** Returns the files that a folder input or a file input has. */
  function chosenFiles(list) {
    return Array.from(list, file => chosenFile(file.webkitRelativePath || file.name, file));
  }

  function chosenFile(path, file) {
    return { path, kind: "file", size: file.size, read: async () => new Uint8Array(await file.arrayBuffer()), blob: file };
  }

  /** Returns everything that was dropped. The list of a drop is empty after its event, so the entries are taken at once. */
  function droppedFiles(items) {
    const entries = Array.from(items, item => item.webkitGetAsEntry?.()).filter(entry => entry);
    return (async () => {
      const chosen = [];
      const waiting = entries.reverse().map(entry => ({ entry, path: entry.name }));
      while (waiting.length > 0) {
        const { entry, path } = waiting.pop();
        if (chosen.length > mostFiles) throw tooMany();
        if (entry.isDirectory) {
          chosen.push({ path, kind: "folder", size: 0, read: async () => new Uint8Array() });
          for (const child of await entriesOf(entry)) waiting.push({ entry: child, path: `${path}/${child.name}` });
        } else {
          chosen.push(chosenFile(path, await new Promise((resolve, reject) => { entry.file(resolve, reject); })));
        }
      }
      return chosen;
    })();
  }

  async function entriesOf(folder) {
    const reader = folder.createReader();
    const all = [];
    for (;;) {
      // A browser returns at most 100 entries at a time.
      const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
      if (some.length === 0) return all;
      all.push(...some);
    }
  }

  /** Replaces a single zip archive by its files. */
  async function withoutArchive(chosen) {
    if (chosen.length !== 1 || !/\.zip$/i.test(chosen[0].path) || chosen[0].kind !== "file") return chosen;
    const archive = chosen[0];
    let entries;
    try {
      entries = await errorbook.zip.read(archive.blob);
    } catch (error) {
      throw error instanceof errorbook.ZipError ? new MarkingError(`${archive.path}: ${error.message}`) : error;
    }
    const name = archive.path.split("/").at(-1).slice(0, -4) || "archive";
    const tops = new Set(entries.map(entry => entry.path.split("/")[0]).filter(top => top !== "__MACOSX"));
    // An archive of one folder is that folder. Other files are as if they were unpacked into a new folder.
    const isFolder = tops.size === 1 && entries.every(({ path, kind }) => (
      path.includes("/") || path === "__MACOSX" || kind === "folder"));
    return entries.map(entry => ({
      path: isFolder ? entry.path : `${name}/${entry.path}`, kind: entry.kind, size: entry.size,
      read: async () => {
        try {
          return await entry.bytes();
        } catch (error) {
          throw error instanceof errorbook.ZipError ? new MarkingError(`${archive.path}: ${error.message}`) : error;
        }
      },
    }));
  }

  /**
   * Reads files, as far as the module needs them.
   * @param {Chosen[]} chosen
   * @param {number[]} limits - The maximum size for each file.
   * @param {function(number): void} onProgress
   */
  async function read(chosen, limits, onProgress = () => {}) {
    const files = chosen.map(({ path, kind, size }) => ({ path, kind, size, bytes: new Uint8Array() }));
    const isRead = index => chosen[index].kind === "file" && chosen[index].size <= limits[index];
    const wanted = Array.from(chosen.keys()).filter(isRead);
    const total = wanted.reduce((sum, index) => sum + chosen[index].size, 0);
    if (total > largestClass) {
      throw new MarkingError("These files have more than 64 MB of text. Mark the class in parts, or use the command grade.");
    }
    for (let start = 0; start < wanted.length; start += filesAtOnce) {
      onProgress(start);
      await Promise.all(wanted.slice(start, start + filesAtOnce).map(async index => {
        try {
          files[index].bytes = await chosen[index].read();
          files[index].size = files[index].bytes.length;
        } catch (error) {
          if (error instanceof MarkingError) throw error;
          files[index].kind = "unreadable";
        }
      }));
    }
    return files;
  }

  function tooMany() {
    return new MarkingError("This folder has more than 200,000 files. Choose the folder with the submissions only.");
  }

  /** Marks a class. */
  async function mark(engine, lesson, options, chosen, onProgress) {
    const all = await withoutArchive(chosen);
    if (all.length > mostFiles) throw tooMany();
    const names = all.map(file => file.path.split("/").at(-1));
    const limits = await engine.call("errorbook_mark_limits", packed(names));
    const sizes = new TextDecoder().decode(limits.bytes).split("\n").slice(0, -1).map(Number);
    const files = await read(all, sizes, count => onProgress?.("reading", count, all.length));
    onProgress?.("marking", 0, all.length);
    return resultOfMark(await engine.call("errorbook_mark", inputOfMark(lesson, options, files)));
  }

  errorbook.MarkingError = MarkingError;
  errorbook.marking = { packed, unpacked, inputOfMark, resultOfMark, chosenFiles, droppedFiles, withoutArchive, read, mark, Engine };
})(globalThis.errorbook ??= {});
