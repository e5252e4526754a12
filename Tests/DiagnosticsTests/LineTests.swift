import SeededRandom
import Testing

@testable import Diagnostics

@Suite("Lines of a text that grows")
struct LineTests {
  /// The definition: lines end at LF, CRLF or CR.
  private struct Lines {
    var starts = [0]

    init(_ bytes: [UInt8]) {
      for (place, byte) in bytes.enumerated() {
        let isPair = byte == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A
        if byte == 0x0A || (byte == 0x0D && !isPair) { starts.append(place + 1) }
      }
    }

    func line(of offset: Int) -> Int { starts.lastIndex { $0 <= offset }.map { $0 + 1 } ?? 1 }
  }

  @Test("each offset has its line, and each line its span, for any split of the text", .seeded)
  func asDefined() {
    for round in 0..<UInt64(TestRun.rounds(400, sample: 60)) {
      var random = SeededRandom(test: round)
      var source = SourceText(name: "a.eb")
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        // Long pieces without a line break, and short ones of only line breaks: blocks are 32 bytes long.
        let letters: [UInt8] = random.chance(50) ? [0x0A, 0x0D] : [0x0A, 0x0D] + Array(repeating: 0x61, count: 40)
        let piece = (0..<Int.random(in: 0...150, using: &random)).map { _ in random.pick(letters) }
        #expect(source.append(piece) == Span(start: Int32(bytes.count), end: Int32(bytes.count + piece.count)))
        bytes += piece
      }
      let lines = Lines(bytes)
      #expect(source.lineCount == max(1, lines.starts.count - (lines.starts.last == bytes.count ? 1 : 0)))
      for offset in 0...bytes.count {
        #expect(source.line(of: Int32(offset)) == lines.line(of: offset), "\(offset) of \(bytes)")
        let start = lines.starts[lines.line(of: offset) - 1]
        #expect(source.position(of: Int32(offset)).column == offset - start + 1, "\(offset) of \(bytes)")
      }
      for (index, start) in lines.starts.enumerated() {
        let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        #expect(source.spanOfLine(index + 1) == Span(start: Int32(start), end: Int32(end)), "\(index) of \(bytes)")
      }
      #expect(source.spanOfLine(0) == nil)
      #expect(source.spanOfLine(lines.starts.count + 1) == nil)
    }
  }
}
