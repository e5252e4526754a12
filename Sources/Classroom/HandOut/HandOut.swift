import Diagnostics
import Exercises
import Lessons
import Marking

/// What students get of a lesson: the page without what gives answers away, and a file to begin with for each exercise.
package struct HandOut {
  package struct File: Sendable, Hashable {
    package var name: String
    package var text: String
  }

  /// What `check` says about the lesson: nothing may be handed out while there is any, since a fence with a typing error
  /// in its words would be given away.
  package let problems: [LessonProblem]
  /// The page, then a starter for each exercise, in order.
  package let files: [File]

  /// - Parameters:
  ///   - lesson: all of it, as the teacher has it.
  ///   - name: of the lesson's file, without a folder.
  ///   - variant: nil for the lesson's own names.
  package init(_ lesson: Lesson, name: String, variant: Variant? = nil) {
    problems = LessonCheck(lesson).problems
    let open = lesson.withoutComments.lesson
    let given = variant.map { Self.formatted($0.renaming(of: lesson).lesson(open)) } ?? open
    let line = variant.map { VariantLine.code($0) } ?? ""
    let judges = given.judges()
    let starters = judges.map { File(name: "\($0.exercise.name).eb", text: Self.starter($0, given, name, line)) }
    // Comments are the teacher's; those that errorbook itself reads go out all the same.
    let head =
      (lesson.id.map { Lesson.idComment($0) + "\n" } ?? "") + (variant.map { VariantLine.comment($0) + "\n" } ?? "")
    files = [File(name: name, text: head + OpenPage(given, judges).text)] + starters
  }

  /// Other names take other room, so that what cells print comes out anew.
  private static func formatted(_ lesson: Lesson) -> Lesson {
    Lesson(SourceText(name: lesson.text.name, bytes: LessonCheck(lesson).accepted))
  }

  private static func starter(_ judge: Judge, _ lesson: Lesson, _ name: String, _ line: String) -> String {
    let exercise = judge.exercise
    var text = "# Exercise \(exercise.name) of \(lesson.title)\n"
    text +=
      exercise.canBeJudgedByStudents
      ? "# To check it: errorbook check --exercise \(name)#\(exercise.name) \(exercise.name).eb\n"
      : "# Your teacher kept what it is checked by.\n"
    for rule in judge.rules { text += "# \(rule)\n" }
    return text + line + "\n" + exercise.starter.content
  }
}

extension Exercise {
  /// Whether what a hand-out leaves of it is enough to judge an answer.
  var canBeJudgedByStudents: Bool {
    switch kind {
    case .tests: !tests.isEmpty && tests.allSatisfy { $0.visibility == .all }
    case .equivalent: false
    case .catches: true
    }
  }
}
