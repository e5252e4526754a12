import Classroom
import Files
import Marking

/// A file that a student handed in.
enum HandedInFile {
  typealias Refusal = SubmissionReader.Refusal

  /// Reads the file as it is, and never waits for anybody: no link is followed, no device or pipe is read, no file that is
  /// too large, and none that changes meanwhile.
  static func read(_ path: String, limit: Int) -> Result<[UInt8], Refusal> {
    do throws(UntrustedFile.Refusal) {
      return .success(try UntrustedFile.bytes(of: path, limit: limit))
    } catch {
      return .failure(refusal(error, limit: limit))
    }
  }

  private static func refusal(_ refusal: UntrustedFile.Refusal, limit: Int) -> Refusal {
    switch refusal {
    case .isLink: .refusedInput("it is a symbolic link")
    case .isNoFile: .refusedInput("it is no ordinary file")
    case .isTooLarge: .limit("a file of more than \(limit) bytes")
    case .wasChanged: .refusedInput("it was changed while it was read")
    case .failed(let failure): .refusedInput(failure.reasonInSentence)
    }
  }
}
