@testable import Resolution

/// The eras of Flask by the names of their first releases, for the tables in tests.
extension Era {
  static let flask = Framework.flask.allEras

  static let v0_10 = named("0.10")
  static let v0_11 = named("0.11")
  static let v1_0 = named("1.0")
  static let v1_0_1 = named("1.0.1")
  static let v1_0_3 = named("1.0.3")
  static let v1_1 = named("1.1.0")
  static let v2_0 = named("2.0.0")
  static let v2_0_1 = named("2.0.1")
  static let v2_0_2 = named("2.0.2")
  static let v2_2 = named("2.2.0")
  static let v2_3 = named("2.3.0")
  static let v3_1 = named("3.1.0")

  private static func named(_ name: String) -> Era {
    flask.first { $0.name == name } ?? flask[0]
  }
}
