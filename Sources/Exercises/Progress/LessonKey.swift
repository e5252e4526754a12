/// What progress in a lesson is kept under: the name of a lesson of the course, the id of another lesson, or the absolute
/// path of one without an id. The name of a file is not enough, since two lessons may have the same.
package struct LessonKey: Sendable, Hashable {
  /// A key under which progress in the same lesson may have been kept before.
  package struct Earlier: Sendable, Hashable {
    package var key: String
    /// Whether the key belongs to a lesson of the course, and only perhaps to this one too.
    package var isOfCourse: Bool

    package init(_ key: String, isOfCourse: Bool = false) {
      self.key = key
      self.isOfCourse = isOfCourse
    }
  }

  /// As it is written into a log.
  package let text: String
  package let earlier: [Earlier]

  /// The key of a lesson of the course.
  package init(course name: String) { (text, earlier) = (name, []) }

  /// The key of any other lesson.
  /// - Parameters:
  ///   - path: of its file, absolute.
  ///   - isOfCourse: whether the course has a lesson of that file name.
  package init(_ lesson: Lesson, path: String, isOfCourse: Bool) {
    // Logs of older programs have the name of the file alone.
    let name = Earlier(lesson.name, isOfCourse: isOfCourse)
    if let id = lesson.id {
      (text, earlier) = ("id:" + id, [Earlier(path), name])
    } else {
      (text, earlier) = (path, [name])
    }
  }

  /// Returns a key as people know it.
  package static func shown(_ key: String) -> String { key.hasPrefix("id:") ? String(key.dropFirst(3)) : key }
}

extension ProgressLog {
  /// What is to be done with progress that was kept under an earlier key of a lesson.
  package enum Migration: Sendable, Hashable {
    /// There is none.
    case none
    /// It is this lesson's: the records to add, which are copies under the key of now, and a note that they were moved.
    case proved([ProgressRecord])
    /// It may be another lesson's of the same name. The records to add if the learner says that it is this one's.
    case doubtful([ProgressRecord])
  }

  /// Returns what is to be done when a lesson is opened whose progress may have been kept under an earlier key.
  ///
  /// An answer or a guess proves whose it is, where it was given to an exercise or a cell as it still is in the lesson.
  /// Where there is neither answer nor guess, nothing can be mistaken.
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
      // What is the course's stays the course's.
      if proof == true, !isStarted { return .proved(earlier.isOfCourse ? copies : copies + [note]) }
      guard !found.isEmpty, !earlier.isOfCourse, !isMoved(earlier.key) else { continue }
      if proof == nil, !isStarted { return .proved(copies + [note]) }
      let lessonProgress = LessonProgress(in: key.text, self)
      let missing = isStarted ? copies.filter { lessonProgress.lacks($0.action) } : copies
      if doubtful == .none, !missing.isEmpty { doubtful = .doubtful(missing + [note]) }
    }
    return doubtful
  }

  /// What counts of an earlier key: what came after the last reset.
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
  /// Whether a deed says something that is not known yet, and takes nothing away that is.
  fileprivate func lacks(_ action: ProgressRecord.Action) -> Bool {
    switch action {
    case .answered(let exercise, _, _, _): answers[exercise] == nil
    case .predicted(let cell, _, _): predictions[cell] == nil
    case .tookHint, .sawSolution, .skipped, .forgot, .reached, .finished, .reset, .moved: false
    }
  }
}

/// What answers and guesses were given to, in a lesson as it is now.
private struct LessonFingerprints {
  private var exercises: [String: String] = [:]
  private var cells: Set<String>

  init(_ lesson: Lesson) {
    for judge in lesson.judges() { exercises[judge.exercise.name] = judge.fingerprint }
    cells = Set(lesson.cells.map { $0.fingerprint })
  }

  /// Whether records belong to the lesson; nil where nothing in them says so, nor that they do not.
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
      case .tookHint, .sawSolution, .skipped, .forgot, .reached, .finished, .reset, .moved: break
      }
    }
    return proof
  }

  /// A deed, in which no answer has passed that was given to something else.
  func checked(_ action: ProgressRecord.Action) -> ProgressRecord.Action {
    guard case .answered(let exercise, let fingerprint, true, let answer) = action else { return action }
    let passed = exercises[exercise] == fingerprint
    return .answered(exercise: exercise, fingerprint: fingerprint, passed: passed, answer: answer)
  }
}
