import Diagnostics
import Resolution
import Syntax

/// `create_app()`: creates the app that a test starts with.
///
/// If all tests start with the same declarations, it takes no argument. If some declarations come after requests and only
/// apply from the next process on, its argument is the line of the script up to which to build the app.
extension TestFile {
  mutating func writeApp(_ out: inout PythonText) {
    if plan.usesReceived {
      out.space(2)
      out.comment("The exception classes that handlers received for the last request.")
      out.line("\(names.helper("received")) = []")
    }
    for index in plan.declarations.indices where isFunctionOfModule(index) {
      out.space(2)
      writeFunction(of: index, decorator: nil, &out)
      out.space(2)
    }
    out.space(2)
    let parameter = hasBuilds ? names.helper("at_line") : ""
    out.block("def \(names.helper("create_app"))(\(parameter)):") { out in
      if hasBuilds { out.line("\"\"\"Returns the app as of a line of the script.\"\"\"") }
      writeBody(&out)
    }
    out.space(2)
  }

  private var hasBuilds: Bool { plan.builds.count > 1 }

  /// Returns the call that creates the app of a build.
  mutating func creation(of build: Int) -> String {
    "\(names.helper("create_app"))(\(hasBuilds ? "\(names.helper("at_line"))=\(build)" : ""))"
  }

  private mutating func writeBody(_ out: inout PythonText) {
    dialect.writeNewApp(&self, &out)
    for (condition, indices) in grouped(.options) {
      write(under: condition, &out) { file, out in
        for index in indices { file.writeOption(index, &out) }
      }
    }
    writeBlueprints(&out)
    for (condition, indices) in grouped(.handlers) {
      write(under: condition, &out) { file, out in
        for index in indices { file.writeRegistration(of: index, &out) }
      }
    }
    if hasTests { writeRoutes(&out) }
    writeMounts(&out)
    dialect.writeEnd(&self, &out)
    out.space()
    out.line("return \(names.helper("app"))")
  }

  // MARK: Parts that belong only to some builds

  private enum Part { case options, blueprints, handlers, mounts }

  /// Returns the declarations of a part. Adjacent ones that belong to the same builds form a group.
  private func grouped(_ part: Part) -> [(condition: String?, indices: [Int])] {
    var indices = plan.declarations.indices.filter { index in
      guard !plan.declarations[index].builds.isEmpty else { return false }
      switch plan.declarations[index].kind {
      case .option: return part == .options
      case .blueprint: return part == .blueprints
      case .registration: return part == .mounts
      case .handler: return part == .handlers
      }
    }
    if part == .mounts { indices = inOrder(indices) }
    var groups: [(condition: String?, indices: [Int])] = []
    for index in indices {
      let condition = condition(of: index)
      if let last = groups.indices.last, groups[last].condition == condition {
        groups[last].indices.append(index)
      } else {
        groups.append((condition, [index]))
      }
    }
    return groups
  }

  /// Returns the condition for a declaration; nil if it belongs to every build.
  private func condition(of index: Int) -> String? {
    let all = plan.builds.sorted()
    let own = all.filter { plan.declarations[index].builds.contains($0) }
    guard own.count < all.count, let first = own.first, let last = own.last else { return nil }
    let line = "at_line"
    if own.count == 1, first != all.last { return "\(line) == \(first)" }
    if own == all.filter({ $0 >= first }) { return "\(line) >= \(first)" }
    if own == all.filter({ $0 <= last }) { return "\(line) <= \(last)" }
    if own == all.filter({ $0 >= first && $0 <= last }) { return "\(first) <= \(line) <= \(last)" }
    return "\(line) in (\(own.map { String($0) }.joined(separator: ", ")))"
  }

  private mutating func write(
    under condition: String?, _ out: inout PythonText, _ body: (inout TestFile, inout PythonText) -> Void
  ) {
    guard let condition else { return body(&self, &out) }
    let named = condition.withEach("at_line", as: names.helper("at_line"))
    out.space()
    out.block("if \(named):") { out in body(&self, &out) }
    out.space()
  }

  private mutating func writeOption(_ index: Int, _ out: inout PythonText) {
    guard case .option(let name, let on) = plan.declarations[index].kind else { return }
    out.line(dialect.setting(&self, name, on))
  }

  // MARK: Blueprints

  private mutating func writeBlueprints(_ out: inout PythonText) {
    for refusal in plan.leftOutBlueprints {
      out.comment(
        "Line \(refusal.line): the blueprint \(pythonLiteral(refusal.name)) is left out, because its name makes \(plan.release.framework.name) raise"
          + " \(refusal.error).")
    }
    for (condition, indices) in grouped(.blueprints) {
      write(under: condition, &out) { file, out in
        for index in indices { file.dialect.writeBlueprint(&file, index, &out) }
      }
    }
  }

  private mutating func writeMounts(_ out: inout PythonText) {
    for (condition, indices) in grouped(.mounts) {
      out.space()
      write(under: condition, &out) { file, out in
        for index in indices { out.line(file.mount(index)) }
      }
    }
  }

  /// Returns the statement that registers a blueprint on the app or on another blueprint.
  private mutating func mount(_ index: Int) -> String {
    guard let registration = plan.registration(index) else { return "" }
    let parent = registration.parent.map { names.declarations[$0] } ?? names.helper("app")
    return dialect.mount(&self, registration, index, parent, names.declarations[registration.blueprint])
  }

  /// Returns the URL prefixes after the registrations in `create_app`.
  func joinedPrefixes(ofBuild build: Int) -> JoinedPrefixes {
    var prefixes = JoinedPrefixes(plan)
    guard keepsJoinedPrefixes else { return prefixes }
    let registered = plan.declarations.indices.filter {
      plan.registration($0) != nil && plan.declarations[$0].builds.contains(build)
    }
    for index in inOrder(registered) { prefixes.register(index, names) }
    return prefixes
  }

  // MARK: Routes

  private mutating func writeRoutes(_ out: inout PythonText) {
    dialect.writeRoutes(&self, nil, &out)
    for index in plan.declarations.indices where !plan.declarations[index].builds.isEmpty {
      guard dialect.needsRoutes && plan.isBlueprint(index) || plan.routes.contains(where: { $0.scope == index }) else {
        continue
      }
      write(under: condition(of: index), &out) { file, out in file.dialect.writeRoutes(&file, index, &out) }
    }
  }
}
