import Diagnostics
import Exercises
import Marking

/// A page of feedback whose last line says what the page was when it was written. So a later run can tell a page of an
/// earlier one, which it may replace, from a page that a person wrote or changed.
package struct SealedPage: Sendable {
  package let bytes: [UInt8]

  package init(_ text: String) { bytes = Array((text + Self.seal(text)).utf8) }

  private static func seal(_ text: String) -> String { "\n<!-- errorbook feedback \(Fingerprint.text(of: text)) -->\n" }

  /// Whether a file holds such a page, and nobody has changed it.
  package static func isIntact(_ bytes: [UInt8]) -> Bool {
    guard let end = bytes.dropLast().lastIndex(of: .lineFeed) else { return false }
    return SealedPage(String(decoding: bytes[..<end], as: UTF8.self)).bytes == bytes
  }
}
