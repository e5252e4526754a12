import Diagnostics
import Resolution
import Syntax

/// The known classes of a generation of Werkzeug by the texts of their names, and the other way round.
struct KnownNames: Sendable {
  /// By class.
  let texts: [TextID]
  /// By text; also by alias, such as `IOError` for OSError.
  let classes: ClassNumbers

  /// The texts that every session begins with: the names of all classes that some generation has, and
  /// `Request.unwrittenBody`.
  static let table: TextTable = {
    var table = TextTable()
    for known in KnownClass.all(.v3_1) { _ = table.id(of: known.name) }
    for (alias, _) in KnownClass.aliases { _ = table.id(of: alias) }
    _ = table.id(of: Request.unwrittenBody)
    return table
  }()

  /// The body of a response that has none written.
  static let unwrittenBody = table.find(Request.unwrittenBody) ?? .empty

  static func of(_ hierarchy: Hierarchy) -> KnownNames {
    switch hierarchy.werkzeug {
    case .v0_16: v0_16
    case .v1_0: v1_0
    case .v2_0: v2_0
    case .v2_2: v2_2
    case .v3_1: v3_1
    }
  }

  // Each is made when a session first needs it.
  private static let v0_16 = KnownNames(Hierarchy(werkzeug: .v0_16))
  private static let v1_0 = KnownNames(Hierarchy(werkzeug: .v1_0))
  private static let v2_0 = KnownNames(Hierarchy(werkzeug: .v2_0))
  private static let v2_2 = KnownNames(Hierarchy(werkzeug: .v2_2))
  private static let v3_1 = KnownNames(Hierarchy(werkzeug: .v3_1))

  private init(_ hierarchy: Hierarchy) {
    var classes = ClassNumbers()
    texts = (0..<hierarchy.knownCount).map { index in
      let id = ClassID(Int32(index))
      let text = hierarchy.knownName(id).flatMap { Self.table.find($0) } ?? .empty
      classes[text] = id
      return text
    }
    for (alias, name) in KnownClass.aliases {
      if let text = Self.table.find(alias), let id = hierarchy.knownClass(name) { classes[text] = id }
    }
    self.classes = classes
  }
}

/// Classes by the texts of their names.
struct ClassNumbers: Sendable {
  /// By text, -1 where there is none.
  private var numbers: [Int32] = []

  subscript(_ text: TextID) -> ClassID? {
    get {
      let index = Int(text.index)
      guard index < numbers.count, numbers[index] >= 0 else { return nil }
      return ClassID(numbers[index])
    }
    set {
      let index = Int(text.index)
      if index >= numbers.count { numbers += repeatElement(-1, count: index + 1 - numbers.count) }
      numbers[index] = newValue?.index ?? -1
    }
  }
}
