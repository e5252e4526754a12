import Diagnostics
import Resolution
import Syntax

/// The diagnostics about class statements and names of classes.
let classKinds: [DiagnosticKind] = [
  .unknownClass, .refusedClass, .missingBase, .laterClass, .absentClass, .duplicateClass, .shadowsKnown,
  .unacceptableBase, .layoutConflict, .duplicateBase, .inconsistentMRO, .tooManyClasses, .tooManyEntries,
]

extension DiagnosticKind {
  /// An error: the name is neither a declared class nor a class of Python or Werkzeug.
  public static let unknownClass = DiagnosticKind(
    "unknown-class", title: "No class has this name",
    explanation: """
      No class has this name: no statement above this line declares it, and it is not one of Python's exceptions or \
      Werkzeug's HTTP errors. As in Python, upper and lower case matter.
      """,
    wrong: """
      class Timeout(Exception)
      raise TimeOut
      """,
    right: """
      class Timeout(Exception)
      raise Timeout
      """)

  /// An error: the class does not exist because its statement was refused.
  public static let refusedClass = DiagnosticKind(
    "refused-class", title: "A class that was refused above",
    explanation: """
      The statement that declares the class has an error, so the class does not exist. Fix that statement first. This \
      statement is correct as soon as the class exists.
      """,
    wrong: """
      class Flag(bool)
      raise Flag
      """,
    right: """
      class Flag(Exception)
      raise Flag
      """)

  /// An error: a base class does not exist because its statement was refused.
  public static let missingBase = DiagnosticKind(
    "missing-base", title: "A base class that was refused above",
    explanation: """
      The statement that declares the base class has an error, so the base class does not exist. Fix that statement first.
      """,
    wrong: """
      class Flag(bool)
      class Banner(Flag)
      """,
    right: """
      class Flag(Exception)
      class Banner(Flag)
      """)

