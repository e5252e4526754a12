import Foundation

/// A line of Tests/FlaskPrograms/recordings: what real Flask and pytest do with a program. README.md there documents
/// the format.
struct RecordedFlaskRun: Decodable, Sendable {
  struct Test: Decodable, Sendable {
    var test: String
    /// `passed`, `failed`, `error`, `skipped`, `xfailed` or `xpassed`.
    var outcome: String
    /// The class of the exception.
    var reason: String?
    var line: Int?
  }

  struct Call: Decodable, Sendable {
    var test: String
    var line: Int
    var method: String?
    var path: String?
    var status: Int?
    /// Nil for a default page, and for a body that is too long to be stored.
    var body: String?
    /// The class of an exception that left the client.
    var escaped: String?
  }

  var program: String
  var flask: String
  /// The names of pytest's tests, in order; nil if the program could not be imported.
  var collected: [String]?
  /// The tests that ran, in order.
  var tests: [Test]
  var calls: [Call]

  var name: String { "\(program) under \(flask)" }

  private static let folder = FlaskProgramText.folder.appending(path: "recordings")

  /// Returns the recordings of a file: of a folder of programs, or `every-release`.
  static func all(in name: String) throws -> [RecordedFlaskRun] {
    let text = try String(contentsOf: folder.appending(path: name + ".jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map { try JSONDecoder().decode(Self.self, from: Data($0.utf8)) }
  }
}
