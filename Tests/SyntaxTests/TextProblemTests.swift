import Diagnostics
import Testing

@testable import Syntax

@Suite("Files that are not scripts")
struct TextProblemTests {
  private func problem(_ bytes: [UInt8]) -> String? {
    let source = SourceText(name: "x", bytes: bytes)
    guard let problem = textProblem(in: source) else { return nil }
    let place = source.position(of: problem.primary.span.start)
    return "\(problem.kind.slug) \(place.line):\(place.column)"
  }

  @Test("text in UTF-8 is accepted, with or without a byte order mark, with any line breaks")
  func fine() {
    for text in ["", "raise A", "\u{FEFF}raise A\r\nraise B\r", "# é 日本 😀\n\t", "\u{7F}\u{1B}"] {
      #expect(problem(Array(text.utf8)) == nil, "\(text)")
    }
  }

  @Test("UTF-16 is recognized, in both byte orders, with or without its mark")
  func utf16() {
    let units = Array("raise KeyError\n".utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(problem(little) == "utf16-file 1:1")
    #expect(problem(big) == "utf16-file 1:1")
    #expect(problem([0xFF, 0xFE] + little) == "utf16-file 1:1")
    #expect(problem([0xFE, 0xFF] + big) == "utf16-file 1:1")
    #expect(problem([0xFF, 0xFE]) == "utf16-file 1:1")
  }

  @Test("a NUL byte makes a file binary, an invalid byte is not UTF-8; the first one is reported")
  func bytes() {
    #expect(problem(Array("raise A\nraise\0B".utf8)) == "binary-file 2:6")
    #expect(problem(Array("raise A\n".utf8) + [0xE9]) == "invalid-utf8 2:1")
    #expect(problem(Array("# caf".utf8) + [0xE9, 0x0A, 0x00]) == "invalid-utf8 1:6")
    #expect(problem([0x61, 0xC3]) == "invalid-utf8 1:2")
    #expect(problem([0x61, 0x62, 0x63, 0x64, 0x65, 0xED, 0xA0, 0x80]) == "invalid-utf8 1:6")
    #expect(problem([0xC0, 0x80]) == "invalid-utf8 1:1")
  }

  @Test("the limits are 1 MiB per line and 64 MiB per file, inclusive")
  func limits() {
    let line = [UInt8](repeating: 0x23, count: TextLimit.line)
    #expect(problem([0x0A] + line + [0x0A]) == nil)
    #expect(problem([0x0A] + line + [0x23, 0x0A]) == "line-too-long 2:1")
    #expect(sizeProblem(ofFile: TextLimit.file) == nil)
    #expect(sizeProblem(ofFile: TextLimit.file + 1)?.kind == .fileTooLarge)
    #expect(TextLimit.line == 1 << 20 && TextLimit.file == 1 << 26)
  }
}

@Suite("Incomplete entries at the prompt")
struct IncompleteTextTests {
  @Test(
    "an entry that waits for more lines",
    arguments: [
      "test \"a\" {", "test \"a\" {\n  raise A", "test \"a\" {\n  raise 404\n  foo", "test \"a\"", "class A(B):",
      "class A(B):\n    pass", "class A(B):\n    \"\"\"open", "class A(\n", "class A(B,", "class A:",
      "@app.errorhandler(E)",
      "@app.errorhandler(E)\ndef f(e):", "@app.errorhandler(E)\ndef f(e):\n    return \"a\"", "def f():",
      "test \"a\" {\n  class A(B):\n", "if x:", "app.register_error_handler(",
    ])
  func waits(_ entry: String) {
    #expect(isIncomplete(Array(entry.utf8)))
  }

  @Test(
    "an entry that is complete",
    arguments: [
      "", "raise A", "raise", "class A(B)", "test \"a\" { raise A }", "test \"a\" {\n  raise A\n}", "class A(B): pass",
      "class A(B):\n    pass\n\n", "class A(B):\n\n", "}", "handler A -> \"open", "# test \"a\" {", "test { raise A }",
      "@app.errorhandler(E)\ndef f(e):\n    return \"a\"\n\n", "{", "raise A {",
    ])
  func complete(_ entry: String) {
    #expect(!isIncomplete(Array(entry.utf8)))
  }
}
