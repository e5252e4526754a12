/// # BookFiles
///
/// The scripts and styles of the book's pages, embedded in the program at build time, and the engine for the browser if the
/// build had one. This target has only data; Book puts it into pages.
package enum BookFiles {
  /// The scripts, by the name of the file.
  package static let scripts = files("Scripts/")

  /// The style sheets, by the name of the file.
  package static let styles = files("Styles/")

  /// The engine as scripts, by the name of the file. Empty if the program was built without it.
  package static var engine: [(name: String, text: String)] { EmbeddedEngine.files }

  private static func files(_ folder: String) -> [(name: String, text: String)] {
    EmbeddedFiles.files.filter { $0.name.hasPrefix(folder) }.map { (String($0.name.dropFirst(folder.count)), $0.text) }
  }
}
