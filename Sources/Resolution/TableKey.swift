/// Names one table of Flask's: of the app or a blueprint, for a status code or for classes without one.
package struct TableKey: Sendable, Hashable {
  /// The place of its scope: the application's is 0, the registrations' follow.
  let place: Int
  /// As two plain numbers instead of two optionals, for the same reason as `HandlerTable.Entry`.
  private let number: Int32

  /// Stands for a `code` that is no number.
  static let descriptorCode = Int32.min
  private static let noCode = Int32.min + 1

  package init(_ scope: RegistrationID?, code: Int32?) {
    place = Self.place(of: scope)
    number = code ?? Self.noCode
  }

  /// The registration whose table it is; nil: the app.
  package var scope: RegistrationID? { place == 0 ? nil : RegistrationID(Int32(place - 1)) }
  package var code: Int32? { number == Self.noCode ? nil : number }

  static func place(of scope: RegistrationID?) -> Int { scope.map { Int($0.index) + 1 } ?? 0 }
}

extension Hierarchy {
  /// The code of the table that a class belongs to. SystemExit's member descriptor is a key like any other to Flask, and
  /// names a table that only trapped errors come to: an instance reads None there, and is a response of its own.
  func tableCode(_ type: ClassID) -> Int32? {
    guard isHTTP(type), codeAttribute(type) == .descriptor else { return code(type) }
    return TableKey.descriptorCode
  }
}
