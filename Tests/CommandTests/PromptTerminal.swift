import PseudoTerminal
import TemporaryFolder

/// The built program at a terminal, with a home of its own.
///
/// Each prompt carries the number of the line that is typed next, so waiting for `[4]>` waits for the answer to line 3.
func startPrompt(
  _ home: TemporaryFolder, _ arguments: [String] = [], environment: [String: String] = [:], rows: Int = 24,
  columns: Int = 80, prompt: String = "[1]>"
) throws -> PseudoTerminal {
  var environment = environment
  environment["HOME"] = home.path
  let terminal = try PseudoTerminal(
    PseudoTerminal.product("errorbook"), arguments, environment: environment, rows: rows, columns: columns)
  try terminal.expect(prompt)
  return terminal
}

extension PseudoTerminal {
  /// Types a line and waits for the prompt after it.
  func type(_ line: String, then prompt: String) throws {
    try send(line, Key.enter)
    try expect(prompt)
  }

  /// Types lines that are all right, from this number on.
  func type(_ lines: [String], from number: Int = 1) throws {
    for (index, line) in lines.enumerated() { try type(line, then: "[\(number + index + 1)]>") }
  }
}

/// The report of issue #2267, as it was filed.
let bugReport = [
  "class E1(Exception)", "class E2(Exception)", "class E(E1, E2)", #"handler E2 -> "E2", 500"#,
  #"handler Exception -> "Exception", 500"#, "use flask 0.12.2", "raise E1", "raise E",
]
