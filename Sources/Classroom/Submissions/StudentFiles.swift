/// Which of a student's files answer which exercise.
package struct StudentFiles: Sendable {
  /// Pages of `errorbook hand-in`: which exercises they answer, their contents say.
  package let pages: [AnswerFile]
  /// By exercise. Several files answer one only if they are the same.
  package private(set) var answers: [String: [AnswerFile]] = [:]
  /// Why there is no answer, if the files say it.
  package enum Absence: Sendable, Hashable {
    case refused(String)
    case missing(String?)
  }

  private let others: [AnswerFile]
  private let exercises: [String]
  private let hidesNames: Bool

  /// - Parameter hidesNames: whether reasons must not have the names of files, which may be those of people.
  package init(_ files: [AnswerFile], exercises: [String], hidesNames: Bool) {
    self.exercises = exercises
    self.hidesNames = hidesNames
    pages = files.filter { $0.kind == .page }
    var others: [AnswerFile] = []
    for file in files where file.kind != .page {
      if file.kind == .script, let exercise = file.name.exercise(of: exercises) {
        answers[exercise, default: []].append(file)
      } else {
        others.append(file)
      }
    }
    // `tell.txt` is an answer if there is no `tell.eb`.
    for exercise in exercises where answers[exercise] == nil {
      let texts = others.filter { $0.kind == .text && $0.name.exercise(of: exercises) == exercise }
      guard !texts.isEmpty else { continue }
      answers[exercise] = texts
      others.removeAll(where: texts.contains)
    }
    // Files that only mention an exercise count if nothing is named after it.
    for exercise in exercises where answers[exercise] == nil {
      let mentioning = others.filter { $0.kind == .script && $0.name.mentionedExercise(of: exercises) == exercise }
      guard !mentioning.isEmpty else { continue }
      answers[exercise] = mentioning
      others.removeAll(where: mentioning.contains)
    }
    // The only exercise of a lesson may have another name. Files in further folders are those of other assignments.
    if exercises.count == 1, answers.isEmpty, pages.isEmpty {
      // A file that is named after the student is the answer even if a text editor gave it another ending.
      let chosen = others.filter { ($0.kind == .script && $0.depth == 0) || ($0.kind == .text && $0.isWhole) }
      if !chosen.isEmpty { answers[exercises[0]] = chosen }
      others.removeAll(where: chosen.contains)
    }
    self.others = others
  }

  /// The files that are answers, or that somebody could have meant for one.
  package var paths: [String] {
    (pages + answers.values.joined() + others.filter { $0.kind == .script || $0.kind == .archive }).map(\.path)
  }

  /// Says why an exercise without an answer has none.
  package func absence(of exercise: String) -> Absence {
    for file in others {
      if case .unreadFolder(let reason) = file.kind { return .refused("\(shown([file])): \(reason)") }
    }
    let archives = others.filter { $0.kind == .archive }
    if !archives.isEmpty {
      return .refused("\(shown(archives)): an archive is not opened; unpack it and mark again")
    }
    // Which exercise they answer, nobody can know.
    let unnamed = others.filter { $0.kind == .script && $0.depth == 0 }
    if !unnamed.isEmpty, exercises.count > 1 {
      return .refused("\(shown(unnamed)): the lesson has several exercises, and this is not named after one of them")
    }
    guard !others.isEmpty else { return .missing(nil) }
    return .missing("No file is named \(exercise).eb; found \(shown(others)).")
  }

  /// How many files a reason names.
  private static let shownFiles = 20

  private func shown(_ files: [AnswerFile], hasFolders: Bool = false) -> String {
    guard !hidesNames else { return files.count == 1 ? "1 file" : "\(files.count) files" }
    let more = files.count - Self.shownFiles
    return files.prefix(Self.shownFiles).map { hasFolders ? $0.shownInFolder : $0.shownAs }.joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
  }

  /// Why several files for one exercise are not read: nobody can know which one is meant.
  package func ambiguity(of files: [AnswerFile]) -> String {
    // What is equal below the folders of a student can only be told apart with these.
    let hasTwins = Set(files.map(\.shownAs)).count < files.count
    return "there is more than one file for this exercise (\(shown(files, hasFolders: hasTwins)))"
  }
}
