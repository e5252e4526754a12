import Exercises
import Files
import Lessons

extension CoursePlace {
  /// The links of a lesson that lead nowhere. A lesson of the course is inside of the program, and its links are tested.
  var brokenLinks: [LessonProblem] { file == nil ? LinkCheck(lesson).problems : [] }
}

extension LinkCheck {
  /// Looks for the files of links where the lesson's file is.
  init(_ lesson: Lesson) {
    self.init(lesson, exists: { exists($0) }, read: { try? ScriptFile.read($0).get() })
  }
}
