import Foundation

/// A program that ran under real Flask releases, with their answers: one line of a recording.
struct RecordedProgram: Decodable {
  struct Class: Decodable {
    var name: String
    var bases: [String]
    var code: Code?
    var selfCode: Code?

    enum CodingKeys: String, CodingKey {
      case name, bases, code
      case selfCode = "self_code"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      bases = try container.decode([String].self, forKey: .bases)
      code = try Code(container, .code)
      selfCode = try Code(container, .selfCode)
    }
  }

  /// A number, or None if the key has the value null.
  enum Code: Equatable {
    case number(Int)
    case none

    init?(_ container: KeyedDecodingContainer<Class.CodingKeys>, _ key: Class.CodingKeys) throws {
      guard container.contains(key) else { return nil }
      self = try container.decodeIfPresent(Int.self, forKey: key).map { .number($0) } ?? .none
    }

    var text: String {
      switch self {
      case .number(let code): String(code)
      case .none: "None"
      }
    }
  }

  struct Blueprint: Decodable {
    var name: String
    var parent: String?
    var at: [Registration]?
  }

  struct Registration: Decodable {
    var parent: String?
    var alias: String?

    enum CodingKeys: String, CodingKey {
      case parent
      case alias = "as"
    }
  }

  /// The value of an option; unset if the key has the value null.
  enum Setting: Decodable {
    case on, off, unset

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      self = container.decodeNil() ? .unset : try container.decode(Bool.self) ? .on : .off
    }
  }

  struct Step: Decodable {
    var op: String
    var target: Target?
    var body: String?
    var status: Int?
    var scope: String?
    var raises: Target?
    var returns: String?
    var via: String?
    var what: Target?
    var name: String?
    var parent: String?
    var at: [Registration]?
    var on: Bool?
    var statusFrom: String?
    var reraises: Bool?
    var template: Bool?
    var arms: [Answer]?

    enum CodingKeys: String, CodingKey {
      case op, target, body, status, scope, raises, returns, via, what, name, parent, at, on, reraises, template, arms
      case statusFrom = "status_from"
    }

    /// The answer of a handler without arms.
    var answer: Answer {
      Answer(
        body: body, status: status, raises: raises, returns: returns, statusFrom: statusFrom, reraises: reraises,
        template: template)
    }
  }

  /// What a handler does, and the condition under which it does it.
  struct Answer: Decodable {
    var condition: String?
    var body: String?
    var status: Int?
    var raises: Target?
    var returns: String?
    var statusFrom: String?
    var reraises: Bool?
    var template: Bool?

    enum CodingKeys: String, CodingKey {
      case body, status, raises, returns, reraises, template
      case statusFrom = "status_from"
      case condition = "if"
    }
  }

  /// A class by name, a code, or something that the language cannot express.
  enum Target: Decodable {
    case name(String)
    case code(Int)
    case request(String)
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let code = try? container.decode(Int.self) {
        self = .code(code)
      } else if let name = try? container.decode(String.self) {
        self = .name(name)
      } else if let object = try? container.decode([String: String].self), let request = object["request"] {
        self = .request(request)
      } else {
        self = .other
      }
    }
  }

  struct ClassResult: Decodable {
    var mro: [String]?
    var classError: String?

    enum CodingKeys: String, CodingKey {
      case mro
      case classError = "class_error"
    }
  }

  struct Result: Decodable {
    var versions: [String]
    var scenarioError: String?
    var spec0: [Row]?
    var steps: [StepResult]?
    /// The classes that differ from those of the newest release.
    var classes: [String: ClassResult]?
    /// The result of each entry of `blueprints`, if one of them is not simply accepted.
    var blueprintResults: [StepResult]?

    enum CodingKeys: String, CodingKey {
      case versions, spec0, steps, classes
      case scenarioError = "scenario_error"
      case blueprintResults = "blueprint_results"
    }
  }

  struct StepResult: Decodable, Equatable {
    struct SetupError: Decodable, Equatable {
      var type: String
      var message: String
      var at: String
    }

    var setupError: SetupError?
    var classError: String?
    /// The reason why the step could not be run.
    var notRun: String?
    var ignored: Bool?
    var warning: String?
    var status: Int?
    var body: String?
    var handler: Int?
    var argument: String?
    var original: String?
    var unhandled: Bool?
    var escaped: String?
    var ran: [Ran]?
    var spec: [Row]?

    enum CodingKeys: String, CodingKey {
      case ignored, warning, status, body, handler, argument, original, unhandled, escaped, ran, spec
      case setupError = "setup_error"
      case classError = "class_error"
      case notRun = "not_run"
    }
  }

  /// `[handler, argument]` or `[handler, argument, original]`.
  struct Ran: Decodable, Hashable {
    var handler: Int
    var argument: String
    var original: String?

    init(handler: Int, argument: String, original: String?) {
      self.handler = handler
      self.argument = argument
      self.original = original
    }

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      handler = try container.decode(Int.self)
      argument = try container.decode(String.self)
      original = container.isAtEnd ? nil : try container.decode(String.self)
    }
  }

  /// `[scope, code, class, handler]`. Each element except the last can be null.
  struct Row: Decodable, Hashable {
    var scope: String?
    var code: Int?
    var type: String?
    var handler: Int

    init(scope: String?, code: Int?, type: String?, handler: Int) {
      self.scope = scope
      self.code = code
      self.type = type
      self.handler = handler
    }

    init(from decoder: any Decoder) throws {
      let cells = try decoder.singleValueContainer().decode([Cell].self)
      guard cells.count == 4, case .number(let handler) = cells[3] else {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a row"))
      }
      scope = cells[0].text
      code = if case .number(let code) = cells[1] { code } else { nil }
      type = cells[2].text
      self.handler = handler
    }

    private enum Cell: Decodable {
      case number(Int)
      case text(String)
      /// Null, or a tuple in a program that the language cannot express.
      case other

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
          self = .number(number)
        } else if let text = try? container.decode(String.self) {
          self = .text(text)
        } else {
          self = .other
        }
      }

      var text: String? { if case .text(let text) = self { text } else { nil } }
    }
  }

  var id: String
  var classes: [Class]
  var blueprints: [Blueprint]?
  var config: [String: Setting]?
  var steps: [Step]
  var classResults: [String: ClassResult]
  var results: [Result]
  /// `as-made` if exceptions were raised as their constructors create them.
  ///
  /// It is missing in older recordings, which added missing attributes to an instance so that Werkzeug could build its
  /// page.
  var instances: String?

  enum CodingKeys: String, CodingKey {
    case id, classes, blueprints, config, steps, results, instances
    case classResults = "class_results"
  }

  /// The folder of the project's recordings, which Tests/RealFlask/record-fixtures writes.
  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/recorded")

  /// Returns the programs of a file of JSON lines.
  static func read(_ url: URL) throws -> [RecordedProgram] { try lines(url).map { try read(line: $0) } }

  /// Returns the lines of such a file. Decoding a line takes longer than replaying its program.
  static func lines(_ url: URL) throws -> [Data] {
    let file = try Data(contentsOf: url)
    return file.withUnsafeBytes { bytes in
      var lines: [Data] = []
      var start = 0
      // In a debug build `split` is slow, because it compares every byte.
      while start < bytes.count, let base = bytes.baseAddress?.advanced(by: start) {
        let end = memchr(base, Int32(UInt8(ascii: "\n")), bytes.count - start)
        let count = end.map { UnsafeRawPointer($0) - base } ?? bytes.count - start
        if count > 0 { lines.append(Data(bytes: base, count: count)) }
        start += count + 1
      }
      return lines
    }
  }

  static func read(line: Data) throws -> RecordedProgram { try JSONDecoder().decode(RecordedProgram.self, from: line) }
}
