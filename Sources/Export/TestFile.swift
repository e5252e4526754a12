import Diagnostics
import Resolution

/// Writes a plan as a Python file. This file has the head and the classes; the neighboring files add the app and the tests.
struct TestFile {
  let plan: ScriptPlan
  let dialect: FileDialect
  /// Whether the file has tests. If so, it also has routes, URLs and instructions.
  let hasTests: Bool
  var names: FileNames
  /// The blueprints that the current test creates itself.
  var ownBlueprints: Set<Int> = []
  /// The build of the current test's app.
  var currentBuild = 0
  /// The indices of the registrations of each blueprint.
  let registrations: [Int: [Int]]
  let keepsJoinedPrefixes: Bool
  /// Whether a test compares a default page of Flask or Werkzeug.
  let showsPages: Bool
  /// The parts of URLs, for frameworks with a route for each name.
  let paths: RequestPaths
  /// The URL prefixes of the current test's app, if the release stores them.
  var joinedPrefixes: JoinedPrefixes

  init(_ plan: ScriptPlan, _ dialect: FileDialect, hasTests: Bool) {
    self.plan = plan
    self.dialect = dialect
    self.hasTests = hasTests
    names = FileNames(plan, dialect)
    paths = RequestPaths(plan)
    registrations = plan.registrations
    keepsJoinedPrefixes = plan.keepsJoinedPrefixes
    showsPages = plan.showsPages
    joinedPrefixes = JoinedPrefixes(plan)
  }

  mutating func text() -> String {
    // The body is written first, because only then all imports are known.
    var body = PythonText()
    writeClasses(&body)
    if hasTests { dialect.writeCauses(&self, &body) }
    writeApp(&body)
    if hasTests { writeTests(&body) }
    var head = PythonText()
    writeHead(&head)
    writeImports(&head)
    return head.text + "\n\n" + body.text
  }

  // MARK: Head

  private func writeHead(_ out: inout PythonText) {
    let release = plan.release
    // Inside triple quotes, backslashes and quotes must be escaped.
    let title = singleLine(plan.title).withEach("\\", as: "\\\\").withEach("\"", as: "\\\"")
    defer { out.space() }
    guard hasTests else {
      return out.line("\"\"\"The app of \(title) for \(release.fullName), written by errorbook.\"\"\"")
    }
    out.line("\"\"\"\(title) for \(release.fullName), written by errorbook.")
    out.line("")
    out.line("The tests send the requests of the script in order and assert what errorbook predicts for this release.")
    out.line("Each test creates its own app. To run the tests with Python 3.11:")
    out.line("")
    let word = release.frameworkWord
    let folder = "\(word)-\(release.name)"
    out.line("    python3.11 -m venv \(folder)")
    out.line("    \(folder)/bin/pip install \((["pytest"] + dialect.pins(release)).joined(separator: " "))")
    out.line("    \(folder)/bin/pytest THIS_FILE.py")
    if !plan.otherReleases.isEmpty {
      out.line("")
      let names = plan.otherReleases.joined(separator: ", ")
      for row in PythonText.wrapped(
        "The script also names \(release.framework.name) \(names): `errorbook export \(word) --\(word) RELEASE` writes the file"
          + " for another release.", to: 115)
      { out.line(row) }
    }
    if !plan.leftOut.isEmpty {
      out.line("")
      for row in PythonText.wrapped(
        "Left out, because tests can only try some orders of requests: \(plan.leftOut.joined(separator: ", ")). `errorbook run`"
          + " checks such claims for all orders.", to: 115)
      { out.line(row) }
    }
    out.line("\"\"\"")
  }

