import Marking
import Testing

@testable import Classroom

/// Reads marks back from JSON Lines, and reports the first invalid line.
@Suite("Reading marks") struct MarkReadingTests {
  private static let mark =
    #"{"event":"mark","schema":1,"student":"ada","exercise":"pay","status":"passed","points":3,"possible":3,"tests":[],"warnings":[]}"#

  private func brokenLine(_ lines: String...) -> Int? {
    do throws(JSONMarks.BrokenLine) {
      _ = try JSONMarks.marks(in: Array(lines.joined(separator: "\n").utf8))
      return nil
    } catch {
      return error.line
    }
  }

  @Test func otherEventsAreSkipped() throws {
    let text = #"{"event":"summary","schema":1}"# + "\n" + Self.mark + "\n" + #"{"event":"later","schema":9}"# + "\n"
    let marks = try JSONMarks.marks(in: Array(text.utf8))
    #expect(marks.map(\.student) == ["ada"] && marks.map(\.reason) == [nil])
    #expect(try JSONMarks.marks(in: []).isEmpty)
  }

  @Test func invalidLinesAreReported() {
    #expect(brokenLine(Self.mark, "{") == 2)
    #expect(brokenLine("[]") == 1)
    #expect(brokenLine(Self.mark, Self.mark, Self.mark.replacing("\"schema\":1", with: "\"schema\":2")) == 3)
    #expect(brokenLine(Self.mark.replacing("passed", with: "great")) == 1)
    #expect(brokenLine(Self.mark.replacing("\"points\":3", with: "\"points\":9223372036854775807")) == 1)
    #expect(brokenLine(Self.mark.replacing("\"tests\":[],", with: "")) == 1)
    #expect(brokenLine(Self.mark) == nil)
  }
}
