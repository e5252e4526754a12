#if canImport(FoundationEssentials)
  // A clean build waits for this program: the whole of Foundation takes the compiler a second longer.
  import FoundationEssentials
  import Glibc
#else
  import Foundation
#endif

// Writes a Swift file that holds other files as string literals: FileEmbedder OUTPUT FILE...

let paths = CommandLine.arguments.dropFirst()
guard let output = paths.first else { exit(64) }

var source = """
  /// Files that were embedded when the program was built, in order of name.
  enum EmbeddedFiles {
    static let files: [(name: String, text: String)] = [

  """
for path in paths.dropFirst() {
  let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
  // As many marks as no run in the text has: then nothing in it ends the literal or escapes from it.
  let longest = text.split { $0 != "#" }.map(\.count).max() ?? 0
  let marks = String(repeating: "#", count: longest + 1)
  source +=
    "    (\(marks)\"\(URL(filePath: path).lastPathComponent)\"\(marks), \(marks)\"\"\"\n\(text)\n\"\"\"\(marks)),\n"
}
source += "  ]\n}\n"
try Data(source.utf8).write(to: URL(filePath: output))
