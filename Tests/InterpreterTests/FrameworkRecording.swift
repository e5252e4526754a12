import Foundation

/// A program that ran under real releases of a framework other than Flask: one line of a fixture.
///
/// Tests/RealFrameworks/fixtures.py documents the format.
struct FrameworkRecording: Decodable {
  /// Releases with the same results.
  struct Entry: Decodable {
    var versions: [String]
    /// The results by the number of the line. In the second and later entries those that differ from the first entry.
    var lines: [String: Line?]
  }

  /// The result of a line of the script.
  struct Line: Decodable {
    struct SetupError: Decodable {
      var type: String
      var message: String
      var at: String
    }

    var mro: [String]?
    var classError: String?
    var notRun: String?
    /// Whether the line declares a nested blueprint under a framework that has none.
    var nested: Bool?
    var setupError: SetupError?
    var warning: String?
    var ignored: Bool?
    var status: Int?
    var body: String?
    var handler: Int?
    var argument: String?
    var escaped: String?
    var ran: [Call]?
    var wrote: [Row]?

    enum CodingKeys: String, CodingKey {
      case mro, nested, warning, ignored, status, body, handler, argument, escaped, ran, wrote
      case classError = "class_error"
      case notRun = "not_run"
      case setupError = "setup_error"
    }
  }

  /// `[line of the handler, class of its argument]`.
  struct Call: Decodable, Hashable {
    var handler: Int
    var argument: String

    init(handler: Int, argument: String) {
      self.handler = handler
      self.argument = argument
    }

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      handler = try container.decode(Int.self)
      argument = try container.decode(String.self)
    }
  }

  /// `[route, class, line of the handler]`: an entry that a request of Sanic wrote.
  ///
  /// Without a route it is the entry for all routes, and without a handler it stores that there is none.
  struct Row: Decodable, Hashable {
    var route: String?
    var type: String
    var isMiss: Bool

    init(route: String?, type: String, isMiss: Bool) {
      self.route = route
      self.type = type
      self.isMiss = isMiss
    }

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      route = try container.decodeIfPresent(String.self)
      type = try container.decode(String.self)
      isMiss = try container.decodeNil()
    }
  }

  var id: String
  var framework: String
  var script: [String]
  var results: [Entry]

  /// Returns the results of an entry by the number of the line.
  func lines(of entry: Entry) -> [Int: Line] {
    let whole = results.first.map { $0.lines.merging(entry.lines) { $1 } } ?? [:]
    var lines: [Int: Line] = [:]
    for (number, line) in whole { if let number = Int(number), let line { lines[number] = line } }
    return lines
  }

  /// The folder of these fixtures.
  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/frameworks")
}
