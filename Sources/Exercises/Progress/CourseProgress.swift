/// A lesson in the list of a course.
package struct CourseLesson: Sendable, Hashable {
  /// The file name, which is also the key of its progress.
  package var name: String
  /// The number with which `learn` opens it; nil if it has none.
  package var number: Int?
  package var title: String
  /// How long it takes, if the lesson says so.
  package var minutes: Int?
  package var exercises: [String]
  /// The names of the questions that learners answer in their own words.
  package var essays: [String]
  /// What learners see of both.
  package var titles: PartTitles
  /// Whether the course is complete without it.
  package var isOptional: Bool

  package init(
    name: String, number: Int?, title: String, minutes: Int?, exercises: [String], essays: [String] = [],
    titles: PartTitles = PartTitles(), isOptional: Bool = false
  ) {
    self.name = name
    self.number = number
    self.title = title
    self.minutes = minutes
    self.exercises = exercises
    self.essays = essays
    self.titles = titles
    self.isOptional = isOptional
  }
}

/// What a learner did in each lesson of a course, and what is left.
package struct CourseProgress: Sendable {
  package struct Entry: Sendable {
    package var lesson: CourseLesson
    package var progress: LessonProgress

    /// Returns the exercises in this state, in the order of the lesson.
    package func exercises(_ state: LessonProgress.ExerciseState) -> [String] {
      lesson.exercises.filter { progress.state(of: $0) == state }
    }

    /// The exercises that are not passed.
    package var openExercises: [String] { lesson.exercises.filter { progress.state(of: $0) != .passed } }

    /// How many minutes are left. Reading the lesson and each of its exercises count as parts of the same length.
    package var minutesLeft: Int {
      let parts = lesson.exercises.count + 1
      let open = openExercises.count + (progress.isFinished ? 0 : 1)
      return ((lesson.minutes ?? 0) * open + parts - 1) / parts
    }

    package init(lesson: CourseLesson, progress: LessonProgress) {
      self.lesson = lesson
      self.progress = progress
    }

    /// Creates an entry for a lesson outside the course. Only its progress is known.
    package init(_ progress: LessonProgress, of name: String, title: String) {
      let exercises = Set(progress.answers.keys).union(progress.skipped).subtracting(progress.essays.keys)
      self.progress = progress
      lesson = CourseLesson(
        name: name, number: nil, title: title, minutes: nil, exercises: exercises.sorted(),
        essays: progress.essays.keys.sorted())
    }
  }

  /// All lessons, in the order of the course.
  package let entries: [Entry]
  /// The lessons that count: all without the optional ones.
  package let required: [Entry]

  package init(_ lessons: [CourseLesson], _ log: ProgressLog) {
    entries = lessons.map { Entry(lesson: $0, progress: LessonProgress(in: $0.name, log)) }
    required = entries.filter { !$0.lesson.isOptional }
  }

  /// How many lessons that count the learner read to the end.
  package var finished: Int { required.count { $0.progress.isFinished } }
  package var exercises: Int { required.reduce(0) { $0 + $1.lesson.exercises.count } }
  package var passed: Int { required.reduce(0) { $0 + $1.lesson.exercises.count - $1.openExercises.count } }
  /// How long these lessons take, as far as they say so.
  package var minutes: Int { required.reduce(0) { $0 + ($1.lesson.minutes ?? 0) } }
  /// How long the lessons and exercises take that are still open, rounded up to five minutes.
  package var minutesLeft: Int {
    let left = required.reduce(0) { $0 + $1.minutesLeft }
    return min(minutes, (left + 4) / 5 * 5)
  }

  /// The first of them that is not finished; if all are, the first one with an exercise that is not passed.
  package var next: Entry? {
    required.first { !$0.progress.isFinished } ?? required.first { !$0.openExercises.isEmpty }
  }
}

extension LessonProgress {
  /// How far a learner is in an exercise.
  package enum ExerciseState: Sendable, Hashable, CaseIterable {
    case passed
    /// Answered, but the answer did not pass.
    case failed
    case skipped
    case open

    /// The word in lists.
    package var word: String {
      switch self {
      case .passed: "passed"
      case .failed: "not passed yet"
      case .skipped: "skipped"
      case .open: "open"
      }
    }
  }

  /// Returns the state of an exercise. An answer counts as it did when it was given.
  package func state(of exercise: String) -> ExerciseState {
    if let answer = answers[exercise] { return answer.passed ? .passed : .failed }
    return skipped.contains(exercise) ? .skipped : .open
  }
}
