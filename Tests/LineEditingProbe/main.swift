// A program for tests: reads entries and prints each on one line. Some words are commands.
//
// LINEEDIT_HISTORY is the path of the history file. LINEEDIT_STYLE=linear selects linear reading.
import Files
import LineEditing
import OperatingSystem

func quoted(_ bytes: [UInt8]) -> String {
  "\"" + String(decoding: bytes, as: UTF8.self).replacing("\n") + "\""
}

extension String {
  fileprivate func replacing(_ newline: Character) -> String {
    split(separator: newline, omittingEmptySubsequences: false).joined(separator: "\\n")
  }
}

func say(_ text: String) {
  try? writeAll(Array((text + "\n").utf8), to: StandardStream.output)
}

let words = ["class", "handler", "raise", "Timeout", "TimeoutError", "TimeoutExpired", "café", "folder/", "日本語", "日本酒"]

func complete(_ line: [UInt8]) -> Completion {
  let start = (line.lastIndex(of: UInt8(ascii: " ")) ?? -1) + 1
  let typed = String(decoding: line[start...], as: UTF8.self).lowercased()
  let all = typed.hasPrefix("many") ? (1...312).map { "many\($0)" } : words
  let fitting = all.filter { $0.lowercased().hasPrefix(typed) }
  return Completion(from: start, candidates: fitting.map { .init($0, endsWord: !$0.hasSuffix("/")) })
}

/// Runs until it is interrupted, like a long script.
func spin() {
  say("spinning")
  while !InterruptFlag.isSet { sleep(milliseconds: 2) }
  InterruptFlag.reset()
  say("interrupted")
}

InterruptFlag.watch()
let editor = LineEditor(
  .init(
    program: "probe", style: ThisProcess.environment("LINEEDIT_STYLE") == "linear" ? .linear : .keys,
    historyFile: ThisProcess.environment("LINEEDIT_HISTORY").map { HistoryFile(path: $0) }, complete: complete))
say("style \(editor.style), \(editor.history.entries.count) entries kept")

reading: while true {
  for problem in editor.takeHistoryProblems() { say("problem \(problem)") }
  var entry: [UInt8] = []
  let reading = editor.readEntry(prompt: "\u{1B}[1;32mprobe>\u{1B}[0m ", continuation: "  ...> ") { line in
    entry += line
    return entry.last == UInt8(ascii: "{")
      || entry.contains(UInt8(ascii: "{")) && !entry.contains(UInt8(ascii: "}"))
  }
  switch reading {
  case .entry(let entry):
    say("entry \(quoted(entry))")
    if entry == Array("spin".utf8) { spin() }
    if entry == Array("ask".utf8) { say("answer \(editor.readAnswer(prompt: "name? "))") }
    if entry == Array("history".utf8) { editor.history.entries.forEach { say("kept \(quoted($0))") } }
  case .cancelled: say("cancelled")
  case .endOfInput:
    editor.endBySignal()
    say("end of input")
    break reading
  }
}
