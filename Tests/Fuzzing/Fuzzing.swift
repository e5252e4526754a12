import Glibc

/// # Fuzzing
///
/// In: bytes that libFuzzer makes up, led by which branches they reach. Out: nothing, or the end of the program with a
/// sentence that says what did not hold. Whatever comes from outside of the program is read here as the program reads
/// it, and what must hold for any input is required: no trap, no endless run, and what each file of this folder adds.
/// `Tests/Fuzzing/run` builds and starts it; an input that brings it down is kept as a file and becomes a test.

/// What reads bytes from outside.
enum Reader: String {
  case syntax, session, lesson, history, progress

  /// libFuzzer has an option for everything but this.
  static let chosen: Reader = {
    guard let name = getenv("ERRORBOOK_FUZZING"), let reader = Reader(rawValue: String(cString: name)) else {
      fatalError("ERRORBOOK_FUZZING names none of syntax, session, lesson, history, progress")
    }
    return reader
  }()

  func read(_ bytes: [UInt8]) {
    switch self {
    case .syntax: readSyntax(bytes)
    case .session: runSession(bytes)
    case .lesson: readLesson(bytes)
    case .history: readHistory(bytes)
    case .progress: readProgress(bytes)
    }
  }
}

/// libFuzzer calls this with one input after the other.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Reader.chosen.read(Array(UnsafeBufferPointer(start: data, count: count)))
  return 0
}

/// Brings the program down where something does not hold, so that libFuzzer keeps the input.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
  guard holds else { fatalError(what()) }
}
