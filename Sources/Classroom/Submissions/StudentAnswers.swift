import Exercises
import Marking

/// A student's answers by exercise, read one after the other.
package struct StudentAnswers: Sendable {
  package enum Answer: Sendable, Hashable {
    /// - Parameter variant: the one that the answer names.
    case answer([UInt8], variant: Variant?)
    case refused(SubmissionReader.Refusal)
    case missing(String?)
  }

  package private(set) var byExercise: [String: Answer] = [:]

  /// Whether something is there for any exercise.
  var hasAny: Bool {
    byExercise.values.contains { if case .missing = $0 { false } else { true } }
  }

  /// How many bytes all answers have.
  var byteCount: Int {
    byExercise.values.reduce(0) { count, answer in
      if case .answer(let bytes, _) = answer { count + bytes.count } else { count }
    }
  }

  /// How large a page of `errorbook hand-in` may be.
  static let pageLimit = 1 << 20

  /// - Parameter hidesNames: whether reasons must not have the names of files, which may be those of people.
  package init(_ student: HandedIn.Student, _ exercises: [String], hidesNames: Bool, _ reader: SubmissionReader) {
    let files = StudentFiles(student.files, exercises: exercises, hidesNames: hidesNames)
    var candidates: [String: [Candidate]] = [:]
    var refusal: SubmissionReader.Refusal?
    for page in files.pages {
      switch reader.bytes(page.path, Self.pageLimit) {
      case .failure(let failure): refusal = failure
      case .success(let bytes):
        let variant = VariantLine.variant(in: bytes)
        // What a page says about verdicts is for people; answers are judged again.
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

  /// The only answer, or several that are the same.
  private static func answer(_ candidates: [Candidate], _ files: StudentFiles) -> Answer? {
    guard let first = candidates.first else { return nil }
    guard candidates.count > 1 else { return first.answer }
    guard case .answer(let bytes, _) = first.answer,
      candidates.allSatisfy({ if case .answer(bytes, _) = $0.answer { true } else { false } })
    else { return .refused(.refusedInput(files.ambiguity(of: candidates.map(\.file)))) }
    return first.answer
  }

  private static func absence(_ absence: StudentFiles.Absence) -> Answer {
    switch absence {
    case .refused(let reason): .refused(.refusedInput(reason))
    case .missing(let reason): .missing(reason)
    }
  }
}
