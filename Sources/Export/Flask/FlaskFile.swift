import Diagnostics
import Resolution

extension TestFileWriter {
  /// Tests for pytest and Flask's test client.
  static let flask = TestFileWriter(framework: .flask) { plan, hasTests in
    var file = FlaskFile(plan, hasTests: hasTests)
    return file.text()
  }
}

/// Writes a plan as a Python file. This file has the head and the classes; the neighboring files add the app and the tests.
struct FlaskFile {
  let plan: ScriptPlan
  /// Whether the file has tests. If so, it also has routes, URLs and instructions.
  let hasTests: Bool
  var names: FileNames
  /// The blueprints that the current test creates itself.
  var ownBlueprints: Set<Int> = []
  /// The indices of the registrations of each blueprint.
  let registrations: [Int: [Int]]
  let keepsJoinedPrefixes: Bool
  /// Whether a test compares a default page of Flask or Werkzeug.
  let showsPages: Bool
  /// The URL prefixes of the current test's app, if the release stores them.
  var joinedPrefixes: JoinedPrefixes

  init(_ plan: ScriptPlan, hasTests: Bool) {
    self.plan = plan
    self.hasTests = hasTests
    names = FileNames(plan)
    registrations = plan.registrations
    keepsJoinedPrefixes = plan.keepsJoinedPrefixes
    showsPages = plan.showsPages
    joinedPrefixes = JoinedPrefixes(plan)
  }

  mutating func text() -> String {
    // The body is written first, because only then all imports are known.
    var body = PythonText()
    writeClasses(&body)
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
    out.line("    python3.11 -m venv flask-\(release.name)")
    out.line("    flask-\(release.name)/bin/pip install pytest \(release.pins.joined(separator: " "))")
    out.line("    flask-\(release.name)/bin/pytest THIS_FILE.py")
    if !plan.otherReleases.isEmpty {
      out.line("")
      let names = plan.otherReleases.joined(separator: ", ")
      for row in PythonText.wrapped(
        "The script also names Flask \(names): `errorbook export flask --flask RELEASE` writes the file for another"
          + " release.", to: 115)
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
    if ["1.0", "1.0.1"].contains(plan.release.name) {
      out.line("import collections")
      out.line("import collections.abc")
      out.space()
      out.comment(
        "Flask \(plan.release.name) imports MutableMapping from collections, but since Python 3.10 it is only in"
          + " collections.abc.")
      out.line("collections.MutableMapping = collections.abc.MutableMapping")
      out.space()
    }
    let imports = names.imports
    for (name, here) in (imports["builtins"] ?? [:]).sorted(by: { $0.key < $1.key }) { out.line(plain(name, here)) }
    if let here = imports[""]?["builtins"] {
      out.line(plain("builtins", here))
      out.space()
    }
    if let here = imports[""]?["pytest"] { out.line(plain("pytest", here)) }
    for module in ["flask", "werkzeug.exceptions", "werkzeug.routing"] {
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
    let constructor = planned.instanceCode.map { self.constructor($0, of: name) }
    out.block("class \(name)(\(bases)):") { out in
      if let code = planned.code { out.line("code = \(code.text)") }
      // pytest collects classes whose names start with `Test` as tests.
      if name.hasPrefix("Test") { out.line("__test__ = False") }
      guard let constructor else { return }
      out.space()
      out.block(constructor.header) { out in
        for line in constructor.body { out.line(line) }
      }
    }
  }

  /// Returns the constructor that sets the code of an instance.
  private mutating func constructor(_ code: PlannedClass.Code, of name: String) -> (header: String, body: [String]) {
    let (instance, values, options) = (names.helper("self"), names.helper("args"), names.helper("kwargs"))
    // Without arguments, only the plain name `super` works.
    let function = names.builtin("super")
    let next = function == "super" ? "super()" : "\(function)(\(name), \(instance))"
    return (
      "def __init__(\(instance), *\(values), **\(options)):",
      ["\(next).__init__(*\(values), **\(options))", "\(instance).code = \(code.text)"]
    )
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
