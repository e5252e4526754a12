// Marks classes with the browser's module for marking and with `errorbook grade`, and compares the marks, the feedback pages and
// the problems byte for byte. The classes have the layouts that teachers get, hostile names, and every kind of answer:
//
//     node Tests/Web/marking.mjs MODULE ERRORBOOK
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { Engine } from "./engine.mjs";

const [modulePath, errorbook] = process.argv.slice(2).map(path => resolve(path));
const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
for (const script of ["zip.js", "marking.js"]) {
  vm.runInThisContext(readFileSync(join(top, "Sources/BookFiles/Scripts", script), "utf8"), { filename: script });
}
const { marking } = globalThis.errorbook;
const folder = mkdtempSync(join(tmpdir(), "errorbook-marking-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

const module = new Engine(modulePath);
const engine = {
  async call(name, input) {
    module.write([input]);
    const status = module.exports[name]();
    return { status, bytes: new Uint8Array(module.output()) };
  },
};

// MARK: Lessons

/** The lessons as the page has them. It needs the files of the engine, but not what is in them. */
function lessonsOfPage() {
  const [engines, book] = ["engine", "book"].map(name => join(folder, name));
  mkdirSync(engines);
  for (const name of ["engine.js", "flask-engine.js", "marking-engine.js"]) writeFileSync(join(engines, name), "");
  execFileSync(errorbook, ["book", "--to", book, "--engine", engines]);
  const page = readFileSync(join(book, "mark.html"), "utf8");
  return JSON.parse(page.match(/<script type="application\/json" data-errorbook="data">(.*?)<\/script>/s)[1]).lessons;
}

const lessons = lessonsOfPage().map(lesson => {
  const named = role => Object.fromEntries(lesson.fences.flatMap(([words, content]) => {
    const found = words.match(new RegExp(`^errorbook ${role} ([a-z0-9-]+)`));
    return found ? [[found[1], content]] : [];
  }));
  return { ...lesson, starters: named("exercise"), solutions: named("solution"), wrong: named("wrong") };
});

// MARK: Classes

const people = [
  ["ada", "Ada Lovelace"], ["ben", "Ben"], ["zoe", "Zoë Åström"], ["o.neil", "O'Neil, Pat"], ["u7x", "Sam Lee"], ["u8x", "Sam Lee"],
  ["=1+1", "=cmd|' /C calc'!A0"], ["<b>", "<b>&amp;\"quoted\", `code`"], ["two\nlines", "two\nlines \u001b[31m"], ["mary-ann", "Ann"],
  ["\u202egnp", "\u202egnp"], ["-rf", "-rf"], ["名前", "名前"], ["longname".repeat(25), "Long"], ["cy", "Cy"], ["dee", "Dee"],
];

/** The answers of a person to an exercise, by the kind of the answer. */
const answers = [
  (lesson, name) => lesson.solutions[name] ?? "", (lesson, name) => lesson.wrong[name] ?? "handler", (lesson, name) => lesson.starters[name],
  () => "", () => "handler\n", () => Buffer.from([0xff, 0xfe, 0x00, 0x41, 0x80]), () => "#".repeat(20_000),
  (lesson, name) => `# errorbook variant: ada\n${lesson.solutions[name] ?? ""}`, () => "class А(Exception)\nclass A(Exception)\n", () => null,
  (lesson, name) => (lesson.solutions[name] ?? "").replaceAll("\n", "\r\n"), () => "reset\nuse 1.0\n",
  (lesson, name) => `\ufeff${lesson.solutions[name] ?? ""}`, () => "expect raise KeyError -> 500\n".repeat(200),
];

const page = (lesson, student) => "<!-- errorbook hand-in 1 -->\n" + Object.keys(lesson.starters).map((name, index) => (
  `\`\`\`errorbook answer ${name}\n${text(answer(lesson, student, index, name))}\`\`\`\n`)).join("");
const text = bytes => bytes === null ? "" : bytes.toString().replaceAll("```", "");
const answer = (lesson, student, index, name) => answers[(student + 3 * index) % answers.length](lesson, name);
const safe = name => name.replaceAll("/", "_");
const letters = name => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The files of a student by path, in each layout. */
const layouts = {
  folders: ([login], exercises) => exercises.map(([name, bytes]) => [`${login}/${name}.eb`, bytes]),
  spelled: ([login], exercises, index) => exercises.map(([name, bytes]) => (
    [`${login}/${[`${name.toUpperCase()}.EB`, `${name} (1).eb`, `Copy of ${name}.eb`, `${name}.eb.txt`, `my-${name}.eb`, `${name}.zip`, `${name}x.eb`][index % 7]}`, bytes])),
  nbgrader: ([login], exercises) => exercises.map(([name, bytes]) => [`${login}/week1/${name}.eb`, bytes]),
  wrapped: ([login], exercises) => exercises.map(([name, bytes]) => [`submissions/${login}/${name}.eb`, bytes]),
  repositories: ([login], exercises) => exercises.map(([name, bytes]) => [`week1-${login}/${name}.eb`, bytes]),
  pages: ([login], exercises, index, lesson) => [[`${login}.md`, page(lesson, index)]],
  canvas: ([, name], exercises, index) => exercises.map(([exercise, bytes], part) => (
    [`${letters(name)}${index % 4 === 1 ? "_LATE" : ""}_${100 + index}_${900 + index * 9 + part}_${exercise}.eb`, bytes])),
  moodle: ([, name], exercises, index) => exercises.map(([exercise, bytes]) => (
    [`${safe(name)}_${8000 + index}_assignsubmission_file/${exercise}.eb`, bytes])),
  gradescope: (person, exercises, index) => exercises.map(([exercise, bytes]) => [`submission_${400 + index}/${exercise}.eb`, bytes]),
  files: ([login], exercises, index) => exercises.slice(0, 1).map(([exercise, bytes]) => (
    [exercises.length > 1 ? `${login}_${exercise}.eb` : `${login}.eb`, bytes])),
};

const extras = {
  "notes.pdf": Buffer.from([1, 2, 3]), ".DS_Store": "x", "__MACOSX/._ada": "x", "ada/.git/config": "x", "README.txt": "read me", "old.zip": "PK",
  "deep/a/b/c/d/e/f/g/h/i/j/k/l/x.eb": "x",
};
const quoted = value => `"${value.replaceAll('"', '""')}"`;
const rosters = [
  null,
  ["roster.csv", "id,full name,email\r\n" + people.map(([login, name]) => (
    `${quoted(login)},${quoted(name)},${quoted(`${letters(login)}@example.org`)}\r\n`)).join("") + "nobody,No Body,n@example.org\r\n"],
  ["class list.txt", Buffer.from("\ufeff" + people.slice(2).map(([login]) => login.replaceAll("\n", " ")).join("\n"), "utf16le")],
];

function writeClass(place, lesson, layout) {
  const write = (path, bytes) => {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), bytes);
  };
  mkdirSync(place);
  people.forEach((person, index) => {
    const exercises = Object.keys(lesson.starters).map((name, part) => [name, answer(lesson, index, part, name)])
      .filter(([, bytes]) => bytes !== null);
    for (const [path, bytes] of layouts[layout](person, exercises, index, lesson)) {
      // Python's and the file system's limit; `/` cannot be part of a name.
      if (path.split("/").every(part => Buffer.byteLength(part) < 256)) write(path, bytes);
    }
  });
  if (layout === "gradescope") {
    write("submission_metadata.yml", people.map(([login, name], index) => (
      `submission_${400 + index}:\n  :submitters:\n  - :name: ${JSON.stringify(name)}\n    :sid: '${letters(login)}'\n`)).join(""));
  }
  for (const [path, bytes] of Object.entries(extras)) write(path, bytes);
  symlinkSync("/etc/passwd", join(place, "link.eb"));
  mkdirSync(join(place, "nothing"));
}

