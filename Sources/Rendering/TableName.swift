import Syntax

/// Names of tables in headings and sentences: `app handlers for code 404`.
enum TableName {
  /// - Parameter blueprint: nil for the app.
  static func handlers(of blueprint: String?) -> String {
    blueprint.map { "blueprint \(shownName($0))'s handlers" } ?? "app handlers"
  }

  /// Returns the table of the handlers for a code. Without a code, it is the table of classes that have no code.
  static func table(of blueprint: String?, code: Int?) -> String {
    "\(handlers(of: blueprint)) \(code.map { "for code \($0)" } ?? "by exception class")"
  }

  /// Returns the name for use in a sentence.
  static func phrase(of blueprint: String?, code: Int?) -> String {
    (blueprint == nil ? "the " : "") + table(of: blueprint, code: code)
  }

  /// Returns the table for numbers: Flask 0.10 has one, next to the table for classes.
  static func number(_ number: Int, of blueprint: String?) -> String {
    "\(handlers(of: blueprint)) for number \(number)"
  }
}
