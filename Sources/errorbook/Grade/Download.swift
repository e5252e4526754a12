/// What a system says by the name that it gives to a downloaded file or folder.
struct Download {
  var student: String
  var isLate = false
  /// Of the student, or of what the student handed in: it tells people of the same name apart. Nil where there is none.
  var number: String?
  /// The name that the file had, without its ending; empty for a folder.
  var file: String

  /// `doejane_LATE_123_456_NAME`, as Canvas has it (lib/content_zipper.rb): who, perhaps that it was late, the numbers of the
  /// person and of the file, and its name. Where marking is anonymous it is `LATE_anon_a1B2c_456_NAME`.
  init?(canvas stem: String) {
    let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
    func isNumber(_ index: Int) -> Bool { !parts[index].isEmpty && parts[index].allSatisfy(\.isNumber) }
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

  /// `Jane Doe_12345_assignsubmission_file` and, for a file, its name behind that, as Moodle has it. What was typed there has
  /// `onlinetext` in place of `file`.
  init?(moodle name: String) {
    guard let mark = name.firstRange(of: "_assignsubmission_") else { return nil }
    let head = name[..<mark.lowerBound]
    guard let end = head.lastIndex(of: "_") else { return nil }
    student = String(head[..<end])
    number = String(head[head.index(after: end)...])
    file = String(name[mark.upperBound...].drop { $0 != "_" }.dropFirst())
  }
}