// MARK: Comparing

/** Returns the files of a folder as a page gets them. */
function chosen(place, path) {
  return readdirSync(join(place, path), { withFileTypes: true }).flatMap(entry => {
    const inner = `${path}/${entry.name}`;
    const read = async () => new Uint8Array(readFileSync(join(place, inner)));
    if (entry.isDirectory()) return [{ path: inner, kind: "folder", size: 0, read }, ...chosen(place, inner)];
    return [{ path: inner, kind: entry.isFile() ? "file" : "other", size: entry.isFile() ? statSync(join(place, inner)).size : 0, read }];
  });
}

function native(place, lesson, roster, variants, format) {
  const options = [...(roster ? ["--roster", roster[0]] : []), ...(variants ? ["--variants"] : [])];
  const { status, stderr } = spawnSync(
    errorbook, ["grade", join(top, "lessons", lesson.name), "in", ...options, "--format", format, "--to", `marks.${format}`, "--feedback", "pages"],
    { cwd: place, encoding: "utf8" });
  if (status !== 0) throw new Error(`grade failed: ${stderr}`);
  return { marks: readFileSync(join(place, `marks.${format}`)), notes: stderr };
}

let compared = 0;
let failures = 0;

function compare(what, expected, found) {
  compared += 1;
  if (Buffer.compare(Buffer.from(expected), Buffer.from(found)) === 0) return;
  failures += 1;
  const [left, right] = [expected, found].map(bytes => Buffer.from(bytes).toString().split("\n"));
  const line = left.findIndex((text, index) => text !== right[index]);
  console.log(`${what} differs in line ${line + 1}:\n- ${left[line]}\n+ ${right[line]}`);
}

