import Diagnostics
import Marking

/// The information in the name that a system gives to a downloaded file or folder.
struct DownloadName: Sendable, Hashable {
  var student: String
  var isLate = false
  /// The number of the student or the submission. It distinguishes people with the same name. Nil if there is none.
  var number: String?
  /// The original name of the file; empty for a folder.
  var file: String

  /// Reads Canvas names (lib/content_zipper.rb) such as `doejane_LATE_123_456_NAME`: the student, optionally `LATE`, the
  /// numbers of the person and the file, and the file's name. With anonymous marking it is `LATE_anon_a1B2c_456_NAME`.
  init?(canvas name: String) {
    guard name.utf8.contains(UInt8(ascii: "_")) else { return nil }
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    func isNumber(_ index: Int) -> Bool { !parts[index].isEmpty && parts[index].allSatisfy { $0.isNumber } }
    func isPerson(_ index: Int) -> Bool { isNumber(index) || parts[index - 1] == "anon" }
    guard let place = parts.indices.dropFirst(2).dropLast().first(where: { isNumber($0) && isPerson($0 - 1) }) else {
      return nil
    }
    var who = parts[..<(place - 1)]
    isLate = who.last == "LATE" || (who.first == "LATE" && who.count > 1)
    if isLate { who = who.last == "LATE" ? who.dropLast() : who.dropFirst() }
    guard !who.isEmpty else { return nil }
    if who == ["anon"] {
      student = "anon_\(parts[place - 1])"
    } else {
      student = who.joined(separator: "_")
      number = String(parts[place - 1])
    }
    file = parts[(place + 1)...].joined(separator: "_")
  }

  /// Reads Moodle names such as `Jane Doe_12345_assignsubmission_file`, followed by the file's name. Text typed in Moodle has
  /// `onlinetext` in place of `file`.
  init?(moodle name: String) {
    guard name.utf8.contains(UInt8(ascii: "_")) else { return nil }
    let mark = "_assignsubmission_"
    guard let place = name.indices.first(where: { name[$0] == "_" && name[$0...].hasPrefix(mark) }) else { return nil }
    let head = name[..<place]
    guard let end = head.lastIndex(of: "_") else { return nil }
    student = String(head[..<end])
    number = String(head[head.index(after: end)...])
    file = String(name[place...].dropFirst(mark.count).drop { $0 != "_" }.dropFirst())
  }
}

/// The file next to the folders `submission_N` of a Gradescope export that names their students.
package struct GradescopeExport: Sendable {
  package static let fileName = "submission_metadata.yml"

  /// By folder, the names of each person who submitted it: a group has several people.
  private(set) var people: [String: [[String]]] = [:]

  init() {}

  /// Reads the relevant lines of the YAML that Gradescope writes:
  ///
  ///     submission_123:
  ///       :submitters:
  ///       - :name: Jane Doe
  ///         :sid: '7'
  ///         :email: jane@example.org
  package init(_ bytes: [UInt8]) {
    var folder: String?
    /// The indentation of the list of submitters; nil outside of one.
    var margin: Int?
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: { $0.isNewline }) {
      var rest = line.drop(while: { $0.isWhitespace })
      let indentation = line.count - rest.count
      let startsItem = rest.hasPrefix("- ")
      if let listMargin = margin, !startsItem, indentation <= listMargin { margin = nil }
      if startsItem { rest = rest.dropFirst(2).drop(while: { $0.isWhitespace }) }
      let key = rest.drop { $0 == ":" }.prefix { $0 != ":" }
      let value = Self.unquoted(rest.drop { $0 == ":" }.drop { $0 != ":" }.dropFirst())
      if indentation == 0, !startsItem { folder = key.hasPrefix("submission_") ? String(key) : nil }
      if key == "submitters" { margin = indentation }
      guard let folder, margin != nil, ["name", "sid", "email"].contains(key) else { continue }
      if startsItem || people[folder] == nil { people[folder, default: []].append([]) }
      guard !value.isEmpty, let last = people[folder]?.indices.last else { continue }
      people[folder]?[last].append(value)
    }
  }

  private static func unquoted(_ text: some StringProtocol) -> String {
    let text = String(text).withoutOuterSpace
    guard text.count > 1, let quote = text.first, "'\"".contains(quote), text.last == quote else { return text }
    return String(text.dropFirst().dropLast()).withEach(quote == "'" ? "''" : "\\\"", as: "\(quote)")
  }
}
