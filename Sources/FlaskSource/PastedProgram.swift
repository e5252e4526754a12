import Diagnostics
import PythonSyntax

extension ProgramFiles {
  /// Reads pasted text as a program; nil if it is not one: a program imports a web framework or creates a Flask app.
  ///
  /// Single lines of Python, such as a class or a decorated function, are no program.
  public init?(pasted bytes: [UInt8]) {
    guard bytes.contains(where: { $0.endsLine }), Self.mayBeProgram(bytes) else { return nil }
    self.init(SourceText(name: "pasted.py", bytes: bytes)) { _ in nil }
    guard main.usesWebFramework else { return nil }
  }

  /// Whether the text has a word that every program has. Looking for it is faster than parsing.
  private static func mayBeProgram(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.hasPart("import ") || text.hasPart("Flask(")
  }
}

extension PythonProgram {
  /// Whether it imports Flask or another web framework, or creates an app.
  fileprivate var usesWebFramework: Bool {
    OtherFramework.refusal(of: self) != nil
      || statements.contains { statement in
        switch statement.kind {
        case .importModules(let imports): imports.contains { $0.name == "flask" }
        case .importNames("flask", 0, _): true
        case .assignment(_, let value): value.createsApp
        default: false
        }
      }
  }
}

extension PythonExpression {
  /// `Flask(...)` or `flask.Flask(...)`.
  fileprivate var createsApp: Bool {
    guard case .call(let function, _) = kind else { return false }
    switch function.kind {
    case .name("Flask"), .attribute(_, "Flask"): return true
    default: return false
    }
  }
}
