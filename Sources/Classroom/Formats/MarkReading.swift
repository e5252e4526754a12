// Only `errorbook report` reads marks. A browser has no decoder for JSON in Swift, and needs none.
#if canImport(FoundationEssentials)
  import Diagnostics
  import FoundationEssentials
  import Marking

  extension JSONMarks {
    /// A line of the file that is not valid, counted from 1.
    package struct BrokenLine: Error, Sendable, Hashable {
      package var line: Int
    }

    /// Reads marks in this format. Other events are skipped.
    package static func marks(in bytes: [UInt8]) throws(BrokenLine) -> [Mark] {
      let decoder = JSONDecoder()
      var marks: [Mark] = []
      for (index, line) in bytes.split(separator: UInt8.lineFeed).enumerated() {
        let data = Data(line)
        guard let head = try? decoder.decode(EventHead.self, from: data) else { throw BrokenLine(line: index + 1) }
        guard head.event == "mark" else { continue }
        guard head.schema == schema, let record = try? decoder.decode(MarkRecord.self, from: data),
          let mark = record.mark, mark.canBeAdded
        else { throw BrokenLine(line: index + 1) }
        marks.append(mark)
      }
      return marks
    }
  }

  private struct EventHead: Decodable {
    var event: String
    var schema: Int
  }

  /// The members of a `mark` event.
  private struct MarkRecord: Decodable {
    struct Test: Decodable {
      var name: String
      var passed: Bool?
      var message: String?
      var points: Int
      var possible: Int
    }

    var student: String
    var exercise: String
    var status: String
    var points: Int
    var possible: Int
    var reason: String?
    var tests: [Test]
    var warnings: [String]
    var late: String?
    var overridden: String?
    var names: [String]?

    var mark: Mark? {
      guard let status = Mark.Status(rawValue: status) else { return nil }
      let tests = tests.map {
        Mark.Test(name: $0.name, passed: $0.passed, message: $0.message, points: $0.points, possible: $0.possible)
      }
      return Mark(
        student: student, exercise: exercise, status: status, points: points, possible: possible, reason: reason,
        tests: tests, warnings: warnings, late: late, overridden: overridden, names: names)
    }
  }
#endif
