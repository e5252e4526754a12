import Diagnostics
import Resolution
import Syntax

/// What can be wrong with a class statement, or with the use of a class.
let classKinds: [DiagnosticKind] = [
  .unknownClass, .refusedClass, .missingBase, .laterClass, .absentClass, .duplicateClass, .shadowsKnown,
  .unacceptableBase, .layoutConflict, .duplicateBase, .inconsistentMRO, .tooManyClasses, .tooManyEntries,
]

extension DiagnosticKind {
  /// An error: the name is neither a declared class nor a known one.
  public static let unknownClass = DiagnosticKind(
    "unknown-class", title: "A class that was never declared",
    explanation: """
      The name stands for no class: it is neither declared in this session, above this line, nor one of Python's \
      exceptions or Werkzeug's HTTP errors. As in Python, upper and lower case matter.
      """,
    wrong: """
      class Timeout(Exception)
      raise TimeOut
      """,
    right: """
      class Timeout(Exception)
      raise Timeout
      """)

  /// An error: the class does not exist, since its statement was refused.
  public static let refusedClass = DiagnosticKind(
    "refused-class", title: "A class that was refused above",
    explanation: """
      The statement that was to declare the class got an error, so the class does not exist. Mend that statement first: \
      this one is fine once the class is there.
      """,
    wrong: """
      class Flag(bool)
      raise Flag
      """,
    right: """
      class Flag(Exception)
      raise Flag
      """)

  /// An error: a base does not exist, since its statement was refused.
  public static let missingBase = DiagnosticKind(
    "missing-base", title: "A base that was refused above",
    explanation: """
      A class cannot be built on a class that does not exist, and the base was refused where it was to be declared. \
      Mend that statement first.
      """,
    wrong: """
      class Flag(bool)
      class Banner(Flag)
      """,
    right: """
      class Flag(Exception)
      class Banner(Flag)
      """)

  /// An error: the known class came with a later Werkzeug than the one of the release in use.
  public static let laterClass = DiagnosticKind(
    "later-class", title: "A class that came with a later Werkzeug",
    explanation: """
      Flask's HTTP errors are Werkzeug's, and Werkzeug gained some over the years: MisdirectedRequest (421) with 3.1, \
      the private class _RetryAfter with 1.0. Each Flask release is modelled with the Werkzeug that it was measured \
      with.

      When `use flask` goes to such a release, statements that need the class are left out of the app there, and return \
      with a release that has it.
      """,
    wrong: """
      use flask 1.0
      abort 404
      raise MisdirectedRequest
      """,
    right: """
      use flask 3.1
      abort 404
      raise MisdirectedRequest
      """)

  /// An error: the class was left out of the app when `use` went to a release that cannot have it.
  public static let absentClass = DiagnosticKind(
    "absent-class", title: "A class that does not exist under this release",
    explanation: """
      The class is declared, but it rests on something that the release in use does not have, so it is left out of the \
      app there. It returns with a release that has what it needs.
      """,
    wrong: """
      class Misrouted(MisdirectedRequest)
      use flask 1.0
      raise Misrouted
      """,
    right: """
      class Misrouted(MisdirectedRequest)
      raise Misrouted
      """)

  /// An error: a declared class has the name already.
  public static let duplicateClass = DiagnosticKind(
    "duplicate-class", title: "A class that is declared already",
    explanation: """
      A name stands for one class for the whole session. In Python a second class statement would make a new class under \
      the same name, while handlers would still be registered for the old one: two classes that print alike. errorbook \
      asks for two names instead. `reset` forgets all classes.
      """,
    wrong: """
      class Timeout(Exception)
      class Timeout(OSError)
      """,
    right: """
      class Timeout(Exception)
      class SocketTimeout(OSError)
      """)

  /// A note: the declared class has the name of a known one and hides it from here on.
  public static let shadowsKnown = DiagnosticKind(
    "shadows-known", title: "A class that hides one of Python's or Werkzeug's",
    explanation: """
      The name belongs to a class that is known without a declaration. From here on it means the new class; statements \
      above keep the old one. Flask itself still raises and catches the original, as it would in a real program that \
      hides a built-in name.
      """,
    wrong: """
      class TimeoutError(Exception)
      """,
    right: """
      class PaymentTimeout(Exception)
      """)

  /// An error: Python allows no class to derive from the base, such as `bool`.
  public static let unacceptableBase = DiagnosticKind(
    "unacceptable-base", title: "A base that Python does not allow",
    explanation: """
      Some of Python's types are final: no class may derive from them. Among the classes known here that is `bool`.
      """,
    wrong: """
      class Flag(bool)
      """,
    right: """
      class Flag(int)
      """)

