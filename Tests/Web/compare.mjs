// Runs every lesson cell and every script of the tests in both modules of the browser engine and in the native program,
// every Flask program in the larger module, and compares the output byte for byte. Then it checks the answers to all
// exercises and types at the prompt:
//
//     node Tests/Web/compare.mjs FOLDER ERRORBOOK
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Engine } from "./engine.mjs";

const [engines, errorbook] = process.argv.slice(2);
const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = mkdtempSync(join(tmpdir(), "errorbook-web-"));
const atOnce = 4;

function files(path, ending) {
  return readdirSync(join(top, path), { recursive: true }).filter(name => name.endsWith(ending)).sort()
    .map(name => join(top, path, name));
}

// Returns the cells of a page as scripts: each cell alone, and each cell after all earlier ones.
function scriptsOf(page) {
  const cells = [...readFileSync(page, "utf8").matchAll(/^```errorbook(?: predict| brief)*\r?\n(.*?)^```/gms)].map(found => found[1]);
  return [...cells, ...cells.map((_, index) => cells.slice(0, index + 1).join(""))];
}

const scripts = [...files("lessons", ".md"), join(top, "README.md")].flatMap(scriptsOf).map(text => Buffer.from(text));
for (const path of ["lessons", "Tests"].flatMap(path => files(path, ".eb"))) scripts.push(readFileSync(path));

const cases = [];
for (const [index, script] of scripts.entries()) {
  const path = join(folder, `${index}.eb`);
  writeFileSync(path, script);
  for (const format of ["text", "plain", "json"]) cases.push({ path, script, format });
}

// Flask programs in one file. They run, and are translated. The browser does not know the folder of a program, so it
// does not know which templates exist.
const programs = ["programs", "reports"].flatMap(group => files(`Tests/FlaskPrograms/${group}`, ".py"))
  .filter(path => ["programs", "reports"].includes(basename(dirname(path))))
  .filter(path => !readFileSync(path, "utf8").includes("render_template("));
for (const [index, program] of programs.entries()) {
  const script = readFileSync(program);
  const path = join(folder, `program${index}.py`);
  writeFileSync(path, script);
  for (const format of ["text", "plain", "json", "translate"]) cases.push({ path, script, format });
}

const options = { text: [], plain: ["--plain"], json: ["--format", "json"], translate: [] };

// Standard output and standard error combined, in the order in which they were written.
async function native({ path, format }) {
  const word = format === "translate" ? "translate" : "run";
  const command = `"$0" ${word} "$@" 2>&1; printf '%s' $? > "$1.${format}.status"`;
  const { stdout } = await promisify(execFile)(
    "sh", ["-c", command, errorbook, path, ...options[format]], { encoding: "buffer", maxBuffer: 1 << 28 });
  return { output: stdout, status: Number(readFileSync(`${path}.${format}.status`, "utf8")) };
}

const core = new Engine(join(engines, "engine.wasm"));
const programEngine = new Engine(join(engines, "flask-engine.wasm"));
let differences = 0;
let next = 0;

// Returns what the modules print that can run a case.
function inBrowser({ path, script, format }) {
  if (format === "translate") return [programEngine.translate(path, script)];
  if (path.endsWith(".py")) return [programEngine.runProgram(path, script, format)];
  return [core, programEngine].map(engine => engine.run(path, script, format));
}

async function work() {
  while (next < cases.length) {
    const each = cases[next++];
    const expected = await native(each);
    for (const found of inBrowser(each)) {
      if (expected.status === found.status && expected.output.equals(found.output)) continue;
      if (differences++ === 0) {
        console.log(`differs: ${each.format}\n${each.script}\n-- native, ${expected.status}:\n${expected.output}`);
        console.log(`-- in the browser, ${found.status}:\n${found.output}`);
      }
    }
  }
}

try {
  await Promise.all(Array.from({ length: atOnce }, work));
} finally {
  rmSync(folder, { recursive: true });
}

// Returns the fences of a page, parsed like errorbook does.
function fencesOf(page) {
  return [...readFileSync(page, "utf8").matchAll(/^(`{3,})([^`\n]*)\n(.*?)^\1\s*$/gms)]
    .map(([, , words, content]) => ({ words: words.trim(), content }));
}

