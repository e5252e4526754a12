// Reads archives that Python and Info-ZIP made, archives that were damaged or built to do harm, and checks that both can read
// what `errorbook.zip.write` makes:
//
//     node --test Tests/Book/zip.test.mjs
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const scripts = join(dirname(fileURLToPath(import.meta.url)), "../../Sources/BookFiles/Scripts");
vm.runInThisContext(readFileSync(join(scripts, "zip.js"), "utf8"), { filename: "zip.js" });
const { zip, ZipError } = globalThis.errorbook;

const folder = mkdtempSync(join(tmpdir(), "errorbook-zip-"));
after(() => rmSync(folder, { recursive: true }));

/** Makes an archive with Python: `code` gets `archive`, a new ZipFile. Returns its bytes. */
function fromPython(code, ...args) {
  const path = join(folder, "python.zip");
  const program = `import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:\n${
    code.trim().split("\n").map(line => `    ${line}`).join("\n")}\n`;
  execFileSync("python3", ["-W", "ignore", "-c", program, path, ...args]);
  return readFileSync(path);
}

const read = bytes => zip.read(new Blob([bytes]));

async function texts(bytes) {
  const entries = await read(bytes);
  return Object.fromEntries(await Promise.all(
    entries.map(async entry => [entry.path, entry.kind === "file" ? Buffer.from(await entry.bytes()).toString() : entry.kind])));
}

function refuses(bytes, message) {
  return assert.rejects(async () => {
    for (const entry of await read(bytes)) if (entry.kind === "file") await entry.bytes();
  }, error => error instanceof ZipError && message.test(error.message));
}

/** Returns a copy with a number changed. The place is relative to the first or last occurrence of a signature. */
function changed(bytes, signature, offset, size, value, isLast = false) {
  const copy = Buffer.from(bytes);
  const mark = Buffer.from(signature);
  const place = isLast ? copy.lastIndexOf(mark) : copy.indexOf(mark);
  assert(place >= 0);
  copy.writeUIntLE(value, place + offset, size);
  return copy;
}

const listed = "PK\x01\x02";
const local = "PK\x03\x04";
const end = "PK\x05\x06";

test("reads stored and deflated files, folders and empty files of Python", async () => {
  const bytes = fromPython(`
archive.writestr("in/ada.eb", "handler A -> 1\\n" * 1000)
archive.writestr("in/ben.eb", "short", compress_type=zipfile.ZIP_STORED)
archive.writestr("in/empty.eb", "")
archive.mkdir("in/cy")
archive.comment = b"a comment with PK\\x05\\x06 in it, longer than the end of the archive"`);
  assert.deepEqual(await texts(bytes), {
    "in/ada.eb": "handler A -> 1\n".repeat(1000), "in/ben.eb": "short", "in/empty.eb": "", "in/cy": "folder",
  });
  const [ada] = await read(bytes);
  assert.equal(ada.size, 15_000);
});

test("reads an archive with many files and none", async () => {
  const bytes = fromPython("for i in range(20_000): archive.writestr(f'in/u{i}.eb', str(i))");
  const entries = await read(bytes);
  assert.equal(entries.length, 20_000);
  assert.equal(Buffer.from(await entries[12_345].bytes()).toString(), "12345");
  assert.deepEqual(await texts(fromPython("pass")), {});
});

test("reads what zip writes, to a file and to a pipe, with links and names in any language", async () => {
  const top = join(folder, "class");
  mkdirSync(join(top, "in/zoë"), { recursive: true });
  writeFileSync(join(top, "in/zoë/pay 1.eb"), "handler Ä -> 1\n".repeat(500));
  symlinkSync("/etc/passwd", join(top, "in/link.eb"));
  const environment = { ...process.env, LC_ALL: "C.UTF-8" };
  for (const options of ["-qry", "-qry0"]) execFileSync("zip", [options, `../class${options}.zip`, "in"], { cwd: top, env: environment });
  const archives = ["-qry", "-qry0"].map(options => readFileSync(join(folder, `class${options}.zip`)));
  for (const bytes of archives) {
    assert.deepEqual(await texts(bytes), {
      in: "folder", "in/zoë": "folder", "in/zoë/pay 1.eb": "handler Ä -> 1\n".repeat(500), "in/link.eb": "other",
    });
  }
  // The sizes follow the content: the program could not go back to write them.
  const piped = execFileSync("zip", ["-q", "-", "in/zoë/pay 1.eb"], { cwd: top, env: environment });
  assert.deepEqual(await texts(piped), { "in/zoë/pay 1.eb": "handler Ä -> 1\n".repeat(500) });
});