async function compareClass(lesson, layout, roster, variants, isZip = false) {
  const what = `${lesson.name}, ${layout}, ${roster?.[0] ?? "no list"}${variants ? ", variants" : ""}${isZip ? ", zip" : ""}`;
  const place = mkdtempSync(join(folder, "class-"));
  writeClass(join(place, "in"), lesson, layout);
  if (roster) writeFileSync(join(place, roster[0]), roster[1]);
  const csv = native(place, lesson, roster, variants, "csv");
  const json = native(place, lesson, roster, variants, "json");
  let files = chosen(place, "in");
  if (isZip) {
    // Links are stored as links, not as the files that they name.
    execFileSync("zip", ["-qry", "class.zip", "in"], { cwd: place });
    const bytes = readFileSync(join(place, "class.zip"));
    files = [{ path: "class.zip", kind: "file", size: bytes.length, blob: new Blob([bytes]) }];
  }
  const options = { roster: roster && { name: roster[0], bytes: readFileSync(join(place, roster[0])) }, variants: variants ? "students" : "original" };
  const input = [];
  const result = await marking.mark(
    { call: (name, bytes) => { input.push(bytes); return engine.call(name, bytes); } }, lesson, options, files);
  compare(`${what}: CSV`, csv.marks, result.csv);
  compare(`${what}: JSON`, json.marks, marking.unpacked((await engine.call("errorbook_mark", input.at(-1))).bytes)[3]);
  const notes = [...result.faults, ...(result.summary ? [`before you use the marks: ${result.summary}; --strict stops here`] : [])];
  compare(`${what}: problems`, csv.notes, notes.map(note => `note: ${note}\n`).join(""));
  const pages = readdirSync(join(place, "pages")).sort();
  compare(`${what}: names of pages`, pages.join("\n"), result.pages.map(({ path }) => path).sort().join("\n"));
  for (const { path, bytes } of result.pages) compare(`${what}: page ${path}`, readFileSync(join(place, "pages", path)), bytes);
  rmSync(place, { recursive: true });
}

const names = Object.keys(layouts);
for (const [index, layout] of names.entries()) {
  for (const [number, roster] of rosters.entries()) {
    await compareClass(lessons[(index + number) % lessons.length], layout, roster, false, (index + number) % 3 === 0);
  }
}
for (const [index, lesson] of lessons.entries()) await compareClass(lesson, names[index % names.length], rosters[index % 3], index % 2 === 0);
console.log(`${compared} comparisons, ${failures} differences`);
if (failures > 0 || compared === 0) process.exitCode = 1;
