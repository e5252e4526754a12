import Testing

@testable import Diagnostics

@Suite("Source text")
struct SourceTextTests {
  @Test(
    "lines end at LF, CRLF or CR, and a line break at the end does not start another line",
    arguments: [
      ("", 1), ("a", 1), ("a\n", 1), ("a\nb", 2), ("a\nb\n", 2), ("a\r\nb\r\n", 2), ("a\rb\r", 2), ("\n\n", 2),
      ("\r\r\n\n", 3), ("a\n\rb", 3), ("\r\n", 1),
    ])
  func lineCount(_ text: String, _ count: Int) {
    #expect(SourceText(name: "x", text).lineCount == count)
  }

  @Test("each line without its line break", arguments: ["\n", "\r\n", "\r"])
  func lines(_ end: String) {
    let source = SourceText(name: "x", "one\(end)\(end)three \(end)four")
    let lines = (1...4).map { line in source.spanOfLine(line).map { source.text($0) } }
    #expect(lines == ["one", "", "three ", "four"])
    #expect(source.spanOfLine(0) == nil)
    #expect(source.spanOfLine(-1) == nil)
    #expect(source.spanOfLine(5) == nil)
  }

  @Test("columns count Unicode scalars from 1")
  func columns() {
    let text = "aé日😀e\u{301}b"
    let source = SourceText(name: "x", "x\n" + text)
    var columns: [Int] = []
    var offset: Int32 = 2
    for scalar in text.unicodeScalars {
      #expect(source.position(of: offset).line == 2)
      columns.append(source.position(of: offset).column)
      offset += Int32(UTF8.width(scalar))
    }
    #expect(columns == [1, 2, 3, 4, 5, 6, 7])
    #expect(source.position(of: offset) == Position(line: 2, column: 8))
  }

  @Test("a position on a line break belongs to the line before it")
  func lineEnds() {
    let source = SourceText(name: "x", "ab\r\ncd\ref")
    #expect(source.position(of: 2) == Position(line: 1, column: 3))
    #expect(source.position(of: 3) == Position(line: 1, column: 4))
    #expect(source.position(of: 4) == Position(line: 2, column: 1))
    #expect(source.position(of: 6) == Position(line: 2, column: 3))
    #expect(source.position(of: 7) == Position(line: 3, column: 1))
    #expect(source.line(of: 8) == 3)
  }

  @Test("offsets outside the text are clamped to its ends")
  func outside() {
    let source = SourceText(name: "x", "ab\ncd")
    #expect(source.position(of: 100) == Position(line: 2, column: 3))
    #expect(source.position(of: -5) == Position(line: 1, column: 1))
    #expect(source.text(Span(start: 3, end: 100)) == "cd")
    #expect(source.text(Span(start: -3, end: 1)) == "a")
    #expect(source.text(Span(start: 4, end: 2)) == "")
  }

  @Test("appended text has the same result as the whole text at once", arguments: ["\n", "\r\n", "\r"])
  func growing(_ end: String) {
    let bytes = Array("one\(end)two\(end)\(end)four".utf8)
    let whole = SourceText(name: "x", bytes: bytes)
    for cut in 0...bytes.count {
      var grown = SourceText(name: "x", bytes: Array(bytes[..<cut]))
      let span = grown.append(Array(bytes[cut...]))
      #expect(span == Span(start: Int32(cut), end: Int32(bytes.count)))
      #expect(grown.lineCount == whole.lineCount, "cut at \(cut)")
      for offset in 0...Int32(bytes.count) { #expect(grown.position(of: offset) == whole.position(of: offset)) }
    }
  }

  @Test("bytes that are not UTF-8 are shown as U+FFFD, and count one column each")
  func invalid() {
    let source = SourceText(name: "x", bytes: [0x61, 0xFF, 0x62])
    #expect(source.text(Span(start: 0, end: 3)) == "a\u{FFFD}b")
    #expect(source.position(of: 2) == Position(line: 1, column: 3))
  }
}

@Suite("Spans")
struct SpanTests {
  @Test("a joined span contains both")
  func joined() {
    #expect(Span(start: 3, end: 5).joined(Span(start: 8, end: 9)) == Span(start: 3, end: 9))
    #expect(Span(start: 8, end: 9).joined(Span(start: 3, end: 20)) == Span(start: 3, end: 20))
    #expect(Span(start: 4, end: 4).isEmpty && !Span(start: 4, end: 5).isEmpty)
  }
}
