import Foundation

/// What CPython and Flask take for the same work, in seconds: measured in one process by flask_side.py, which prints a
/// name and a number a line.
struct FlaskSide {
  /// Of a script like `LongScript`, one statement.
  let statement: Double
  /// `_find_error_handler`, by the depth of the class in its MRO.
  let lookups: [Int: Double]
  let chain: Double
  let wide: Double
  let versions: String

  struct Unusable: Error {}

  init(_ programs: Programs) throws {
    let script = FileManager.default.temporaryDirectory.appending(path: "errorbook-flask.eb")
    defer { try? FileManager.default.removeItem(at: script) }
    // A tenth of the script and its time a statement: CPython's work grows in proportion, its memory does too.
    try Data(LongScript.script(LongScript.statements / 10).utf8).write(to: script)
    let process = Process()
    process.executableURL = URL(filePath: programs.python)
    process.arguments = [programs.flaskSide, script.path()]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Unusable() }
    var numbers: [String: Double] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2 { numbers[String(words[0])] = Double(words[1]) }
    }
    func number(_ name: String) throws -> Double {
      guard let number = numbers[name] else { throw Unusable() }
      return number
    }
    statement = try number("statement")
    chain = try number("chain")
    wide = try number("wide")
    lookups = try Dictionary(uniqueKeysWithValues: Lookups.depths.map { ($0, try number("lookup-\($0)")) })
    versions = text.split(separator: "\n").first.map { String($0) } ?? ""
    print(versions)
  }
}
