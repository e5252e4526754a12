import Syntax

/// The handlers of the app or of a blueprint, as tables and sentences name them: `app handlers for code 404`.
enum TableName {
  /// - Parameter blueprint: nil for the app.
  static func handlers(of blueprint: String?) -> String {
    blueprint.map { "blueprint \(shownName($0))'s handlers" } ?? "app handlers"
  }

  /// The table in which handlers for this code are; nil is the one for classes without a code.
  static func table(of blueprint: String?, code: Int?) -> String {
    "\(handlers(of: blueprint)) \(code.map { "for code \($0)" } ?? "by exception class")"
  }

  /// The same in a sentence.
  static func phrase(of blueprint: String?, code: Int?) -> String {
    (blueprint == nil ? "the " : "") + table(of: blueprint, code: code)
  }

  /// Flask 0.10 has handlers for numbers beside those for classes.
  static func number(_ number: Int, of blueprint: String?) -> String {
    "\(handlers(of: blueprint)) for number \(number)"
  }
}
