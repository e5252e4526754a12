/// # Benchmark
///
/// In: the programs to measure, by path. Out: a table of ratios, one row for each goal, with the word "holds" or "does not
/// hold". Both sides of a ratio are measured in the same run, on the same machine, and the least of several rounds counts,
/// since everything else that a machine does only ever adds time; start-up by the clock, all else in processor time. `run`
/// beside this file builds all that is needed and starts it.
@main
struct Benchmark {
  static func main() {
    do { try measure() } catch { print("CPython and Flask could not be measured: \(error)") }
  }

  private static func measure() throws {
    guard let programs = Programs(CommandLine.arguments.dropFirst()) else {
      print("usage: Benchmark ERRORBOOK STATIC-ERRORBOOK LUA PYTHON FLASK-SIDE [PART ...]; - where there is none")
      return
    }
    var table = Table()
    print("Flask's side ...")
    let flask = try FlaskSide(programs)
    let parts: [(name: String, measure: (inout Table) throws -> Void)] = [
      ("start-up", { StartUp(programs).measure(into: &$0) }),
      ("script", { try LongScript(programs).measure(against: flask, into: &$0) }),
      ("lookups", { Lookups().measure(against: flask, into: &$0) }),
      ("classes", { ClassBuilding().measure(against: flask, into: &$0) }),
      ("hunt", { Hunting().measure(into: &$0) }),
    ]
    for part in parts where programs.wanted.isEmpty || programs.wanted.contains(part.name) {
      print("\(part.name) ...")
      try part.measure(&table)
    }
    print("")
    table.print()
  }
}

/// The programs that take part; nil for those that are not there.
struct Programs {
  var errorbook: String
  var staticErrorbook: String?
  var lua: String?
  var python: String
  var flaskSide: String
  /// The parts to measure; none: all.
  var wanted: Set<String>

  init?(_ arguments: ArraySlice<String>) {
    let arguments = Array(arguments)
    guard arguments.count >= 5 else { return nil }
    errorbook = arguments[0]
    staticErrorbook = arguments[1] == "-" ? nil : arguments[1]
    lua = arguments[2] == "-" ? nil : arguments[2]
    python = arguments[3]
    flaskSide = arguments[4]
    wanted = Set(arguments.dropFirst(5))
  }
}
