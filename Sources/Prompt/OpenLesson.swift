import Exercises
import Rendering

/// A lesson that the player has open, as the front end prepared it.
package struct OpenLesson {
  package var lesson: Lesson
  /// What its outputs call it: the name of its file, without a folder.
  package var name: String
  /// Under which progress is kept.
  package var key: LessonKey
  /// Whether it belongs to the course, and its number there, if it has one.
  package var isOfCourse: Bool
  package var number: Int?
  /// The title of the lesson after it in the course; nil for the last one, and outside of the course.
  package var nextTitle: String?
  /// What the learner reads about old answers that may belong to this lesson.
  package var doubt: StyledText
  /// The prose and parts of the lesson, for the screen as wide as it is now.
  package var steps: [Lesson.Step]

  package init(
    _ lesson: Lesson, name: String, key: LessonKey, isOfCourse: Bool, number: Int? = nil, nextTitle: String? = nil,
    doubt: StyledText = StyledText(), steps: [Lesson.Step]
  ) {
    self.lesson = lesson
    self.name = name
    self.key = key
    self.isOfCourse = isOfCourse
    self.number = number
    self.nextTitle = nextTitle
    self.doubt = doubt
    self.steps = steps
  }
}

/// A lesson of the course, as the list of lessons shows it.
package struct CourseLesson {
  package var name: String
  package var title: String
  package var exercises: [String]

  package init(name: String, title: String, exercises: [String]) {
    self.name = name
    self.title = title
    self.exercises = exercises
  }
}

/// What a lesson writes to: a screen, and a log of what the learner does.
package protocol LessonScreen: PromptScreen {
  /// Adds to the log.
  mutating func keep(_ records: [ProgressRecord])
  /// Whether the log outlives the program.
  var isKept: Bool { get }
}

/// What remains for the front end to do after an entry in a lesson.
package enum LessonTask {
  /// Nothing: the next entry can be read.
  case none
  /// To ask for a guess; `takeGuess` takes it.
  case askGuess
  /// To let the learner edit the answer; `takeEdited` takes it.
  case edit(answer: String)
  /// To open a lesson, by number or name; without one, where the learner left the course.
  case open(lesson: String?)
  case openNext
  /// To list the lessons of the course, by `showCourse`.
  case listCourse
  /// What the prompt leaves to the front end.
  case prompt(PromptTask)
  /// To leave, and say what is kept.
  case quit
  /// To leave without a word.
  case leave
}

/// What came of asking for a guess.
package enum GuessReading {
  case typed(String)
  case cancelled
  case endOfInput
}
