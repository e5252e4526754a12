import Testing

@testable import PythonSyntax

@Suite("Python tokens") struct TokenTests {
  private func tokens(_ text: String) -> String { tokens(bytes: Array(text.utf8)) }

  /// Returns the tokens: names, numbers and strings as they are, the others by their kind.
  private func tokens(bytes: [UInt8]) -> String {
    PythonLexer.tokens(of: bytes).map { token in
      switch token.kind {
      case .name, .number, .string:
        String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
      default: "<\(token.kind)>"
      }
    }.joined(separator: " ")
  }

  @Test(
    "operators, the longest first",
    arguments: [
      ("a:=b->c", "a <colonEqual> b <arrow> c"),
      ("**= ** *= *", "<doubleStarEqual> <doubleStar> <starEqual> <star>"),
      ("//= // /= /", "<doubleSlashEqual> <doubleSlash> <slashEqual> <slash>"),
      ("<<= << <= <", "<shiftLeftEqual> <shiftLeft> <lessEqual> <less>"),
      (">>= >> >= >", "<shiftRightEqual> <shiftRight> <greaterEqual> <greater>"),
      ("... .. . .5 1.", "<ellipsis> <dot> <dot> <dot> .5 1."),
      (
        "@= @ == = != %= &= |= ^= += -= ~",
        "<atEqual> <at> <doubleEqual> <equal> <notEqual> <percentEqual> "
          + "<ampersandEqual> <barEqual> <caretEqual> <plusEqual> <minusEqual> <tilde>"
      ),
      ("a<>b`c`", "a <lessGreater> b <backtick> c <backtick>"),
      ("a ! b ? $", "a <badCharacter> b <badCharacter> <badCharacter>"),
    ])
  func operators(_ text: String, _ expected: String) { #expect(tokens(text) == "\(expected) <newline> <end>") }

  @Test(
    "lines and their indentation",
    arguments: [
      ("", "<end>"),
      ("\n  # only\n\t\n", "<end>"),
      ("a\n", "a <newline> <end>"),
      ("a", "a <newline> <end>"),
      ("a\rb\r\nc\n", "a <newline> b <newline> c <newline> <end>"),
      ("a\\\nb\\\r\nc", "a b c <newline> <end>"),
      ("a \\ b", "a <badContinuation> b <newline> <end>"),
      ("a \\", "a <badContinuation> <newline> <end>"),
      ("(a\n  # note\n\n b)\nc", "<leftParen> a b <rightParen> <newline> c <newline> <end>"),
      ("a\n  b\n    c\nd", "a <newline> <indent> b <newline> <indent> c <newline> <dedent> <dedent> d <newline> <end>"),
      ("a\n  b\n# c\n  d", "a <newline> <indent> b <newline> d <newline> <dedent> <end>"),
      ("a\n\tb\n        c", "a <newline> <indent> b <newline> <mixedTabs> c <newline> <dedent> <end>"),
      ("a\n    b\n\tc", "a <newline> <indent> b <newline> <indent> <mixedTabs> c <newline> <dedent> <dedent> <end>"),
      (
        "a\n    b\n  c\n  d",
        "a <newline> <indent> b <newline> <badIndentation> c <newline> d <newline> <dedent> <end>"
      ),
      ("a\n  \u{0C}b", "a <newline> b <newline> <end>"),
      ("\u{FEFF}a", "a <newline> <end>"),
      ("a\n  \\\nb", "a <newline> <indent> b <newline> <dedent> <end>"),
      (">>> a\n... b", "<prompt> a <newline> <ellipsis> b <newline> <end>"),
      ("a >>> b", "a <shiftRight> <greater> b <newline> <end>"),
    ])
  func lines(_ text: String, _ expected: String) { #expect(tokens(text) == expected) }

  @Test(
    "brackets that do not match, or never end",
    arguments: [
      ("(a]\nb", "<leftParen> a <mismatchedBracket> <newline> b <newline> <end>"),
      ("a)\nb", "a <unopenedBracket> <newline> b <newline> <end>"),
      ("(a\nb", "<leftParen> a b <unclosedBracket> <newline> <end>"),
      ("(a\ndef f", "<leftParen> a <unclosedBracket> <newline> <def> f <newline> <end>"),
      ("(a\nif f", "<leftParen> a <if> f <unclosedBracket> <newline> <end>"),
      ("(a\ndefault", "<leftParen> a default <unclosedBracket> <newline> <end>"),
      ("('a\nb", "<leftParen> <unterminatedString> <newline> b <newline> <end>"),
    ])
  func brackets(_ text: String, _ expected: String) { #expect(tokens(text) == expected) }

  @Test(
    "numbers",
    arguments: [
      "0", "00", "0_0", "1_000", "0xFF", "0X_f", "0o17", "0b1_0", "1.", ".5", "1.5e3", "1e-3", "1E+3", "1_0.0_1e1_0",
      "5j", "0777.5", "09e1", "012j", "1.J",
    ])
  func numbers(_ text: String) { #expect(tokens(text) == "\(text) <newline> <end>") }

  @Test(
    "what is not a number",
    arguments: [
      ("1__0", "<badNumber>"), ("1_", "<badNumber>"), ("0x", "<badNumber>"), ("0b2", "<badNumber>"),
      ("1abc", "<badNumber>"), ("1é", "<badNumber>"), ("0777", "<oldOctal>"), ("10L", "<longNumber>"),
      ("0b_", "<badNumber>"), ("1._5", "<badNumber>"), ("1e5_", "<badNumber>"),
      ("1if x else 2", "1 <if> x <else> 2"), ("0xfor x", "0xf <or> x"), ("1else", "1 <else>"),
    ])
  func wrongNumbers(_ text: String, _ expected: String) { #expect(tokens(text) == "\(expected) <newline> <end>") }

  @Test(
    "names with letters of Unicode, and other characters",
    arguments: [
      ("größe ß_1", "größe ß_1"), ("变量", "变量"), ("x·y", "x·y"), ("a€b", "a <badCharacter> b"),
      ("“a”", "<badCharacter> a <badCharacter>"),
      ("nonlocal_ nonlocal", "nonlocal_ <nonlocal>"), ("match case type _ print", "match case type _ print"),
    ])
  func names(_ text: String, _ expected: String) { #expect(tokens(text) == "\(expected) <newline> <end>") }

  @Test("bytes that are not UTF-8, and NUL") func otherBytes() {
    #expect(tokens(bytes: [0x61, 0xFF, 0x62]) == "a <badCharacter> b <newline> <end>")
    #expect(tokens(bytes: [0x61, 0xE2, 0x82]) == "a <badCharacter> <badCharacter> <newline> <end>")
    #expect(tokens(bytes: [0x61, 0x00, 0x62]) == "a <nul> b <newline> <end>")
  }

  @Test(
    "strings with every prefix and quote",
    arguments: [
      "''", "\"\"", "''''''", "'it\\'s'", "\"'\"", "'''a'b''c'''", "'''a\nb'''", "'a\\\nb'", "'a\\\r\nb'",
    ] + ["r", "R", "b", "B", "u", "U", "f", "F", "br", "Rb", "rB", "RB", "fr", "rF"].map { $0 + "'a'" })
  func strings(_ text: String) { #expect(tokens(text) == "\(text) <newline> <end>") }

  @Test(
    "what is not a string",
    arguments: [
      ("'a", "<unterminatedString>"), ("'''a", "<unterminatedText>"), ("'a\\", "<unterminatedString>"),
      ("bu'a'", "bu 'a'"), ("bf'a'", "bf 'a'"), ("ur'a'", "ur 'a'"), ("rr'a'", "rr 'a'"), ("x'a'", "x 'a'"),
    ])
  func wrongStrings(_ text: String, _ expected: String) { #expect(tokens(text) == "\(expected) <newline> <end>") }
}
