import Diagnostics
import Exercises
import Marking

/// A page of feedback whose last line says what the page was when it was written. So a later run can tell a page of an
/// earlier one, which it may replace, from a page that a person wrote or changed.
package struct SealedPage: Sendable {
  package let bytes: [UInt8]

  package init(_ text: String) { bytes = Array((text + Self.seal(text)).utf8) }

  private static func seal(_ text: String) -> String { "\n<!-- errorbook feedback \(Fingerprint.text(of: text)) -->\n" }

  /// What writing the page over a file would do.
  package enum Replacement: Sendable, Hashable {
    /// The file is this page already.
    case nothing
    /// It replaces a page of an earlier run that nobody changed.
    case earlierPage
    /// A person wrote or changed the file.
    case othersWork
  }

  package func replacement(of file: [UInt8]) -> Replacement {
    file == bytes ? .nothing : Self.isIntact(file) ? .earlierPage : .othersWork
  }

  /// Whether a file holds such a page, and nobody has changed it.
  private static func isIntact(_ bytes: [UInt8]) -> Bool {
    guard let end = bytes.dropLast().lastIndex(of: .lineFeed) else { return false }
    return SealedPage(String(decoding: bytes[..<end], as: UTF8.self)).bytes == bytes
  }
}