  /// An error: the class appeared in a later Werkzeug than the one of the current release.
  public static let laterClass = DiagnosticKind(
    "later-class", title: "A class that is new in a later Werkzeug",
    explanation: """
      Flask's HTTP errors are classes of Werkzeug, and later Werkzeug releases added some. MisdirectedRequest (421) is \
      new in 3.1, the private class _RetryAfter in 1.0. errorbook models each Flask release with the Werkzeug release \
      that it was measured with.

      If `use flask` switches to a release without the class, errorbook leaves statements that need it out of the app. \
      They come back when you switch to a release that has the class.
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

  /// An error: the current release cannot have the class, so errorbook left it out of the app.
  public static let absentClass = DiagnosticKind(
    "absent-class", title: "A class that does not exist under this release",
    explanation: """
      The class is declared, but it needs something that the current release does not have, so errorbook leaves it out of \
      the app. It comes back when you switch to a release that has everything it needs.
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

  /// An error: another declared class already has the name.
  public static let duplicateClass = DiagnosticKind(
    "duplicate-class", title: "A class that is already declared",
    explanation: """
      In errorbook a name means the same class for the whole session. In Python, a second class statement creates a new \
      class with the same name, while the handlers stay registered for the old class. The two classes look the same when \
      printed. So errorbook asks for two different names. `reset` removes all classes.
      """,
    wrong: """
      class Timeout(Exception)
      class Timeout(OSError)
      """,
    right: """
      class Timeout(Exception)
      class SocketTimeout(OSError)
      """)

  /// A note: the declared class has the name of a class of Python or Werkzeug and hides it from here on.
  public static let shadowsKnown = DiagnosticKind(
    "shadows-known", title: "A class that hides a class of Python or Werkzeug",
    explanation: """
      Python or Werkzeug already has a class with this name. From here on the name means your class. The statements above \
      keep the original class. Flask itself still raises and catches the original class, as in a real program that \
      shadows a built-in name.
      """,
    wrong: """
      class TimeoutError(Exception)
      """,
    right: """
      class PaymentTimeout(Exception)
      """)

  /// An error: Python does not allow a subclass of the base class, such as `bool`.
  public static let unacceptableBase = DiagnosticKind(
    "unacceptable-base", title: "A class that Python does not allow as a base class",
    explanation: """
      Some of Python's types cannot have subclasses. The only one that errorbook models is `bool`.
      """,
    wrong: """
      class Flag(bool)
      """,
    right: """
      class Flag(int)
      """)

  /// An error: two base classes have memory layouts of their own, and neither extends the other.
  public static let layoutConflict = DiagnosticKind(
    "layout-conflict", title: "Base classes with conflicting memory layouts",
    explanation: """
      Some of Python's own classes are written in C, and their instances have fields at fixed places in memory: OSError \
      stores its errno, SyntaxError its line number. A class can extend one such layout, but not two. Classes written in \
      Python have no layout of their own and never conflict.
      """,
    wrong: """
      class Both(OSError, SyntaxError)
      """,
    right: """
      class Both(OSError, ValueError)
      """)

  /// An error: the same base class is listed twice, perhaps under two names.
  public static let duplicateBase = DiagnosticKind(
    "duplicate-base", title: "The same base class twice",
    explanation: """
      A class may list each base class only once. Two names of one class count as the same: IOError and EnvironmentError \
      are other names of OSError.
      """,
    wrong: """
      class Lost(OSError, IOError)
      """,
    right: """
      class Lost(OSError)
      """)

  /// An error: C3 finds no MRO for the class.
  public static let inconsistentMRO = DiagnosticKind(
    "inconsistent-mro", title: "Base classes without a consistent MRO",
    explanation: """
      Python puts a class and all its ancestors in one order, the method resolution order (MRO), and looks up attributes \
      in that order. The MRO follows two rules. A class comes before its base classes. The base classes of a class keep \
      the order in which the class lists them. If two classes list the same ancestors in opposite orders, no MRO can follow \
      both, and Python refuses a class that inherits from both.

      The algorithm is called C3 linearization. It returns an order that follows all the rules, or it refuses the class.
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
    "too-many-classes", title: "Too many classes in a session",
    explanation: "A session can have a million declared classes. This is a limit of errorbook, not of Python.",
    wrong: "", right: "")

  /// An error: the stored MROs would have more entries than errorbook allows.
  public static let tooManyEntries = DiagnosticKind(
    "too-many-ancestors", title: "MROs that take too much memory",
    explanation: """
      errorbook stores the whole MRO of a class with several base classes, and at most 50 million entries in a session. \
      A class with one base class stores nothing and is never refused for this reason. This is a limit of errorbook, not \
      of Python.
      """,
    wrong: "", right: "")
}

extension Session {
  /// Reports a name that no class has, and suggests a similar name.
  ///
  /// - Parameter fits: Whether a class is possible here. Other classes are not suggested.
  func unknownClass(_ name: Name, where fits: (ClassID) -> Bool = { _ in true }) -> Diagnostic {
    if KnownClassSet.names.numbers[text(name)] != nil {
      if let first = firstRelease(knowing: text(name)) { return laterClass(name, first) }
      let others = Framework.all.filter { $0.knowsClass(text(name)) }.map { $0.name }
      if !others.isEmpty { return otherFramework(name, others) }
    }
    let near = app.nearestClass(to: text(name), source.texts).flatMap { near in
      classID(near).map { fits($0) } == true ? near : nil
    }
    return Diagnostic(
      .unknownClass, "no class is named `\(text(name))`", at: .init(name.span, "not declared"),
      help: near.map { replacing(name, by: $0) } ?? declaring("class \(text(name))(Exception)", before: name))
  }

  /// Returns the oldest release of the current framework that has a class of this name.
  private func firstRelease(knowing name: String) -> Release? {
    let framework = release.framework
    guard let known = framework.knownClassSets.firstIndex(where: { Hierarchy($0).knownClass(name) != nil }) else {
      return nil
    }
    return framework.releases.first { $0.knownClassSet == known }
  }

  private func otherFramework(_ name: Name, _ frameworks: [String]) -> Diagnostic {
    let lastTwo = frameworks.suffix(2).joined(separator: " and ")
    let listed = (frameworks.dropLast(2) + [lastTwo]).joined(separator: ", ")
    return Diagnostic(
      .otherFramework, "`\(text(name))` does not exist under \(release.fullName)",
      at: .init(name.span, "a class of \(listed)"),
      help: ownClass(insteadOf: name))
  }

  /// Returns the advice for a class of another framework: what to write for its status code here.
  private func ownClass(insteadOf name: Name) -> Advice {
    let code = Framework.all.lazy.flatMap { $0.knownClassSets }.compactMap { set -> Int32? in
      let hierarchy = Hierarchy(set)
      return hierarchy.knownClass(self.text(name)).flatMap { hierarchy.code($0) }
    }.first
    guard let code, app.hierarchy.isHTTP(app.hierarchy.wellKnown.httpException) else {
      return declaring("class \(text(name))(Exception)", before: name)
    }
    if release.era.rules.lookup == .statusThenClass {
      return "one class has all status codes here: write `handler \(code)` or `abort \(code)`"
    }
    let base = spelled(app.hierarchy.wellKnown.httpException)
    return declaring("class \(text(name))(\(base)) code \(code)", before: name)
  }

  private func laterClass(_ name: Name, _ first: Release) -> Diagnostic {
    let use = Use.text(first, hasMemo: false)
    return Diagnostic(
      .laterClass, "`\(text(name))` does not exist under \(release.fullName)",
      at: .init(
        name.span,
        "new in \(first.framework.extendsLibrary ? "" : first.framework.library.map { "the \($0) of " } ?? "")\(first.fullName)"
      ),
      help: inserting(use, before: name, "switch to a release that has it: \(use)"))
  }

  func refusedClass(_ name: Name, _ refused: App.Refused) -> Diagnostic {
    Diagnostic(
      .refusedClass, "the class `\(text(name))` does not exist: line \(line(refused.span)) was refused",
      at: .init(name.span, "does not exist"), also: [.init(refused.span, "refused here")],
      help: "fix line \(line(refused.span)) first")
  }

  func missingBase(_ name: Name, _ refused: App.Refused) -> Diagnostic {
    Diagnostic(
      .missingBase, "the base class `\(text(name))` does not exist: line \(line(refused.span)) was refused",
      at: .init(name.span, "does not exist"), also: [.init(refused.span, "refused here")],
      help: "fix line \(line(refused.span)) first")
  }

  func absentClass(_ name: Name, _ refused: App.Refused) -> Diagnostic {
    Diagnostic(
      .absentClass, "`\(text(name))` does not exist under \(release.fullName)", at: .init(name.span, "left out here"),
      also: [.init(refused.span, "declared here")], help: "switch back to a release that has what it needs")
  }

  func duplicateClass(_ name: Name) -> Diagnostic {
    let earlier = app.classID(name.text).flatMap { app.declaration(of: $0) }
    return Diagnostic(
      .duplicateClass, "the class `\(text(name))` is already declared", at: .init(name.span, "declared again"),
      also: earlier.map { [.init($0.span, "first declared here")] } ?? [],
      help: "give it another name, or `reset` to start over")
  }

  func shadowsKnown(_ name: Name) -> Diagnostic {
    Diagnostic(
      .shadowsKnown, .note, "from here on `\(text(name))` means this class and hides the original one",
      at: .init(name.span), notes: ["\(release.framework.name) itself still raises and catches the original class"])
  }

  /// Returns the diagnostic for a class that Python or errorbook refuses.
  func diagnostic(_ refusal: ClassRefusal, _ declaration: ClassDeclaration, bases: [ClassID]) -> Diagnostic {
    let label = Diagnostic.Label(declaration.name.span)
    switch refusal {
    case .unacceptableBase(let number):
      let base = declaration.bases[safe: number] ?? declaration.name
      return Diagnostic(
        .unacceptableBase, "Python does not allow subclasses of `\(text(base))`",
        at: .init(base.span, "cannot be a base class"), help: "leave out `\(text(base))`",
        notes: ["Python says: type '\(text(base))' is not an acceptable base type"])
    case .layoutConflict(let first, let firstSolid, let second, let secondSolid):
      return layoutConflict(declaration, (first, firstSolid), (second, secondSolid))
    case .duplicateBase(let first, let second): return duplicateBase(declaration, first, second, bases)
    case .inconsistentMRO(let heads, let orders):
      return inconsistentMRO(declaration, heads: heads, orders: orders)
    case .tooManyClasses(let limit):
      return Diagnostic(
        .tooManyClasses, "a session can have \(limit) classes, and this is one more", at: label,
        help: "`reset` removes all classes")
    case .tooManyEntries(let limit):
      return Diagnostic(
        .tooManyEntries, "the stored MROs of this app would have more than \(limit) entries", at: label,
        help: "give classes only one base class where you can: such a class stores nothing")
    }
  }

  private func layoutConflict(
    _ declaration: ClassDeclaration, _ first: (number: Int, solid: ClassID), _ second: (number: Int, solid: ClassID)
  ) -> Diagnostic {
    let left = declaration.bases[safe: first.number] ?? declaration.name
    let right = declaration.bases[safe: second.number] ?? declaration.name
    return Diagnostic(
      .layoutConflict, "the memory layouts of `\(text(left))` and `\(text(right))` conflict",
      at: .init(right.span, "has the layout of \(spelled(second.solid))"),
      also: [.init(left.span, "has the layout of \(spelled(first.solid))")],
      help: "keep only one of the two base classes",
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
      ? "the base class `\(text(right))` is listed twice"
      : "`\(text(left))` and `\(text(right))` are the same class, `\(real)`"
    return Diagnostic(
      .duplicateBase, message, at: .init(right.span, "again"), also: [.init(left.span, "first here")],
      help: "keep one of them", notes: ["Python says: duplicate base class \(real)"])
  }
}

extension RandomAccessCollection {
  /// Returns the element at the index, or nil if the index is out of range.
  subscript(safe index: Index) -> Element? { indices.contains(index) ? self[index] : nil }
}