  /// An error: two bases have memory layouts, and neither extends the other.
  public static let layoutConflict = DiagnosticKind(
    "layout-conflict", title: "Bases whose instances cannot be laid out together",
    explanation: """
      Some of Python's own classes are written in C, and their instances have fields at fixed places in memory: OSError \
      keeps its errno, SyntaxError its line number. A class can extend one such layout, not two at once. Classes written \
      in Python have no layout of their own and never conflict.
      """,
    wrong: """
      class Both(OSError, SyntaxError)
      """,
    right: """
      class Both(OSError, ValueError)
      """)

  /// An error: the same base is listed twice, perhaps under two of its names.
  public static let duplicateBase = DiagnosticKind(
    "duplicate-base", title: "The same base twice",
    explanation: """
      A class may list each base once. Two names of one class count as the same: IOError and EnvironmentError are OSError.
      """,
    wrong: """
      class Lost(OSError, IOError)
      """,
    right: """
      class Lost(OSError)
      """)

  /// An error: C3 finds no order for the ancestors of the class.
  public static let inconsistentMRO = DiagnosticKind(
    "inconsistent-mro", title: "Ancestors that cannot be put in one order",
    explanation: """
      Python puts a class and all its ancestors into one order, the MRO, and looks things up along it. Two rules must \
      hold: a class stands before its bases, and bases stand in the order in which each class lists them. Where two \
      classes list the same ancestors in opposite orders, no order can obey both, and Python refuses the class that \
      inherits from both.

      The algorithm is called C3. It never guesses: it either finds the one order that obeys all rules in the closest \
      way, or refuses.
      """,
    wrong: """
      class JsonError(Exception)
      class HtmlError(Exception)
      class ApiError(JsonError, HtmlError)
      class PageError(HtmlError, JsonError)
      class CheckoutError(ApiError, PageError)
      """,
    right: """
      class JsonError(Exception)
      class HtmlError(Exception)
      class ApiError(JsonError, HtmlError)
      class PageError(JsonError, HtmlError)
      class CheckoutError(ApiError, PageError)
      """)

  /// An error: the session has as many declared classes as errorbook allows.
  public static let tooManyClasses = DiagnosticKind(
    "too-many-classes", title: "More classes than a session holds",
    explanation: "A session holds a million declared classes. This is a limit of errorbook, not of Python.",
    wrong: "", right: "")

  /// An error: the stored MROs would have more entries than errorbook allows.
  public static let tooManyEntries = DiagnosticKind(
    "too-many-ancestors", title: "Linearizations that take too much room",
    explanation: """
      A class with several bases stores its whole MRO, and a session stores 50 million entries at most. Classes with one \
      base store nothing and are never refused for this. This is a limit of errorbook, not of Python.
      """,
    wrong: "", right: "")
}

extension Session {
  /// - Parameter fits: which classes could have been meant here.
  func unknownClass(_ name: Name, where fits: (ClassID) -> Bool = { _ in true }) -> Diagnostic {
    if let first = firstRelease(knowing: text(name)) { return laterClass(name, first) }
    let near = app.nearestClass(to: text(name), source.texts).flatMap { near in
      classID(near).map { fits($0) } == true ? near : nil
    }
    return Diagnostic(
      .unknownClass, "no class is named `\(text(name))`", at: .init(name.span, "not declared"),
      help: near.map { replacing(name, by: $0) } ?? declaring("class \(text(name))(Exception)", before: name))
  }

  /// The oldest release of the framework in use that knows a class.
  private func firstRelease(knowing name: String) -> Release? {
    let framework = release.framework
    guard let known = framework.knownClassSets.firstIndex(where: { Hierarchy($0).knownClass(name) != nil }) else {
      return nil
    }
    return framework.releases.first { $0.knownClassSet == known }
  }

  private func laterClass(_ name: Name, _ first: Release) -> Diagnostic {
    let use = Use.text(first, hasMemo: false)
    return Diagnostic(
      .laterClass, "`\(text(name))` does not exist under \(release.fullName)",
      at: .init(name.span, "comes with the \(release.framework.library) of \(first.fullName)"),
      help: inserting(use, before: name, "go to a release that has it: \(use)"))
  }

  func refusedClass(_ name: Name, _ refused: App.Refused) -> Diagnostic {
    Diagnostic(
      .refusedClass, "`\(text(name))` does not exist: it was refused in line \(line(refused.span))",
      at: .init(name.span, "refused"), also: [.init(refused.span, "here")],
      help: "mend line \(line(refused.span)) first")
  }

