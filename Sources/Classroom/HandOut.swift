import Diagnostics
import Workbook

/// What students get of a lesson: the page without what gives the answers away, and a file to begin each exercise with.
package struct HandOut {
  package struct File: Sendable, Hashable {
    package var name: String
    package var text: String
  }

  package let files: [File]

  /// - Parameter name: of the lesson's file, without a folder.
  package init(_ lesson: Lesson, name: String) {
    let page = File(name: name, text: Self.page(lesson))
    files =
      [page]
      + lesson.exercises.map { exercise in
        File(name: "\(exercise.name).eb", text: Self.starter(exercise, lesson, name))
      }
  }

  /// The lesson's lines without solutions, other answers, wrong answers, and tests that are not to be seen. What can then
  /// not be judged any more says that the teacher kept it.
  private static func page(_ lesson: Lesson) -> String {
    var lines = String(decoding: lesson.text.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    for exercise in lesson.exercises {
      let hidden = exercise.tests.filter { $0.visibility != .all }.map(\.code)
      for fence in exercise.also + exercise.wrong + hidden + [exercise.solution].compactMap({ $0 }) {
        blank(fence, in: &lines)
      }
      if !exercise.canBeJudgedByStudents, lines.indices.contains(exercise.starter.line - 1) {
        lines[exercise.starter.line - 1] += " kept"
      }
    }
    return withoutRuns(lines).joined(separator: "\n")
  }

  private static func blank(_ fence: Lesson.Fence, in lines: inout [String]) {
    for line in fence.line...max(fence.line, fence.endLine) where lines.indices.contains(line - 1) {
      lines[line - 1] = ""
    }
  }

  /// One empty line where several have come together.
  private static func withoutRuns(_ lines: [String]) -> [String] {
    var kept: [String] = []
    for line in lines where !(line.isEmpty && kept.last?.isEmpty == true) { kept.append(line) }
    if kept.last?.isEmpty != true { kept.append("") }
    return kept
  }

  private static func starter(_ exercise: Exercise, _ lesson: Lesson, _ name: String) -> String {
    var text = "# Exercise \(exercise.name) of \(lesson.title)\n"
    text +=
      exercise.canBeJudgedByStudents
      ? "# To check it: errorbook check --exercise \(name)#\(exercise.name) \(exercise.name).eb\n"
      : "# Your teacher kept what it is checked by.\n"
    return text + "\n" + exercise.starter.content
  }
}

extension Exercise {
  /// Whether what a hand-out leaves of it is enough to judge an answer.
  fileprivate var canBeJudgedByStudents: Bool {
    switch kind {
    case .tests: !tests.isEmpty && tests.allSatisfy { $0.visibility == .all }
    case .equivalent: false
    case .catches: true
    }
  }
}
