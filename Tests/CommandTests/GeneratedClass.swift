import Foundation
import SampleLessons
import TemporaryFolder

/// A generated class: each student hands in an answer of one kind with a known result.
struct GeneratedClass {
  /// The kind of a student's answer.
  enum Kind: Int, CaseIterable {
    case right, alsoRight, half, wrong, forbidden, broken, endless, empty, remark, unfinished, twoStatements, binary,
      notUTF8,
      utf16, link, linkOutside, pipe, huge, tooMany, nothing, deep, turned, lookalike, escapes, crash, strangeName
  }

  static let lesson = SampleLessons.paying

  static let right = SampleLessons.payingAnswer

  /// The expected status, points and number of warnings by student.
  struct Expected: Equatable {
    var status: String
    var points: Int
    var warnings = 0
  }

  let folder: String
  private(set) var expected: [String: Expected] = [:]

  /// Creates the class folder with a folder for each student.
  init(in folder: String, count: Int) throws {
    self.folder = folder
    for number in 0..<count {
      let kind = Kind.allCases[number % Kind.allCases.count]
      let name = kind == .strangeName ? "s\(number) \u{1B}[31m\"<b>\n=1" : String(format: "s%05d", number)
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
      expected[name] = try Self.handIn(kind, number, in: "\(folder)/\(name)")
    }
  }

  private static func handIn(_ kind: Kind, _ number: Int, in folder: String) throws -> Expected {
    let path = "\(folder)/pay.eb"
    func write(_ text: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
    switch kind {
    case .right, .strangeName: try write(right)
    case .alsoRight: try write("class E\(number)(PaymentError)\nhandler E\(number) -> \"x\"\n\(right)")
    case .turned: try write("# \u{202E}\u{2066}\n\(right)")
    case .half: try write("handler PaymentError -> \"not charged\"\n")
    case .wrong: try write("handler PaymentError -> \"no \(number)\", 500\n")
    case .forbidden: try write("use flask 0.12.2\n\(right)")
    case .crash: try write("handler PaymentError -> raise PaymentError\n")
    case .lookalike:
      try write("class P\u{430}ymentError(Exception)\nhandler P\u{430}ymentError -> \"not charged\", 402\n")
    case .broken: try write("handler PaymentError -> \n")
    case .unfinished: try write("test \"x\" {\n\(right)")
    case .twoStatements: try write("handler PaymentError -> \"a\" handler PaymentError -> \"b\"\n")
    case .escapes: try write("\u{1B}]0;owned\u{7}\n\(right)")
    case .endless: try write(String(repeating: "(", count: 5_000))
    case .empty: try write("")
    case .remark: try write("# I will do it tomorrow.\n\n")
    case .binary: try Data([0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 2]).write(to: URL(filePath: path))
    case .notUTF8: try Data(Array(right.utf8) + [0x23, 0xFF, 0xFE, 0x0A]).write(to: URL(filePath: path))
    case .utf16: try right.data(using: .utf16)?.write(to: URL(filePath: path))
    case .link: symlink("/dev/zero", path)
    case .linkOutside: symlink("/etc/passwd", path)
    case .pipe: mkfifo(path, 0o644)
    case .huge:
      try write("#")
      truncate(path, 2 << 30)
    case .tooMany:
      // A test block counts once for each of its releases.
      let releases = Array(repeating: "0.12.2", count: 25).joined(separator: ", ")
      try write("test \"x\" under \(releases) {\n" + String(repeating: "raise PaymentError\n", count: 250) + "}\n")
    case .nothing: break
    case .deep:
      let below = Array(repeating: "d", count: 60).joined(separator: "/")
      try FileManager.default.createDirectory(atPath: "\(folder)/\(below)", withIntermediateDirectories: true)
      try Data(right.utf8).write(to: URL(filePath: "\(folder)/\(below)/pay.eb"))
    }
    return expected(kind)
  }

  private static func expected(_ kind: Kind) -> Expected {
    switch kind {
    case .right, .alsoRight, .strangeName: Expected(status: "passed", points: 3)
    case .turned: Expected(status: "passed", points: 3, warnings: 1)
    case .half: Expected(status: "failed", points: 1)
    case .wrong, .forbidden, .crash: Expected(status: "failed", points: 0)
    case .lookalike: Expected(status: "failed", points: 0, warnings: 1)
    case .broken, .unfinished, .twoStatements, .escapes, .endless: Expected(status: "syntax-error", points: 0)
    case .empty, .remark: Expected(status: "empty", points: 0)
    case .binary, .notUTF8, .utf16, .link, .linkOutside, .pipe: Expected(status: "refused-input", points: 0)
    case .huge, .tooMany: Expected(status: "limit", points: 0)
    case .nothing, .deep: Expected(status: "missing", points: 0)
    }
  }
}

extension Shell {
  /// Writes a student's file and its folders.
  func handIn(_ path: String, _ text: String = GeneratedClass.right) throws {
    let folder = folder.file(path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(text, to: path)
  }
}
