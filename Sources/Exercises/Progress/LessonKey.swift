/// The key that progress in a lesson is stored under. It is the name of a course lesson, the id of another lesson, or the
/// absolute path of a lesson without an id. A file name is not enough, because two lessons can have the same one.
package struct LessonKey: Sendable, Hashable {
  /// A key that older versions may have used for the same lesson.
  package struct Earlier: Sendable, Hashable {
    package var key: String
    /// Whether the key is the name of a course lesson, so that the progress may belong to the course.
    package var isOfCourse: Bool

    package init(_ key: String, isOfCourse: Bool = false) {
      self.key = key
      self.isOfCourse = isOfCourse
    }
  }

  /// The key as it is written into a log.
  package let text: String
  package let earlier: [Earlier]

  /// Creates the key of a course lesson.
  package init(course name: String) { (text, earlier) = (name, []) }

  /// Creates the key of any other lesson.
  /// - Parameters:
  ///   - path: the absolute path of its file.
  ///   - isOfCourse: whether the course has a lesson with this file name.
  package init(_ lesson: Lesson, path: String, isOfCourse: Bool) {
    // Older versions used only the name of the file.
    let name = Earlier(lesson.name, isOfCourse: isOfCourse)
    if let id = lesson.id {
      (text, earlier) = ("id:" + id, [Earlier(path), name])
    } else {
      (text, earlier) = (path, [name])
    }
  }

  /// Returns a key in the form that people know.
  package static func shown(_ key: String) -> String { key.hasPrefix("id:") ? String(key.dropFirst(3)) : key }
}

extension ProgressLog {
  /// What to do with progress that is stored under an older key of a lesson.
  package enum Migration: Sendable, Hashable {
    /// There is no such progress.
    case none
    /// It belongs to this lesson. Add these records: copies under the current key, and a record that they were moved.
    case proved([ProgressRecord])
    /// It may belong to another lesson with the same name. Add these records if the learner confirms that it is this one.
    case doubtful([ProgressRecord])
  }

  /// Returns what to do when a lesson is opened and its progress may be stored under an older key.
  ///
  /// An answer or a prediction shows that the progress belongs to this lesson, if its exercise or cell is unchanged.
  /// Without answers and predictions there is nothing to confuse.
  package func migration(to key: LessonKey, of lesson: Lesson) -> Migration {
    guard !key.earlier.isEmpty else { return .none }
    let isStarted = records.contains { $0.lesson == key.text }
    let parts = LessonFingerprints(lesson)
    var doubtful: Migration = .none
    for earlier in key.earlier {
      let found = records(underEarlier: earlier.key)
      let copies = found.map { ProgressRecord(lesson: key.text, parts.checked($0.action)) }
      let note = ProgressRecord(lesson: earlier.key, .moved(to: key.text))
      let proof = parts.proof(in: found)
      // Progress in a course lesson stays in the course.
      if proof == true, !isStarted { return .proved(earlier.isOfCourse ? copies : copies + [note]) }
      guard !found.isEmpty, !earlier.isOfCourse, !isMoved(earlier.key) else { continue }
      if proof == nil, !isStarted { return .proved(copies + [note]) }
      let lessonProgress = LessonProgress(in: key.text, self)
      let missing = isStarted ? copies.filter { lessonProgress.lacks($0.action) } : copies
      if doubtful == .none, !missing.isEmpty { doubtful = .doubtful(missing + [note]) }
    }
    return doubtful
  }

  /// Returns the records of an older key that still count: those after the last reset.
  private func records(underEarlier key: String) -> [ProgressRecord] {
    let all = records.filter { $0.lesson == key }
    let start = all.lastIndex { $0.action == .reset }.map { $0 + 1 } ?? 0
    return all[start...].filter { if case .moved = $0.action { false } else { true } }
  }

  private func isMoved(_ key: String) -> Bool {
    if case .moved = records.last(where: { $0.lesson == key })?.action { return true }
    return false
  }
}

extension LessonProgress {
  /// Whether an action adds something new and removes nothing.
  fileprivate func lacks(_ action: ProgressRecord.Action) -> Bool {
    switch action {
    case .answered(let exercise, _, _, _): answers[exercise] == nil
    case .predicted(let cell, _, _): predictions[cell] == nil
    case .wrote(let essay, _): essays[essay] == nil
    case .quizzed(let round, let item, _, _): quiz.answer(to: item, in: round) == nil
    case .tookHint, .sawSolution, .skipped, .forgot, .reached, .finished, .reset, .moved: false
    }
  }
}

/// Fingerprints of the current exercises and cells of a lesson, to compare with those in a log.
private struct LessonFingerprints {
  private var exercises: [String: String] = [:]
  private var cells: Set<String>

  init(_ lesson: Lesson) {
    for judge in lesson.judges() { exercises[judge.exercise.name] = judge.fingerprint }
    cells = Set(lesson.cells.map { $0.fingerprint })
  }

  /// Whether records belong to the lesson; nil if they contain no evidence for or against it.
  func proof(in records: [ProgressRecord]) -> Bool? {
    var proof: Bool?
    for record in records {
      switch record.action {
      case .answered(let exercise, let fingerprint, _, _):
        if exercises[exercise] == fingerprint { return true }
        proof = false
      case .predicted(let cell, _, _):
        if cells.contains(cell) { return true }
        proof = false
      case .wrote, .quizzed, .tookHint, .sawSolution, .skipped, .forgot, .reached, .finished, .reset, .moved: break
      }
    }
    return proof
  }

  /// Returns the action; an answer that passed an older version of its exercise no longer counts as passed.
  func checked(_ action: ProgressRecord.Action) -> ProgressRecord.Action {
    guard case .answered(let exercise, let fingerprint, true, let answer) = action else { return action }
    let passed = exercises[exercise] == fingerprint
    return .answered(exercise: exercise, fingerprint: fingerprint, passed: passed, answer: answer)
  }
}
