import Diagnostics
import Resolution
import Syntax

/// The mapping between the known classes of a hierarchy and the texts of their names.
struct KnownNames: Sendable {
  /// The name of each class.
  let texts: [TextID]
  /// The class of each name and each alias, such as `IOError` for OSError.
  let classes: ClassNumbers

  /// The texts that every session starts with: the names of all known classes of all releases, and
  /// `Request.unwrittenBody`.
  static let table: TextTable = {
    var table = TextTable()
    for name in KnownClassSet.names.texts { _ = table.id(of: name) }
    _ = table.id(of: Request.unwrittenBody)
    return table
  }()

  /// The text of each known name, by the number of the name.
  private static let textsByNumber = KnownClassSet.names.texts.map { table.find($0) ?? .empty }

  /// The body of a response for which the statement gives no body.
  static let unwrittenBody = table.find(Request.unwrittenBody) ?? .empty

  init(_ hierarchy: Hierarchy) {
    let byNumber = Self.textsByNumber
    texts = hierarchy.knownNumbers.map { byNumber[Int($0)] }
    classes = ClassNumbers(byNumber, hierarchy.byNumber)
  }
}

/// A map from the texts of names to classes.
struct ClassNumbers: Sendable {
  /// The class number for each text, or -1 if the text is not the name of a class.
  private var numbers: [Int32]

  /// Creates the map of each text to the class at the same place. A class with a negative number is none.
  ///
  /// Each session makes one, so it does not grow while it is made.
  init(_ texts: [TextID], _ classes: [ClassID]) {
    var length = 0
    for text in texts { length = max(length, Int(text.index) + 1) }
    numbers = Array(repeating: -1, count: length)
    var place = 0
    while place < texts.count, place < classes.count {
      numbers[Int(texts[place].index)] = classes[place].index
      place += 1
    }
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