  private mutating func writeImports(_ out: inout PythonText) {
    dialect.writePreamble(self, &out)
    let imports = names.imports
    for (name, here) in (imports["builtins"] ?? [:]).sorted(by: { $0.key < $1.key }) { out.line(plain(name, here)) }
    if let here = imports[""]?["builtins"] {
      out.line(plain("builtins", here))
      out.space()
    }
    for module in ["asyncio", "pytest"] {
      if let here = imports[""]?[module] { out.line(plain(module, here)) }
    }
    for module in dialect.modules {
      guard let list = imports[module], !list.isEmpty else { continue }
      let parts = list.sorted { $0.key < $1.key }.map { name, here in name == here ? name : "\(name) as \(here)" }
      writeImport(module, parts, &out)
    }
  }

  private func plain(_ name: String, _ here: String) -> String {
    name == here ? "import \(name)" : "import \(name) as \(here)"
  }

  private func writeImport(_ module: String, _ parts: [String], _ out: inout PythonText) {
    let line = "from \(module) import \(parts.joined(separator: ", "))"
    guard line.count > 100 else { return out.line(line) }
    out.block("from \(module) import (") { out in
      for part in parts { out.line("\(part),") }
    }
    out.line(")")
  }

  // MARK: Classes

  private mutating func writeClasses(_ out: inout PythonText) {
    for (index, planned) in plan.classes.enumerated() {
      let name = names.classes[index]
      out.space(2)
      if name != planned.name { out.comment("Line \(planned.line) of the script names this class \(planned.name).") }
      writeClass(planned, named: name, &out)
      if name != planned.name {
        out.space()
        out.line("\(name).__name__ = \(pythonLiteral(planned.name))")
      }
    }
    if !plan.classes.isEmpty { out.space(2) }
  }

  mutating func writeClass(_ planned: PlannedClass, named name: String, _ out: inout PythonText) {
    let bases = planned.bases.map { names.reference($0) }.joined(separator: ", ")
    let constructor = constructor(planned, named: name)
    out.block("class \(name)(\(bases)):") { out in
      if let attribute = dialect.codeAttribute, let code = planned.code { out.line("\(attribute) = \(code.text)") }
      // pytest collects classes whose names start with `Test` as tests.
      if name.hasPrefix("Test") { out.line("__test__ = False") }
      switch constructor {
      case nil: return
      case .inherited(let owner): out.line("__init__ = \(owner).__init__")
      case .function(let header, let lines):
        out.space()
        out.block(header) { out in
          for line in lines { out.line(line) }
        }
      }
    }
  }

  private enum ClassConstructor {
    /// That of a base class.
    case inherited(String)
    case function(header: String, body: [String])
  }

  /// Returns the constructor that sets the code of an instance, or that calls constructors of the framework's classes.
  private mutating func constructor(_ planned: PlannedClass, named name: String) -> ClassConstructor? {
    let owners = dialect.callsOwnConstructor ? planned.constructors : []
    let code = dialect.codeAttribute.flatMap { attribute in planned.instanceCode.map { "\(attribute) = \($0.text)" } }
    if code == nil, owners.count < 2 { return owners.first.map { .inherited(names.reference($0.type)) } }
    let (instance, values, options) = (names.helper("self"), names.helper("args"), names.helper("kwargs"))
    var lines = owners.dropLast().map { owner in
      "\(names.reference(owner.type)).__init__(\(instance), \(dialect.arguments(owner) ?? ""))"
    }
    if let last = owners.last {
      lines.append("\(names.reference(last.type)).__init__(\(instance), *\(values), **\(options))")
    } else {
      // Without arguments, only the plain name `super` works.
      let function = names.builtin("super")
      let next = function == "super" ? "super()" : "\(function)(\(name), \(instance))"
      lines.append("\(next).__init__(*\(values), **\(options))")
    }
    if let code { lines.append("\(instance).\(code)") }
    return .function(header: "def __init__(\(instance), *\(values), **\(options)):", body: lines)
  }
}

extension PlannedClass.Code {
  fileprivate var text: String {
    switch self {
    case .number(let number): String(number)
    case .none: "None"
    }
  }
}
