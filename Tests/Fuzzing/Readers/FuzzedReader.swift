/// # Fuzzing
///
/// In: any bytes. Out: nothing, or a sentence that says what did not hold. Whatever comes from outside of the program is
/// read here as the program reads it, and what must hold for any input is required: no trap, no endless run, and what each
/// file of this folder adds. The fuzzer beside this folder feeds it with what libFuzzer makes up (`Tests/Fuzzing/run`); the
/// tests feed it with what is in the project, and with the inputs that fuzzing found something with.

/// What reads bytes from outside.
package enum FuzzedReader: String, Sendable, CaseIterable {
  case syntax, session, lesson, history, progress, marking

  package func read(_ bytes: [UInt8]) throws(Broken) {
    switch self {
    case .syntax: try readSyntax(bytes)
    case .session: try runSession(bytes)
    case .lesson: try readLesson(bytes)
    case .history: try readHistory(bytes)
    case .progress: try readProgress(bytes)
    case .marking: try markAnswer(bytes)
    }
  }
}

/// What did not hold.
package struct Broken: Error {
  package var what: String
}

func require(_ holds: Bool, _ what: @autoclosure () -> String) throws(Broken) {
  guard holds else { throw Broken(what: what()) }
}
