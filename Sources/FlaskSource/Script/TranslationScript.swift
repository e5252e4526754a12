import Diagnostics
import Rendering
import Resolution

/// A translated program as a script of the language. Under the same release, the script has the same answers.
///
/// The statements of each app are together. Tests with equal apps share one declaration of it: a test block starts a
/// fresh process. Tests that use an app of a module are `continuing` tests, in the order of the program.
public struct TranslationScript: Sendable {
  /// The script, with a line break at its end.
  public let text: String
  /// For each request of the script: the number of the client call among those of the program that have an answer; nil
  /// if the client follows a redirect after it.
  let callOrder: [Int?]
  /// The client calls to which a handler answers what its statement cannot say. The script has those answers as comments.
  let inexactCalls: Set<Int>

  /// Writes the script of a translation.
  public init(_ translation: Translation) {
    let plan = TranslationPlan(translation)
    var lines = [
      "# \(shown(translation.source.name)), read by errorbook for Flask \(translation.release.name)",
      "use flask \(translation.release.name)",
    ]
    lines += Self.problems(translation).map { "# \($0)" }
    var order: [Int?] = []
    var inexact: Set<Int> = []
    var isDirty = false
    for (index, section) in plan.sections.enumerated() {
      lines.append("")
      if index == 1 { lines.append("# Another app. The order of tests of different apps does not matter.") }
      if isDirty { lines.append("reset") }
      var writer = ScriptWriter(translation)
      writer.write(section)
      lines += writer.lines
      order += writer.callOrder
      inexact.formUnion(writer.inexactCalls)
      isDirty = writer.changesSession
    }
    text = lines.map { $0 + "\n" }.joined()
    callOrder = order
    inexactCalls = inexact
  }

  /// What is not modeled outside of tests, and syntax errors.
  private static func problems(_ translation: Translation) -> [String] {
    var problems = translation.diagnostics.map { diagnostic in
      "\(translation.source.shownLine(of: diagnostic.primary.span)): \(shown(diagnostic.message))"
    }
    var known = Set(problems)
    for case .skipped(_, let span, let reason) in translation.items {
      let problem =
        "\(translation.source.shownLine(of: span)) is not modeled: \(shown(translation.reasons[reason].text))"
      if known.insert(problem).inserted { problems.append(problem) }
    }
    return problems
  }
}

/// Returns a text for a comment: on one line, shortened, with control characters as escapes.
func shown(_ text: String) -> String {
  let words = text.split { $0 == " " || $0.isNewline || $0 == "\t" }.joined(separator: " ")
  let scalars = words.unicodeScalars
  let short = scalars.count > 160 ? String(String.UnicodeScalarView(scalars.prefix(157))) + "..." : words
  return escapedForDisplay(short)
}

extension SourceText {
  /// Returns `line 12`, or `conftest.py, line 12` for a file beside the program.
  func shownLine(of span: Span) -> String {
    let place = place(ofLine: line(of: span.start))
    return (place.file == name ? "" : "\(shown(place.file)), ") + "line \(place.line)"
  }
}

/// The items of a translation, by app.
struct TranslationPlan {
  /// An item of a translation.
  struct Step {
    var item: TranslationLog.Item
    /// The number of the test that it is in; nil outside of tests.
    var test: Int?
    /// The number of the client call among those with an answer, if it is one.
    var call: Int?
  }

  /// Statements that belong to one app, or to several apps with the same declarations.
  struct Section {
    /// The declarations before the first request.
    var setup: [Step] = []
    /// Steps outside of tests, and tests with their steps.
    var parts: [Part] = []
    /// Whether all tests use one app, so that each sees the effects of those before it.
    var isShared = false
  }

  /// Steps outside of tests, or those of one test.
  struct Part {
    var test: Test?
    var steps: [Step]
  }

  /// The name of a test, and where it is defined.
  struct Test: Equatable {
    var name: String
    var span: Span
  }

  private(set) var sections: [Section] = []
  private var tests: [Test] = []

