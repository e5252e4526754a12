import Diagnostics
import Exercises
import Lessons
import Marking

/// The students' copy of a lesson: the page without answers, and a starter file for each exercise.
package struct HandOut {
  package struct File: Sendable, Hashable {
    package var name: String
    package var text: String
  }

  /// The problems that `check` finds in the lesson. If there are any, do not hand it out: a solution with a typing error in
  /// its fence words would be included.
  package let problems: [LessonProblem]
  /// The page, then a starter for each exercise, in order.
  package let files: [File]

  /// - Parameters:
  ///   - lesson: the teacher's complete lesson.
  ///   - name: the name of the lesson's file, without a folder.
  ///   - variant: nil for the original names.
  package init(_ lesson: Lesson, name: String, variant: Variant? = nil) {
    problems = LessonCheck(lesson).problems
    let open = lesson.withoutComments.lesson
    let given = variant.map { Self.formatted($0.renaming(of: lesson).lesson(open)) } ?? open
    let line = variant.map { VariantLine.code($0) } ?? ""
    let judges = given.judges()
    let starters = judges.map { File(name: "\($0.exercise.name).eb", text: Self.starter($0, given, name, line)) }
    // Comments are for the teacher, but the ones that errorbook itself reads stay.
    let head =
      (lesson.id.map { Lesson.idComment($0) + "\n" } ?? "") + (variant.map { VariantLine.comment($0) + "\n" } ?? "")
    files = [File(name: name, text: head + OpenPage(given, judges).text)] + starters
  }

  /// Updates the outputs, because new names change their layout.
  private static func formatted(_ lesson: Lesson) -> Lesson {
    Lesson(SourceText(name: lesson.text.name, bytes: LessonCheck(lesson).accepted))
  }

  private static func starter(_ judge: Judge, _ lesson: Lesson, _ name: String, _ line: String) -> String {
    let exercise = judge.exercise
    var text = "# Exercise \(exercise.name) of \(lesson.title)\n"
    text +=
      exercise.canBeJudgedByStudents
      ? "# Check your answer: errorbook check --exercise \(name)#\(exercise.name) \(exercise.name).eb\n"
      : "# Only your teacher can check this exercise.\n"
    for rule in judge.rules { text += "# \(rule)\n" }
    return text + line + "\n" + exercise.starter.content
  }
}

extension Exercise {
  /// Whether the tests in a hand-out are enough to judge an answer.
  var canBeJudgedByStudents: Bool {
    switch kind {
    case .tests: !tests.isEmpty && tests.allSatisfy { $0.visibility == .all }
    case .equivalent: false
    case .catches: true
    }
  }
}