  func missingBase(_ name: Name, _ refused: App.Refused) -> Diagnostic {
    Diagnostic(
      .missingBase, "the base `\(text(name))` does not exist: it was refused in line \(line(refused.span))",
      at: .init(name.span, "refused"), also: [.init(refused.span, "here")],
      help: "mend line \(line(refused.span)) first")
  }

  func absentClass(_ name: Name, _ refused: App.Refused) -> Diagnostic {
    Diagnostic(
      .absentClass, "`\(text(name))` does not exist under Flask \(release.name)", at: .init(name.span, "left out here"),
      also: [.init(refused.span, "declared here")], help: "go back to the release under which it was declared")
  }

  func duplicateClass(_ name: Name) -> Diagnostic {
    let earlier = app.classID(name.text).flatMap { app.declaration(of: $0) }
    return Diagnostic(
      .duplicateClass, "the class `\(text(name))` is declared already", at: .init(name.span, "a second declaration"),
      also: earlier.map { [.init($0.span, "first declared here")] } ?? [],
      help: "give it another name, or `reset` to begin anew")
  }

  func shadowsKnown(_ name: Name) -> Diagnostic {
    Diagnostic(
      .shadowsKnown, .note, "from here on `\(text(name))` means this class, no longer the known one",
      at: .init(name.span), notes: ["Flask itself still raises and catches the original"])
  }

  /// Why Python refuses a class.
  func diagnostic(_ refusal: ClassRefusal, _ declaration: ClassDeclaration, bases: [ClassID]) -> Diagnostic {
    let label = Diagnostic.Label(declaration.name.span)
    switch refusal {
    case .unacceptableBase(let number):
      let base = declaration.bases[safe: number] ?? declaration.name
      return Diagnostic(
        .unacceptableBase, "Python allows no class to derive from `\(text(base))`", at: .init(base.span, "final"),
        help: "leave `\(text(base))` out",
        notes: ["Python says: type '\(text(base))' is not an acceptable base type"])
    case .layoutConflict(let first, let firstSolid, let second, let secondSolid):
      return layoutConflict(declaration, (first, firstSolid), (second, secondSolid))
    case .duplicateBase(let first, let second): return duplicateBase(declaration, first, second, bases)
    case .inconsistentMRO(let heads, let orders):
      return inconsistentMRO(declaration, heads: heads, orders: orders)
    case .tooManyClasses(let limit):
      return Diagnostic(
        .tooManyClasses, "a session holds \(limit) classes, and this would be one more", at: label,
        help: "`reset` forgets all classes")
    case .tooManyEntries(let limit):
      return Diagnostic(
        .tooManyEntries, "the linearizations of this app would take more than \(limit) entries", at: label,
        help: "give classes one base where one is enough: such classes store nothing")
    }
  }

  private func layoutConflict(
    _ declaration: ClassDeclaration, _ first: (number: Int, solid: ClassID), _ second: (number: Int, solid: ClassID)
  ) -> Diagnostic {
    let left = declaration.bases[safe: first.number] ?? declaration.name
    let right = declaration.bases[safe: second.number] ?? declaration.name
    return Diagnostic(
      .layoutConflict, "instances of `\(text(left))` and `\(text(right))` cannot be laid out together in memory",
      at: .init(right.span, "laid out as \(spelled(second.solid))"),
      also: [.init(left.span, "laid out as \(spelled(first.solid))")],
      help: "derive from one of the two",
      notes: ["Python says: multiple bases have instance lay-out conflict"])
  }

  private func duplicateBase(_ declaration: ClassDeclaration, _ first: Int, _ second: Int, _ bases: [ClassID])
    -> Diagnostic
  {
    let left = declaration.bases[safe: first] ?? declaration.name
    let right = declaration.bases[safe: second] ?? declaration.name
    let real = bases[safe: second].map { spelled($0) } ?? text(right)
    let message =
      left.text == right.text
      ? "`\(text(right))` stands twice among the bases"
      : "`\(text(left))` and `\(text(right))` are one class, `\(real)`"
    return Diagnostic(
      .duplicateBase, message, at: .init(right.span, "again"), also: [.init(left.span, "first here")],
      help: "keep one of them", notes: ["Python says: duplicate base class \(real)"])
  }
}

extension RandomAccessCollection {
  /// The element, or nil where there is none.
  subscript(safe index: Index) -> Element? { indices.contains(index) ? self[index] : nil }
}
