import Rendering
import WebMemory

/// # Web
///
/// The engine for the browser. Input: fields of bytes. Output: the text that errorbook prints. JavaScript calls a few
/// functions; the module imports nothing. WebMemory says how a call is made.

// MARK: Fields and text

func write(_ text: StyledText) { Theme.colorless.write(text, to: &output) }

extension [UInt8] {
  /// Splits the bytes at zero bytes into at most `count` fields.
  func fields(_ count: Int) -> [ArraySlice<UInt8>] {
    split(separator: 0, maxSplits: count - 1, omittingEmptySubsequences: false)
  }
}

extension [ArraySlice<UInt8>] {
  /// Returns a field, or no bytes if it does not exist.
  func bytes(_ place: Int) -> [UInt8] { indices.contains(place) ? Array<UInt8>(self[place]) : [] }

  func text(_ place: Int) -> String { String(decoding: bytes(place), as: UTF8.self) }

  /// Returns the fences of a lesson from this field on: two fields each, the words and the content.
  func fences(from start: Int) -> [(words: String, content: String)] {
    stride(from: start, to: count - 1, by: 2).map { (words: text($0), content: text($0 + 1)) }
  }
}
