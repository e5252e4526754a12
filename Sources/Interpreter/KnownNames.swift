import Diagnostics
import Resolution
import Syntax

/// The known classes of a hierarchy by the texts of their names, and the other way round.
struct KnownNames: Sendable {
  /// By class.
  let texts: [TextID]
  /// By text; also by alias, such as `IOError` for OSError.
  let classes: ClassNumbers

  /// The texts that every session begins with: the names of all classes that some release knows, and
  /// `Request.unwrittenBody`.
  static let table: TextTable = {
    var table = TextTable()
    for name in KnownClassSet.names.texts { _ = table.id(of: name) }
    _ = table.id(of: Request.unwrittenBody)
    return table
  }()

  /// The texts of known names, by their numbers.
  private static let textsByNumber = KnownClassSet.names.texts.map { table.find($0) ?? .empty }

  /// The body of a response that has none written.
  static let unwrittenBody = table.find(Request.unwrittenBody) ?? .empty

  init(_ hierarchy: Hierarchy) {
    let byNumber = Self.textsByNumber
    texts = hierarchy.knownNumbers.map { byNumber[Int($0)] }
    classes = ClassNumbers(zip(byNumber, hierarchy.byNumber))
  }
}

/// Classes by the texts of their names.
struct ClassNumbers: Sendable {
  /// By text, -1 where there is none.
  private var numbers: [Int32] = []

  init(_ classes: some Sequence<(TextID, ClassID)>) {
    for (text, id) in classes where id.index >= 0 { self[text] = id }
  }

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
