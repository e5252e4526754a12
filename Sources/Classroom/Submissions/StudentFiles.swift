/// Assigns a student's files to exercises.
package struct StudentFiles: Sendable {
  /// Pages from `errorbook hand-in`. Their contents say which exercises they answer.
  package let pages: [AnswerFile]
  /// By exercise. Several files are accepted for one exercise only if they are identical.
  package private(set) var answers: [String: [AnswerFile]] = [:]
  /// Why there is no answer, as far as the files show.
  package enum Absence: Sendable, Hashable {
    case refused(String)
    case missing(String?)
  }

  private let others: [AnswerFile]
  private let exercises: [String]
  private let hidesNames: Bool

  /// - Parameter hidesNames: whether to keep file names out of reasons, because they can contain names of people.
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
    // A file that only mentions an exercise counts if no file is named after it.
    for exercise in exercises where answers[exercise] == nil {
      let mentioning = others.filter { $0.kind == .script && $0.name.mentionedExercise(of: exercises) == exercise }
      guard !mentioning.isEmpty else { continue }
      answers[exercise] = mentioning
      others.removeAll(where: mentioning.contains)
    }
    // In a lesson with one exercise, the file may have any name. Files in subfolders belong to other assignments.
    if exercises.count == 1, answers.isEmpty, pages.isEmpty {
      // A file named after the student is the answer, even if a text editor changed its ending.
      let chosen = others.filter { ($0.kind == .script && $0.depth == 0) || ($0.kind == .text && $0.isWhole) }
      if !chosen.isEmpty { answers[exercises[0]] = chosen }
      others.removeAll(where: chosen.contains)
    }
    self.others = others
  }

  /// The paths of files that are answers or may be meant as answers.
  package var paths: [String] {
    (pages + answers.values.joined() + others.filter { $0.kind == .script || $0.kind == .archive }).map { $0.path }
  }

  /// Returns why an exercise has no answer.
  package func absence(of exercise: String) -> Absence {
    for file in others {
      if case .unreadFolder(let reason) = file.kind { return .refused("\(shown([file])): \(reason)") }
    }
    let archives = others.filter { $0.kind == .archive }
    if !archives.isEmpty {
      return .refused("\(shown(archives)): archives are not opened; unpack the files and grade again")
    }
    // It is not clear which exercise they answer.
    let unnamed = others.filter { $0.kind == .script && $0.depth == 0 }
    if !unnamed.isEmpty, exercises.count > 1 {
      return .refused("\(shown(unnamed)): the lesson has several exercises, and no exercise has this name")
    }
    guard !others.isEmpty else { return .missing(nil) }
    return .missing("No file is named \(exercise).eb; found \(shown(others)).")
  }

  /// The maximum number of files that a reason names.
  private static let shownFiles = 20

  private func shown(_ files: [AnswerFile], hasFolders: Bool = false) -> String {
    guard !hidesNames else { return files.count == 1 ? "1 file" : "\(files.count) files" }
    let more = files.count - Self.shownFiles
    return files.prefix(Self.shownFiles).map { hasFolders ? $0.shownInFolder : $0.shownAs }.joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
  }

  /// Returns why several different files for one exercise are not read: it is not clear which one is meant.
  package func ambiguity(of files: [AnswerFile]) -> String {
    // Files with equal paths inside different folders of a student need the folder names.
    let hasTwins = Set(files.map { $0.shownAs }).count < files.count
    return "there is more than one file for this exercise (\(shown(files, hasFolders: hasTwins)))"
  }
}
