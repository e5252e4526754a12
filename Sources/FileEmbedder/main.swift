#if canImport(FoundationEssentials)
  // A clean build waits for this program: the whole of Foundation takes the compiler a second longer.
  import FoundationEssentials
  import Glibc
#else
  import Foundation
#endif

// Writes a Swift file that contains other files as string literals, each with its path in a folder:
// FileEmbedder OUTPUT NAME FOLDER PATH...

let arguments = CommandLine.arguments
guard arguments.count > 3 else { exit(64) }
let (output, name, folder) = (arguments[1], arguments[2], URL(filePath: arguments[3]))

var source = """
  /// The embedded files, sorted by name.
  enum \(name) {
    static let files: [(name: String, text: String)] = [

  """
for path in arguments[4...] {
  let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  // Use more `#` than the text has in a row, so that nothing in the text ends the literal or is an escape.
  let longest = text.split { $0 != "#" }.map(\.count).max() ?? 0
  let marks = String(repeating: "#", count: longest + 1)
  source +=
    "    (\(marks)\"\(path)\"\(marks), \(marks)\"\"\"\n\(text)\n\"\"\"\(marks)),\n"
}
source += "  ]\n}\n"
try Data(source.utf8).write(to: URL(filePath: output))
