import PseudoTerminal

/// Starts the probe and waits for its first prompt.
func startProbe(
  _ environment: [String: String] = [:], rows: Int = 24, columns: Int = 80, prompt: String = "probe>"
) throws -> PseudoTerminal {
  let terminal = try PseudoTerminal(
    PseudoTerminal.product("LineEditingProbe"), environment: environment, rows: rows, columns: columns)
  try terminal.expect(prompt)
  return terminal
}

extension PseudoTerminal {
  /// Types a line and waits until the probe has received it.
  func enter(_ line: String) throws {
    try send(line, Key.enter)
    try expect("entry \"\(line)\"")
    try expect("probe>")
  }
}
