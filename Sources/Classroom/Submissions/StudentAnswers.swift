import Exercises
import Marking

/// A student's answers by exercise. Files are read one at a time.
package struct StudentAnswers: Sendable {
  package enum Answer: Sendable, Hashable {
    /// - Parameter variant: the variant that the answer names.
    case answer([UInt8], variant: Variant?)
    case refused(SubmissionReader.Refusal)
    case missing(String?)
  }

  package private(set) var byExercise: [String: Answer] = [:]

  /// Whether there is a submission for any exercise.
  var hasAny: Bool {
    byExercise.values.contains { if case .missing = $0 { false } else { true } }
  }

  /// The total size of all answers.
  var byteCount: Int {
    byExercise.values.reduce(0) { count, answer in
      if case .answer(let bytes, _) = answer { count + bytes.count } else { count }
    }
  }

  /// The maximum size of a page from `errorbook hand-in`.
  static let pageLimit = 1 << 20

  /// - Parameter hidesNames: whether to keep file names out of reasons, because they can contain names of people.
  package init(_ student: ClassSubmissions.Student, _ exercises: [String], hidesNames: Bool, _ reader: SubmissionReader)
  {
    let files = StudentFiles(student.files, exercises: exercises, hidesNames: hidesNames)
    var candidates: [String: [Candidate]] = [:]
    var refusal: SubmissionReader.Refusal?
    for page in files.pages {
      switch reader.bytes(page.path, Self.pageLimit) {
      case .failure(let failure): refusal = failure
      case .success(let bytes):
        let variant = VariantLine.variant(in: bytes)
        // Verdicts on a page are for people. The answers are judged again.
        for (name, answer) in HandIn.answers(in: bytes) {
          candidates[name, default: []].append(Candidate(file: page, answer: .answer(answer, variant: variant)))
        }
      }
    }
    for name in exercises {
      let all =
        (files.answers[name] ?? []).map { Candidate(file: $0, answer: Self.read($0, reader)) }
        + (candidates[name] ?? [])
      byExercise[name] =
        Self.answer(all, files) ?? refusal.map { .refused($0) } ?? Self.absence(files.absence(of: name))
    }
  }

  private struct Candidate {
    var file: AnswerFile
    var answer: Answer
  }

  private static func read(_ file: AnswerFile, _ reader: SubmissionReader) -> Answer {
    switch reader.bytes(file.path, AnswerLimits.standard.bytes) {
    case .failure(let failure): .refused(failure)
    case .success(let bytes): .answer(bytes, variant: VariantLine.variant(in: bytes))
    }
  }

  /// Returns the answer if there is only one, or if all candidates are identical.
  private static func answer(_ candidates: [Candidate], _ files: StudentFiles) -> Answer? {
    guard let first = candidates.first else { return nil }
    guard candidates.count > 1 else { return first.answer }
    guard case .answer(let bytes, _) = first.answer,
      candidates.allSatisfy({ if case .answer(bytes, _) = $0.answer { true } else { false } })
    else { return .refused(.refusedInput(files.ambiguity(of: candidates.map({ $0.file })))) }
    return first.answer
  }

  private static func absence(_ absence: StudentFiles.Absence) -> Answer {
    switch absence {
    case .refused(let reason): .refused(.refusedInput(reason))
    case .missing(let reason): .missing(reason)
    }
  }
}
