/// # Fuzzing
///
/// Input: any bytes. Output: nothing, or a sentence about a failed check. These functions read untrusted input like the
/// program and check what must be true for any input: no trap, no endless loop, and the checks in each file of this folder.
/// The fuzzer uses generated inputs (`Tests/Fuzzing/run`). The tests use the files of the project and inputs that failed in
/// fuzzing.

/// The readers of untrusted input.
package enum FuzzedReader: String, Sendable, CaseIterable {
  case syntax, session, program, lesson, history, progress, marking, python

  package func read(_ bytes: [UInt8]) throws(Broken) {
    switch self {
    case .syntax: try readSyntax(bytes)
    case .session: try runSession(bytes)
    case .program: try readProgram(bytes)
    case .lesson: try readLesson(bytes)
    case .history: try readHistory(bytes)
    case .progress: try readProgress(bytes)
    case .marking: try markAnswer(bytes)
    case .python: try readPython(bytes)
    }
  }
}

/// A failed check.
package struct Broken: Error {
  package var what: String
}

func require(_ condition: Bool, _ what: @autoclosure () -> String) throws(Broken) {
  guard condition else { throw Broken(what: what()) }
}
