import Diagnostics

extension Parser {
  mutating func classBody(_ declaration: inout ClassDeclaration) {
    _ = takeWord("pass")
  }
}
