import Foundation

/// Whole processes: what it takes to start, run the program of the report, and be gone.
struct StartUp {
  let programs: Programs
  private static let rounds = 200

  init(_ programs: Programs) { self.programs = programs }

  func measure(into table: inout Table) {
    let script = FileManager.default.temporaryDirectory.appending(path: "errorbook-report.eb")
    try? Data(Self.report.utf8).write(to: script)
    defer { try? FileManager.default.removeItem(at: script) }
    let runs: [(String, String?, Double)] = [
      ("start-up, dynamic", programs.errorbook, 6), ("start-up, static", programs.staticErrorbook, 3),
    ]
    for (what, program, goal) in runs {
      guard let program, let lua = programs.lua else {
        table.add(what, "not measured", "lua5.4 or the static program is missing")
        continue
      }
      var mine = Double.infinity
      var other = Double.infinity
      for _ in 0..<Self.rounds {
        mine = min(mine, ProcessRun(program, ["run", script.path()])?.seconds ?? .infinity)
        other = min(other, ProcessRun(lua, ["-e", ""])?.seconds ?? .infinity)
      }
      table.addCost(what, mine, other, "lua5.4 -e ''", atMost: goal)
    }
  }

  /// The program of Flask issue #2267.
  private static let report = """
    use flask 0.12.2
    class E1(Exception)
    class E2(Exception)
    class E(E1, E2)
    handler E2 -> "E2", 200
    handler Exception -> "Exception", 200
    raise E1
    raise E

    """
}
