import Diagnostics
import Files
import Rendering
import Syntax

/// A problem with a file: a message of one line, since there is no source text to show.
struct FileProblem: Error {
  var file: String
  var slug: String
  var message: String
  var help: String?
  /// The position in the text, if the text could be read that far.
  var position: Position?

  var text: StyledText {
    let place = position.map { ":\($0.line):\($0.column)" } ?? ""
    let help = help.map { "; \($0)" } ?? ""
    return "errorbook: \(file)\(place): \("error", .error)[\(slug)]: \(message)\(help)\n"
  }

  /// The event `diagnostic`. Line and column are null if no text was read.
  var json: JSONValue {
    [
      "event": "diagnostic", "file": .string(file), "line": JSONValue(position?.line), "severity": "error",
      "code": .string(slug), "message": .string(message), "column": JSONValue(position?.column),
      "help": JSONValue(help), "notes": [], "labels": [],
    ]
  }
}

extension DiagnosticKind {
  /// Only this target reports it: the targets below get text, not files.
  static let unreadableFile = DiagnosticKind(
    "unreadable-file", title: "A file that cannot be read",
    explanation: """
      The file does not exist, is a folder, or you have no permission to read it; the message has the system's reason. The \
      command still runs its other files. The exit status is 2.
      """,
    wrong: "", right: "")
}

/// Reads scripts and lessons from files.
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

  /// Reads the bytes of a file, text or not; `-` is standard input.
  static func bytes(_ path: String) -> Result<[UInt8], FileProblem> {
    do throws(FileFailure) {
      let limit = TextLimit.file
      let bytes = path == "-" ? try readInput(beyond: limit) : try readFile(path, beyond: limit)
      // Endless files, such as devices, are read only up to the size limit of a script.
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