test("reads names in UTF-8 without a mark, and in the old encoding of MS-DOS", async () => {
  const bytes = fromPython("archive.writestr('zoë.eb', 'x')");
  const flags = (at, from) => changed(from, at, at === local ? 6 : 8, 2, 0);
  assert.deepEqual(Object.keys(await texts(flags(listed, flags(local, bytes)))), ["zoë.eb"]);
  const old = Buffer.from(flags(listed, flags(local, fromPython("archive.writestr('zo__.eb', 'x')"))));
  for (let place = old.indexOf("zo__"); place >= 0; place = old.indexOf("zo__")) old.set([0x89, 0x2d], place + 2);
  assert.deepEqual(Object.keys(await texts(old)), ["zoë-.eb"]);
});

test("takes backslashes of Windows as folders", async () => {
  const bytes = fromPython("archive.writestr('in_ada.eb', 'x')\narchive.filelist[0].create_system = 0");
  for (let place = bytes.indexOf("in_ada"); place >= 0; place = bytes.indexOf("in_ada")) bytes[place + 2] = 0x5c;
  assert.deepEqual(Object.keys(await texts(bytes)), ["in/ada.eb"]);
});

test("the last file of a name counts", async () => {
  assert.deepEqual(await texts(fromPython("archive.writestr('a.eb', 'old')\narchive.writestr('a.eb', 'new')")), { "a.eb": "new" });
});

test("refuses paths that lead out of the folder", async () => {
  for (const path of ["../a.eb", "in/../../a.eb", "/etc/a.eb", "C:/a.eb", "C:\\\\a.eb", "..\\\\a.eb", "in/..", "\\\\\\\\host\\\\a.eb"]) {
    const code = `archive.writestr('in/fine.eb', 'x')\narchive.writestr(zipfile.ZipInfo('${path}'), 'x')`;
    await refuses(fromPython(code), /leads out of its folder/);
  }
  assert.deepEqual(Object.keys(await texts(fromPython("archive.writestr('..a/b..eb', 'x')"))), ["..a/b..eb"]);
});

test("refuses names that are empty, too long or contain a zero byte", async () => {
  await refuses(fromPython("archive.writestr('x' * 2000, 'x')"), /name that is not valid/);
  const bytes = fromPython("archive.writestr('in_ada.eb', 'x')");
  for (let place = bytes.indexOf("in_ada"); place >= 0; place = bytes.indexOf("in_ada")) bytes[place + 2] = 0;
  await refuses(bytes, /name that is not valid/);
});

test("refuses encrypted archives", async () => {
  const path = join(folder, "secret.zip");
  writeFileSync(join(folder, "secret.eb"), "handler A -> 1");
  execFileSync("zip", ["-qj", "-P", "secret", path, join(folder, "secret.eb")]);
  await refuses(readFileSync(path), /encrypted/);
  await refuses(changed(fromPython("archive.writestr('a', 'x')"), local, 6, 2, 1), /encrypted/);
});

test("refuses zip64, several parts and other compressions", async () => {
  const stored = fromPython("archive.writestr('a', 'x')");
  await refuses(changed(stored, listed, 24, 4, 0xffffffff), /zip64/);
  await refuses(changed(stored, end, 8, 4, 0xffffffff), /zip64/);
  await refuses(fromPython("for i in range(65_536): archive.writestr(zipfile.ZipInfo(str(i)), '')"), /zip64/);
  await refuses(changed(stored, end, 4, 2, 1), /several parts/);
  await refuses(fromPython("archive.writestr('a', 'x' * 99, compress_type=zipfile.ZIP_LZMA)"), /packed in a way/);
  await refuses(fromPython("archive.writestr('a', 'x' * 99, compress_type=zipfile.ZIP_BZIP2)"), /packed in a way/);
});