  init(_ translation: Translation) {
    let apps = steps(of: translation)
    var indexes: [[StatementDraft]: Int] = [:]
    for steps in apps {
      let section = section(of: steps, translation)
      guard !section.isShared else {
        sections.append(section)
        continue
      }
      let key = section.setup.compactMap { $0.draft }
      if let index = indexes[key] {
        sections[index].parts += section.parts
      } else {
        indexes[key] = sections.count
        sections.append(section)
      }
    }
  }

  /// Returns the steps of each app, in order of the first one.
  private mutating func steps(of translation: Translation) -> [[Step]] {
    var apps: [Int: Int] = [:]
    var steps: [[Step]] = []
    var test: Int?
    var waiting: [Step] = []
    var latest: Int?
    var calls = 0
    for item in translation.items {
      var step = Step(item: item, test: test)
      var app: Int?
      switch item {
      case .declaration(let number, _, _): app = number
      case .request(let number, _, _, let call, _):
        app = number
        if call != nil {
          step.call = calls
          calls += 1
        }
      case .testBegins(let name, let span, _):
        // The block of `python FILE.py` is no test.
        if span != .nowhere {
          tests.append(Test(name: name, span: span))
          test = tests.count - 1
        }
        (latest, waiting) = (nil, [])
        continue
      case .testEnds:
        (test, latest, waiting) = (nil, nil, [])
        continue
      case .skipped: continue
      case .notModeled, .assertion: break
      }
      guard let app else {
        // It belongs to the app of the step before it, or after it.
        if let latest { steps[latest].append(step) } else { waiting.append(step) }
        continue
      }
      let index = apps[app] ?? steps.count
      if index == steps.count {
        apps[app] = index
        steps.append([])
      }
      steps[index] += waiting + [step]
      (latest, waiting) = (index, [])
    }
    return steps
  }

  private func section(of steps: [Step], _ translation: Translation) -> Section {
    var section = Section()
    let firstRequest = steps.firstIndex { $0.isRequest } ?? steps.count
    var setup = steps[..<firstRequest].indices.filter { steps[$0].draft != nil }
    section.isShared =
      Set(steps.compactMap { $0.test }).count > 1 || steps.contains { $0.isRequest && $0.test == nil }
      || setup.contains { steps[$0].isHandler(of: translation) }
    // The log declares a class when it is needed. In an app of a module, the classes of modules come first, as in Python. In
    // others, a class belongs to the request after it.
    if section.isShared {
      let classes = steps.indices.filter { steps[$0].isClass(of: translation) }
      let known = Set(classes)
      setup = classes + setup.filter { !known.contains($0) }
    } else {
      while let last = setup.last, case .declaration(_, .declareClass, _) = steps[last].item { setup.removeLast() }
    }
    section.setup = setup.map { steps[$0] }
    let written = Set(setup)
    for (index, step) in steps.enumerated() where !written.contains(index) {
      section.add(step, step.test.map { tests[$0] })
    }
    return section
  }
}

extension TranslationPlan.Section {
  /// Adds a step to the last part, or to a new one.
  fileprivate mutating func add(_ step: TranslationPlan.Step, _ test: TranslationPlan.Test?) {
    if parts.isEmpty || parts[parts.count - 1].test != test {
      parts.append(TranslationPlan.Part(test: test, steps: []))
    }
    parts[parts.count - 1].steps.append(step)
  }
}

extension TranslationPlan.Step {
  /// The declaration; nil for other steps.
  var draft: StatementDraft? { if case .declaration(_, let draft, _) = item { draft } else { nil } }

  /// Whether it declares a handler that is not registered in a function. Its app is one of the module.
  fileprivate func isHandler(of translation: Translation) -> Bool {
    guard case .declaration(_, .handler, let span) = item else { return false }
    return translation.isOfModule(span)
  }

  /// Whether it declares a class of a module.
  fileprivate func isClass(of translation: Translation) -> Bool {
    guard case .declaration(_, .declareClass, let span) = item else { return false }
    return translation.isOfModule(span)
  }

  /// Whether it is a request with an answer.
  var isRequest: Bool { if case .request = item { true } else { false } }
}
