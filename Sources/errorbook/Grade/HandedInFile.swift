import Classroom
import Files
import Marking

/// Reads files that students handed in.
enum HandedInFile {
  typealias Refusal = SubmissionReader.Refusal

  /// Reads a file without waiting. Rejects links, devices, pipes, files that are too large, and files that change while
  /// they are read.
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
    case .isNoFile: .refusedInput("it is not a regular file")
    case .isTooLarge: .limit("a file of more than \(limit) bytes")
    case .wasChanged: .refusedInput("it changed while it was read")
    case .failed(let failure): .refusedInput(failure.reasonInSentence)
    }
  }
}
