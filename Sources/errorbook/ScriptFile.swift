import Diagnostics
import Files
import Rendering
import Syntax

/// Why a file cannot be run at all: said in one line, since there is no text to draw a picture of.
struct FileProblem: Error {
  var file: String
  var slug: String
  var message: String
  var help: String?
  /// Where in the text, where the text could be read that far.
  var position: Position?

  var text: StyledText {
    let place = position.map { ":\($0.line):\($0.column)" } ?? ""
    let help = help.map { "; \($0)" } ?? ""
    return "errorbook: \(file)\(place): \("error", .error)[\(slug)]: \(message)\(help)\n"
  }

  /// The event `diagnostic`; line and column are null where no text was read.
  var json: JSONValue {
    [
      "event": "diagnostic", "file": .string(file), "line": JSONValue(position?.line), "severity": "error",
      "code": .string(slug), "message": .string(message), "column": JSONValue(position?.column),
      "help": JSONValue(help), "notes": [], "labels": [],
    ]
  }
}

extension DiagnosticKind {
  /// Reported here and nowhere below: the floors below see text, not files.
  static let unreadableFile = DiagnosticKind(
    "unreadable-file", title: "A file that cannot be read",
    explanation: """
      The file does not exist, is a folder, or may not be read by you; the message says what the system says. The other \
      files of the command are run all the same, and the exit status is 2.
      """,
    wrong: "", right: "")
}

/// A script or lesson as it stands in a file.
enum ScriptFile {
  /// Reads a file; `-` is standard input.
  static func read(_ path: String) -> Result<SourceText, FileProblem> {
    bytes(path).flatMap { bytes in
      let source = SourceText(name: path, bytes: bytes)
      guard let problem = textProblem(in: source) else { return .success(source) }
      let position = source.position(of: problem.primary.span.start)
      return .failure(
        FileProblem(
          file: path, slug: problem.kind.slug, message: problem.message, help: problem.help, position: position))
    }
  }

  /// What a file holds, text or not; `-` is standard input.
  static func bytes(_ path: String) -> Result<[UInt8], FileProblem> {
    do throws(FileFailure) {
      let limit = TextLimit.file
      let bytes = path == "-" ? try readInput(beyond: limit) : try readFile(path, beyond: limit)
      // Files without an end, such as devices, are read no further than any script may go.
      guard let problem = sizeProblem(ofFile: bytes.count) else { return .success(bytes) }
      return .failure(FileProblem(file: path, slug: problem.kind.slug, message: problem.message, help: problem.help))
    } catch {
      return .failure(unreadable(path, error))
    }
  }

  private static func unreadable(_ path: String, _ failure: FileFailure) -> FileProblem {
    let reason = failure.isMissing ? "no such file" : failure.reasonInSentence
    return FileProblem(file: path, slug: DiagnosticKind.unreadableFile.slug, message: reason)
  }
}
