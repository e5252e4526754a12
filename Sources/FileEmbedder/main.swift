import Foundation

// Writes a Swift file that contains other files as string literals: FileEmbedder OUTPUT FILE...

let paths = CommandLine.arguments.dropFirst()
guard let output = paths.first else { exit(64) }

var source = """
  /// The embedded files, sorted by name.
  enum EmbeddedFiles {
    static let files: [(name: String, text: String)] = [

  """
for path in paths.dropFirst() {
  let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
  // Use more `#` than the text has in a row, so that nothing in the text ends the literal or is an escape.
  let longest = text.split { $0 != "#" }.map(\.count).max() ?? 0
  let marks = String(repeating: "#", count: longest + 1)
  source +=
    "    (\(marks)\"\(URL(filePath: path).lastPathComponent)\"\(marks), \(marks)\"\"\"\n\(text)\n\"\"\"\(marks)),\n"
}
source += "  ]\n}\n"
try Data(source.utf8).write(to: URL(filePath: output))
