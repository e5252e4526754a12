import Diagnostics
import Testing

@testable import Syntax

@Suite("Tokens")
struct LexerTests {
  /// Returns the tokens of all lines, as `kind «text»`.
  private func tokens(_ text: String) -> [String] { tokens(bytes: Array(text.utf8)) }

  private func tokens(bytes: [UInt8]) -> [String] {
    var lexer = Lexer(bytes, from: 0)
    var tokens: [Token] = []
    while !lexer.isAtEnd { lexer.readLine(into: &tokens) }
    return tokens.map { token in
      "\(token.kind) \(String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self))"
    }
  }

  @Test("a line is words, numbers, strings and signs, each with its bytes")
  func line() {
    #expect(
      tokens(#"handler E2 in admin -> "E2", 500  # why"#) == [
        "word handler", "word E2", "word in", "word admin", "arrow ->", #"string "E2""#, "comma ,", "number 500",
      ])
    #expect(tokens("class A(B):") == ["word class", "word A", "leftParen (", "word B", "rightParen )", "colon :"])
    #expect(tokens("") == [])
    #expect(tokens("   \t # nothing") == [])
  }

  @Test("a number is only digits, a release is digits and other characters")
  func numbers() {
    #expect(
      tokens("404 0.12.2 1.0 1.0. 12a 3.") == [
        "number 404", "release 0.12.2", "release 1.0", "release 1.0", "dot .", "release 12a", "number 3", "dot .",
      ])
    #expect(tokens("-1 1-2") == ["minus -", "number 1", "number 1", "minus -", "number 2"])
  }

  @Test("names may contain all letters that Unicode allows in names")
  func names() {
    #expect(tokens("Größe _x Ошибка é2 x·y") == ["word Größe", "word _x", "word Ошибка", "word é2", "word x·y"])
    #expect(tokens("a\u{301}b") == ["word a\u{301}b"])
    #expect(tokens("\u{301}") == ["oddScalar \u{301}"])
    #expect(tokens("a€b") == ["word a", "oddScalar €", "word b"])
    #expect(tokens("😀") == ["oddScalar 😀"])
  }

  @Test("strings end at their own quote, or unclosed at the end of the line")
  func strings() {
    #expect(
      tokens(#""a" 'b' "it's" 'say "x"' "" '' "#) == [
        #"string "a""#, "string 'b'", #"string "it's""#, #"string 'say "x"'"#, #"string """#, "string ''",
      ])
    #expect(tokens(#""a \" b" "\\" x"#) == [#"string "a \" b""#, #"string "\\""#, "word x"])
    #expect(tokens("\"open # no comment\nnext") == ["unclosedString \"open # no comment", "word next"])
    #expect(tokens("\"ends in a backslash\\\nnext") == ["unclosedString \"ends in a backslash\\", "word next"])
    #expect(tokens("\"") == ["unclosedString \""])
    #expect(tokens("'") == ["unclosedString '"])
    #expect(tokens("'\\") == ["unclosedString '\\"])
  }

  @Test("triple-quoted strings may span lines")
  func tripleQuotes() {
    #expect(tokens("\"\"\"a\nb\"\"\" c") == ["tripleString \"\"\"a\nb\"\"\"", "word c"])
    #expect(tokens("'''a\"\"\"'''") == ["tripleString '''a\"\"\"'''"])
    #expect(tokens("'''a\nb") == ["unclosedTripleString '''a", "word b"])
  }

  @Test("arrows, and signs that were meant as an arrow")
  func arrows() {
    #expect(
      tokens("-> => --> ==> → ⇒ –> —> −>") == [
        "arrow ->", "arrowLookalike =>", "arrowLookalike -->", "arrowLookalike ==>", "arrowLookalike →",
        "arrowLookalike ⇒", "arrowLookalike –>", "arrowLookalike —>", "arrowLookalike −>",
      ])
    #expect(tokens("- > = –") == ["minus -", "symbol >", "equals =", "oddScalar –"])
  }

  @Test("text in typographic quotes is one token; a single quote is a token")
  func curlyQuotes() {
    #expect(tokens("“no such key”, 404") == ["curlyString “no such key”", "comma ,", "number 404"])
    #expect(tokens("‘a’ «b» „c“") == ["curlyString ‘a’", "curlyString «b»", "curlyString „c“"])
    #expect(tokens("”") == ["curlyString ”"])
    #expect(tokens("“open\nx") == ["curlyString “", "word open", "word x"])
  }

  @Test("signs, and characters that no statement uses")
  func signs() {
    #expect(
      tokens("{}[](),:;.@... $") == [
        "leftBrace {", "rightBrace }", "leftBracket [", "rightBracket ]", "leftParen (", "rightParen )", "comma ,",
        "colon :", "semicolon ;", "dot .", "at @", "ellipsis ...", "symbol $",
      ])
    #expect(tokens("\u{0}") == ["symbol \u{0}"])
  }

  @Test("bytes that are not UTF-8 are tokens of one byte")
  func invalidBytes() {
    let kinds = { (bytes: [UInt8]) in self.tokens(bytes: bytes).map { $0.prefix { $0 != " " } } }
    #expect(kinds([0xFF]) == ["invalidByte"])
    #expect(kinds([0xC3]) == ["invalidByte"], "cut short")
    #expect(kinds([0xC0, 0xAF]) == ["invalidByte", "invalidByte"], "overlong")
    #expect(kinds([0xED, 0xA0, 0x80]) == ["invalidByte", "invalidByte", "invalidByte"], "a surrogate")
    #expect(kinds([0xF4, 0x90, 0x80, 0x80]).count == 4, "above U+10FFFF")
    #expect(kinds([0x61, 0xFF, 0x62]) == ["word", "invalidByte", "word"])
  }

  @Test("lines end at LF, CRLF or CR", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(_ end: String) {
    let bytes = Array(["raise A", "raise B", "", "raise C"].joined(separator: end).utf8)
    var lexer = Lexer(bytes, from: 0)
    var counts: [Int] = []
    while !lexer.isAtEnd {
      var tokens: [Token] = []
      lexer.readLine(into: &tokens)
      counts.append(tokens.count)
    }
    #expect(counts == [2, 2, 0, 2])
  }

  @Test("a byte order mark is skipped only at the start")
  func byteOrderMark() {
    #expect(tokens("\u{FEFF}raise A") == ["word raise", "word A"])
    #expect(tokens("raise \u{FEFF}A") == ["word raise", "oddScalar \u{FEFF}", "word A"])
  }
}