// The typed lines with the expected status and output.
const typed = [
  ["class Timeout(Exception)", 0, "Timeout -> Exception\n3.1.0 [2]> "], ["test \"a block\" {", 1, " ... "],
  ["expect raise Timeout -> 500", 1, " ... "], ["}", 0, "passed"], ["undo", 0, "undone: class Timeout(Exception), with test"],
  ["raise Timeuot", 0, "no class is named `Timeuot`"], ["save a.eb", 2, "3.1.0"], ["help raise", 0, "raise"], ["explain", 0, "unknown-class"],
];
if (core.startPrompt() !== "3.1.0 [1]> ") differences++;
for (const [line, status, part] of typed) {
  const found = core.type(line);
  if (found.status === status && found.output.includes(part)) continue;
  if (differences++ === 0) console.log(`at the prompt: ${line}`, found);
}

// The text of HTML inside `pre`.
const textOf = html => html.replace(/<[^>]*>/g, "")
  .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");

// Each lesson as a page: a cell prints what the lesson shows, an answer gets the verdict of the lesson. The smaller module
// refuses what needs Flask programs, and only that.
let cells = 0;
let refused = 0;
let answers = 0;
for (const engine of [core, programEngine]) for (const path of files("lessons", ".md")) {
  const fences = fencesOf(path);
  const isCell = ({ words }) => /^(errorbook( predict| brief)*|errorbook quiz [a-z0-9-]+|python errorbook)$/.test(words);
  const count = engine.openLesson(basename(path), fences);
  if (count !== fences.filter(isCell).length) differences++;
  let index = -1;
  let needsPrograms = false;
  for (const [place, fence] of fences.entries()) {
    if (isCell(fence)) {
      index++;
      needsPrograms ||= engine === core && fence.words.startsWith("python");
      if (needsPrograms) {
        refused++;
        if (!engine.cell("run", index).needsPrograms) differences++;
        continue;
      }
      const shown = JSON.parse(engine.cell("run", index).output);
      const expected = fences[place + 1]?.words === "output" ? fences[place + 1].content : shown.text;
      const isRight = shown.text === expected && textOf(shown.output) === shown.text
        && textOf(engine.highlight(fence.content)) === fence.content;
      if (!isRight && differences++ === 0) console.log(`a cell of ${path}:\n${fence.content}`, shown);
      if (fence.words.includes(" predict") && !JSON.parse(engine.cell("question", index).output).question) differences++;
      cells++;
    }
    const [first, role, name] = fence.words.split(/\s+/);
    if (first !== "errorbook" || !["solution", "also", "wrong"].includes(role)) continue;
    answers++;
    const verdict = engine.check(name, fence.content);
    if (verdict.needsPrograms === needsPrograms && needsPrograms) continue;
    if (verdict.passed !== (role !== "wrong") && differences++ === 0) console.log(`a verdict of ${path}`, fence, verdict);
  }
}

// The stepper beside a fresh process, the classes, and completion.
const engine = core;
engine.openLesson("shop.md", [{
  words: "errorbook",
  content: "use flask 0.12.2\nclass A(Exception)\nclass B(Exception)\nclass C(A, B)\nhandler B -> \"b\", 402\n"
    + "handler Exception -> \"x\", 500\nraise A\n",
}]);
const steps = JSON.parse(engine.cell("step", 0, "raise C").output);
if (steps.difference !== 1 || steps.now.lookups[0].rows[1].writtenAt !== 7 || steps.fresh === null) differences++;
if (!engine.cell("classes", 0).output.includes('class="box diamond"')) differences++;
if (engine.cell("run", 1).status !== 2 || engine.check("nothing", "").status !== 2) differences++;
if (engine.complete("han").candidates[0]?.text !== "handler") differences++;

const modules = [core, programEngine].map(({ module }) => WebAssembly.Module.imports(module).length);
console.log(
  `${cases.length} cases, ${cells} cells of pages, ${refused} refused without Flask programs, ${answers} answers, ` +
  `${differences} differences; ${modules.join(" and ")} imports`);
const isComplete = cases.length > 600 && answers > 100 && cells > 200 && refused > 0;
process.exit(differences === 0 && modules.every(count => count === 0) && isComplete ? 0 : 1);
