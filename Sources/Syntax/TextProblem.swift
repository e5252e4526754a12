import Diagnostics

/// The size limits of a script. Both are far above anything that a person writes.
public enum TextLimit {
  /// 64 MiB.
  public static let file = 64 * 1024 * 1024
  /// 1 MiB, without the line end.
  public static let line = 1024 * 1024
}

/// Returns a diagnostic if a file is too large. It needs only the size, so a huge file is not read. The diagnostic
/// points to the start of the text.
public func sizeProblem(ofFile size: Int) -> Diagnostic? {
  guard size > TextLimit.file else { return nil }
  return Diagnostic(
    .fileTooLarge, .error, "the file is larger than 64 MiB", at: Label(Span(start: 0, end: 0)),
    help: "split it into several scripts")
}

/// Returns why a text cannot be a script, including its size; nil if it can be parsed. Call this before the first
/// `Parser` of a file: otherwise a file that is not text would give one strange diagnostic per line.
///
/// A UTF-8 byte order mark, any kind of line break and a last line without one are all fine.
public func textProblem(in source: SourceText) -> Diagnostic? {
  let bytes = source.bytes
  if let problem = sizeProblem(ofFile: bytes.count) { return problem }
  if let problem = otherEncoding(bytes) { return problem }
  return firstProblem(bytes)
}

private func otherEncoding(_ bytes: [UInt8]) -> Diagnostic? {
  let hasMark = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  // In UTF-16, every second byte of English text is NUL.
  let sample = bytes.prefix(64)
  let even = sample.enumerated().filter { $0.offset % 2 == 0 && $0.element == 0 }.count
  let odd = sample.enumerated().filter { $0.offset % 2 == 1 && $0.element == 0 }.count
  let isPattern = sample.count >= 4 && max(even, odd) * 3 >= sample.count && min(even, odd) == 0
  guard hasMark || isPattern else { return nil }
  return Diagnostic(
    .utf16File, .error, "expected a file in UTF-8, found UTF-16",
    at: Label(Span(start: 0, end: Int32(min(2, bytes.count)))),
    help: "save the file as UTF-8 in your editor, or run `iconv -f UTF-16 -t UTF-8`")
}

/// Returns a diagnostic for the first NUL, invalid UTF-8 byte, or line that is too long. The length of a line is
/// checked at its end, or earlier if another error could come first.
private func firstProblem(_ bytes: [UInt8]) -> Diagnostic? {
  var place = bytes.endOfPlainText(from: 0)
  var lineStart = 0
  while place < bytes.count {
    let byte = bytes[place]
    if place - lineStart > TextLimit.line { return longLine(lineStart) }
    if byte >= 0x80 {
      guard place - lineStart < TextLimit.line else { return longLine(lineStart) }
      guard let scalar = decodeScalar(bytes, at: place) else { return invalidUTF8(byte, place) }
      place = bytes.endOfPlainText(from: place + scalar.length)
      continue
    }
    if byte == 0 { return binaryFile(place) }
    if byte.endsLine { lineStart = place + 1 }
    place = bytes.endOfPlainText(from: place + 1)
  }
  return place - lineStart > TextLimit.line ? longLine(lineStart) : nil
}

private func label(_ start: Int, length: Int) -> Label {
  Label(Span(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: start + length)))
}

private func binaryFile(_ place: Int) -> Diagnostic {
  Diagnostic(
    .binaryFile, .error, "the file contains a NUL byte, so it is not a text file", at: label(place, length: 1),
    help: "use the name of a script, which is a text file with a name that ends in `.eb`")
}

private func longLine(_ start: Int) -> Diagnostic {
  Diagnostic(
    .lineTooLong, .error, "this line is longer than 1 MiB", at: label(start, length: 0),
    help: "write one statement per line")
}

private func invalidUTF8(_ byte: UInt8, _ place: Int) -> Diagnostic {
  let number = String(byte, radix: 16, uppercase: true)
  return Diagnostic(
    .invalidUTF8, .error, "the byte 0x\(number) is not valid UTF-8", at: label(place, length: 1),
    help: "save the file as UTF-8; it may be in Latin-1 or Windows-1252")
}
