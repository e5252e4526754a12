import Exercises
import Rendering

/// A lesson prepared by the front end for the player.
package struct OpenLesson {
  package var lesson: Lesson
  /// The name of its file without the folder. Its outputs use this name.
  package var name: String
  /// The key under which progress is saved.
  package var key: LessonKey
  /// Whether it belongs to the course. `number` is its number there, if it has one.
  package var isOfCourse: Bool
  package var number: Int?
  /// The title of the next lesson in the course. Nil for the last lesson and outside the course.
  package var nextTitle: String?
  /// The round of a quiz that the learner asked for; nil for the next one.
  package var round: Quiz.Round?
  /// The message about old answers that may belong to this lesson.
  package var migrationNotice: StyledText
  /// The steps of the lesson, for the current width of the screen.
  package var steps: [Lesson.Step]

  package init(
    _ lesson: Lesson, name: String, key: LessonKey, isOfCourse: Bool, number: Int? = nil, nextTitle: String? = nil,
    migrationNotice: StyledText = StyledText(), steps: [Lesson.Step]
  ) {
    self.lesson = lesson
    self.name = name
    self.key = key
    self.isOfCourse = isOfCourse
    self.number = number
    self.nextTitle = nextTitle
    self.migrationNotice = migrationNotice
    self.steps = steps
  }
}

/// The output of a lesson: a screen and a log of the learner's progress.
package protocol LessonScreen: PromptScreen {
  /// Adds records to the log.
  mutating func keep(_ records: [ProgressRecord])
  /// Whether the log is saved.
  var isProgressSaved: Bool { get }
}

/// A task for the front end after an entry in a lesson.
package enum LessonTask {
  /// Nothing to do: read the next entry.
  case none
  /// Ask for a guess and pass it to `takeGuess`.
  case askGuess
  /// Ask for lines of text until an empty one, and pass them to `takeText`.
  case askText
  /// Open the answer in an editor and pass the result to `takeEdited`.
  case edit(answer: String)
  /// Open a lesson by number or name or, if nil, the lesson where the learner left off.
  case open(lesson: String?)
  case openNext
  /// List the lessons of the course with `showCourse()`.
  case listCourse
  /// Do a task of the prompt.
  case prompt(PromptTask)
  /// Quit and show whether progress is saved.
  case quit
  /// Quit without a message.
  case leave
}

/// The reply to the question for a text.
package enum TextReading {
  case typed(String)
  /// Ctrl-C, with the text so far.
  case cancelled(String)
  case endOfInput
}

/// The reply to the question for a guess.
package enum GuessReading {
  case typed(String)
  case cancelled
  case endOfInput
}
