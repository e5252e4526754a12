// Checks the parts of the page "Mark a folder" that need neither a browser nor the engine:
//
//     node --test Tests/Book/marking.test.mjs
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const scripts = join(dirname(fileURLToPath(import.meta.url)), "../../Sources/BookFiles/Scripts");
for (const name of ["zip.js", "marking.js"]) vm.runInThisContext(readFileSync(join(scripts, name), "utf8"), { filename: name });
const { marking, zip, MarkingError } = globalThis.errorbook;

const bytes = text => new TextEncoder().encode(text);
const file = (path, text) => ({ path, kind: "file", size: bytes(text).length, read: async () => bytes(text) });
const archive = (name, paths) => {
  const blob = zip.write(paths.map(path => ({ path, bytes: bytes(path) })));
  return [{ path: name, kind: "file", size: blob.size, blob }];
};

test("fields keep any bytes", () => {
  const all = [new Uint8Array(), Uint8Array.from({ length: 256 }, (_, index) => index), bytes("é\0\n"), new Uint8Array(70_000).fill(7)];
  const packed = marking.packed(all);
  assert.deepEqual(marking.unpacked(packed), all);
  assert.deepEqual([...marking.packed(["é"])], [2, 0, 0, 0, 0xc3, 0xa9]);
  // The bytes may be a part of a larger buffer.
  const inner = new Uint8Array([9, 9, ...packed, 9]).subarray(2, 2 + packed.length);
  assert.deepEqual(marking.unpacked(inner), all);
  assert.throws(() => marking.unpacked(new Uint8Array([1, 0])));
});

test("an archive of one folder is that folder, and any other becomes one", async () => {
  const paths = async (name, inside) => (await marking.withoutArchive(archive(name, inside))).map(({ path }) => path);
  assert.deepEqual(await paths("class.zip", ["in/ada.eb", "in/b/x.eb", "__MACOSX/in/._ada.eb"]), ["in/ada.eb", "in/b/x.eb", "__MACOSX/in/._ada.eb"]);
  assert.deepEqual(await paths("x/class.ZIP", ["ada.eb", "in/ben.eb"]), ["class/ada.eb", "class/in/ben.eb"]);
  assert.deepEqual(await paths("class.zip", ["ada.eb"]), ["class/ada.eb"]);
  assert.deepEqual(await paths(".zip", ["a/x", "b/x"]), ["archive/a/x", "archive/b/x"]);
  assert.deepEqual(await paths("class.zip", []), []);
});

test("only a single archive is unpacked", async () => {
  const several = [file("in/ada.eb", "x"), ...archive("in/ben.zip", ["a"])];
  assert.equal(await marking.withoutArchive(several), several);
  const other = [file("class.7z", "x")];
  assert.equal(await marking.withoutArchive(other), other);
  await assert.rejects(marking.withoutArchive([{ path: "c.zip", kind: "file", size: 1, blob: new Blob(["x"]) }]), error => (
    error instanceof MarkingError && error.message.startsWith("c.zip: this is not a complete zip archive")));
});

test("files are read up to their limit", async () => {
  const unreadable = { ...file("in/c.eb", "xxx"), read: async () => { throw new Error("no permission"); } };
  const large = { ...file("in/d.eb", "xxxx"), read: async () => assert.fail("this file is not read") };
  const link = { ...large, path: "in/e.eb", kind: "other", size: 0 };
  const files = await marking.read([file("in/a.eb", "xxx"), file("in/b.eb", ""), unreadable, large, link], [3, 3, 3, 3, 3]);
  assert.deepEqual(files.map(({ path, kind, size, bytes }) => [path, kind, size, bytes.length]), [
    ["in/a.eb", "file", 3, 3], ["in/b.eb", "file", 0, 0], ["in/c.eb", "unreadable", 3, 0], ["in/d.eb", "file", 4, 0], ["in/e.eb", "other", 0, 0],
  ]);
  const huge = { ...large, size: 1 << 27 };
  await assert.rejects(marking.read([huge], [1 << 28]), /more than 64 MB/);
  const damaged = archive("class.zip", ["in/a.eb"]);
  const [entry] = await marking.withoutArchive(damaged);
  entry.read = async () => { throw new MarkingError("class.zip: damaged"); };
  await assert.rejects(marking.read([entry], [100]), MarkingError);
});

test("everything in a dropped folder is found", async () => {
  const entry = (name, children) => children === undefined
    ? { name, isDirectory: false, file: found => found(new File(["x"], name)) }
    : {
      name, isDirectory: true,
      createReader() {
        // At most two entries at a time, as browsers do with 100.
        const rest = [...children];
        return { readEntries: found => found(rest.splice(0, 2)) };
      },
    };
  const tree = entry("in", [entry("ada", [entry("pay.eb"), entry("b.eb"), entry("c.eb")]), entry("empty", []), entry("ben.eb")]);
  const items = [tree, entry("list.csv")].map(found => ({ webkitGetAsEntry: () => found }));
  const dropping = marking.droppedFiles([...items, {}, { webkitGetAsEntry: () => null }]);
  const chosen = await dropping;
  assert.deepEqual(chosen.map(({ path, kind }) => `${path} ${kind}`).sort(), [
    "in folder", "in/ada folder", "in/ada/b.eb file", "in/ada/c.eb file", "in/ada/pay.eb file", "in/ben.eb file", "in/empty folder", "list.csv file",
  ]);
  assert.deepEqual(await chosen.find(({ path }) => path === "in/ben.eb").read(), bytes("x"));
});

test("a class goes to the engine and comes back as marks", async () => {
  const calls = [];
  const engine = {
    async call(name, input) {
      const fields = marking.unpacked(input).map(field => new TextDecoder().decode(field));
      calls.push([name, fields]);
      if (name === "errorbook_mark_limits") return { status: 0, bytes: bytes("16384\n".repeat(fields.length)) };
      const json = '{"event":"mark","student":"ada"}\n{"event":"summary","students":1}\n';
      return { status: 0, bytes: marking.packed(["1 duplicate row", "first\nsecond", "csv", json, "ada.md", "# page", "ben.md", ""]) };
    },
  };
  const lesson = { name: "a.md", title: "A", fences: [["errorbook", "x"], ["errorbook exercise pay", ""]] };
  const options = { roster: { name: "r.csv", bytes: bytes("ada\n") }, variants: "variant", seed: "s" };
  const result = await marking.mark(engine, lesson, options, [file("in/ada.eb", "handler")]);
  assert.deepEqual(calls, [
    ["errorbook_mark_limits", ["ada.eb"]],
    ["errorbook_mark", ["a.md", "A", "2", "errorbook", "x", "errorbook exercise pay", "", "variant", "s", "r.csv", "ada\n", "in/ada.eb", "file", "7", "handler"]],
  ]);
  assert.deepEqual(result.faults, ["first", "second"]);
  assert.equal(result.summary, "1 duplicate row");
  assert.deepEqual(result.marks.map(mark => mark.student), ["ada"]);
  assert.equal(result.counts.students, 1);
  assert.deepEqual(result.pages.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]), [["ada.md", "# page"], ["ben.md", ""]]);
  const refusing = { call: async () => ({ status: 2, bytes: marking.packed(["The lesson has no exercises."]) }) };
  await assert.rejects(marking.mark(refusing, lesson, {}, []), error => (
    error instanceof MarkingError && error.message === "The lesson has no exercises."));
});
