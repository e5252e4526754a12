import PseudoTerminal
import TemporaryFolder

/// The built program at a terminal, with its own home folder.
///
/// Each prompt has the number of the next line, so waiting for `[4]>` waits for the result of line 3.
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

  /// Types valid lines, starting with this number.
  func type(_ lines: [String], from number: Int = 1) throws {
    for (index, line) in lines.enumerated() { try type(line, then: "[\(number + index + 1)]>") }
  }
}

/// The program of Flask issue #2267.
let bugReport = [
  "class E1(Exception)", "class E2(Exception)", "class E(E1, E2)", #"handler E2 -> "E2", 500"#,
  #"handler Exception -> "Exception", 500"#, "use flask 0.12.2", "raise E1", "raise E",
]