test("refuses archives that are damaged or not zip", async () => {
  const bytes = fromPython("archive.writestr('a.eb', 'handler A -> 1\\n' * 100)");
  await refuses(Buffer.from("not an archive"), /not a complete zip/);
  await refuses(Buffer.alloc(0), /not a complete zip/);
  for (const count of [1, 10, 22, 40, bytes.length - 30]) await refuses(bytes.subarray(0, bytes.length - count), /not a complete zip/);
  // The content, its size and its sum, and the places of both headers.
  await refuses(changed(bytes, "a.eb", 6, 4, 0x12345678), /not a complete zip/);
  await refuses(changed(bytes, listed, 16, 4, 0), /not a complete zip/);
  for (const size of [0, 1499, 1501]) await refuses(changed(bytes, listed, 24, 4, size), /not a complete zip/);
  for (const size of [0, 5, 5000]) await refuses(changed(bytes, listed, 20, 4, size), /not a complete zip/);
  await refuses(changed(bytes, listed, 42, 4, 3), /not a complete zip/);
  await refuses(changed(bytes, local, 0, 4, 0), /not a complete zip/);
  await refuses(Buffer.concat([Buffer.from("a program that unpacks itself"), bytes]), /not a complete zip/);
  await refuses(changed(bytes, end, 16, 4, 3), /not a complete zip/);
  await refuses(changed(bytes, end, 10, 2, 2), /several parts/);
  await refuses(changed(changed(bytes, end, 10, 2, 2), end, 8, 2, 2), /not a complete zip/);
});

test("stops unpacking when a file is larger than it says", async () => {
  // 200 MB of zeros that say they are 100 bytes.
  const bytes = fromPython("archive.writestr('bomb.eb', bytes(200_000_000))");
  assert(bytes.length < 300_000);
  const before = process.memoryUsage().arrayBuffers;
  await refuses(changed(bytes, listed, 24, 4, 100), /not a complete zip/);
  assert(process.memoryUsage().arrayBuffers - before < 20_000_000);
  await refuses(bytes, /too large/);
});

test("refuses files that share their bytes", async () => {
  const bytes = fromPython("archive.writestr('a.eb', 'x' * 10_000)\narchive.writestr('b.eb', 'x' * 10_000)");
  await refuses(changed(bytes, listed, 42, 4, 0, true), /not a complete zip/);
});

test("Python and unzip read what it writes", async () => {
  const files = [
    { path: "feedback/zoë.md", bytes: new TextEncoder().encode("# Zoë\n".repeat(1000)) },
    { path: "feedback/%2E.md", bytes: new Uint8Array() },
    { path: "marks.csv", bytes: Uint8Array.from({ length: 256 }, (_, index) => index) },
  ];
  const archive = zip.write(files, new Date(2026, 10, 27, 13, 14, 16));
  const path = join(folder, "written.zip");
  writeFileSync(path, Buffer.from(await archive.arrayBuffer()));
  const program = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps([[info.filename, archive.read(info).hex(), info.date_time] for info in archive.infolist()]))`;
  assert.deepEqual(
    JSON.parse(execFileSync("python3", ["-c", program, path])),
    files.map(file => [file.path, Buffer.from(file.bytes).toString("hex"), [2026, 11, 27, 13, 14, 16]]));
  execFileSync("zip", ["-qT", path]);
  const back = await zip.read(archive);
  assert.deepEqual(back.map(entry => entry.path), files.map(file => file.path));
  for (const [index, entry] of back.entries()) assert.deepEqual(await entry.bytes(), files[index].bytes);
});

test("an archive cannot have too many files", () => {
  const files = Array.from({ length: 65_535 }, (_, index) => ({ path: String(index), bytes: new Uint8Array() }));
  assert.throws(() => zip.write(files), ZipError);
});
