// Loads a script of the book without a browser, and returns what it adds to `errorbook`.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../Sources/BookFiles/Scripts");

// `changes` are globals that differ from those of node. `needed` are scripts that are loaded first.
export function load(name, changes = {}, needed = []) {
  const global = {};
  for (const each of [...needed, name]) {
    const script = vm.compileFunction(
      readFileSync(join(folder, each), "utf8"), ["globalThis", "window", ...Object.keys(changes)], { filename: each });
    script(global, global, ...Object.values(changes));
  }
  return global.errorbook;
}
