import Foundation

/// A script of a million statements, a third each of classes, handlers and raises, as a whole process; Flask does the same
/// work with none of the words: it makes the classes, registers the handlers, and finds a handler for an instance of each
/// class that is raised.
struct LongScript {
  let programs: Programs
  static let statements = 1_000_000

  init(_ programs: Programs) { self.programs = programs }

  func measure(against flask: FlaskSide, into table: inout Table) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "errorbook-long.eb")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(Self.script(Self.statements).utf8).write(to: file)
    guard let run = ProcessRun.fastest(of: 3, programs.errorbook, ["run", file.path()]), run.status == 0 else {
      return table.add("1,000,000 statements", "did not run")
    }
    table.addSpeed(
      "1,000,000 statements, text", run.processorSeconds, flask.statement * Double(Self.statements), "CPython + Flask",
      atLeast: 100)
    let bytes = run.peakMemory / Self.statements
    table.add(
      "their peak memory", "\(bytes) bytes a statement", goal: "at most 300 bytes", holds: bytes <= 300)
    if let json = ProcessRun.fastest(of: 2, programs.errorbook, ["run", "--format", "json", file.path()]) {
      table.add("the same, as JSON Lines", time(json.processorSeconds))
    }
  }

  /// Classes that derive from one of the fifty before them, no deeper than twelve, a handler for each, and raises of
  /// classes spread over all of them. Declarations come first, as Flask 3.1 wants them.
  static func script(_ statements: Int) -> String {
    let count = statements / 3
    var lines = ""
    var depths: [Int] = []
    for index in 0..<count {
      let parent = index - 1 - (index &* 7) % 50
      let isDerived = parent >= 0 && depths[parent] < 12
      depths.append(isDerived ? depths[parent] + 1 : 1)
      lines += "class C\(index)(\(isDerived ? "C\(parent)" : "Exception"))\n"
    }
    for index in 0..<count { lines += "handler C\(index) -> \"answer\", 500\n" }
    for index in 0..<(statements - 2 * count) { lines += "raise C\((index &* 7919) % max(1, count))\n" }
    return lines
  }
}
