import Diagnostics

/// How much a script may hold. Both limits are far above anything that a person writes.
public enum TextLimit {
  /// 64 MiB.
  public static let file = 64 * 1024 * 1024
  /// 1 MiB, without the line end.
  public static let line = 1024 * 1024
}

/// What is wrong with a file as a whole, judged by its size alone, so that a huge file need not be read. A diagnostic
/// wants a place: it is the beginning of the text.
public func sizeProblem(ofFile size: Int) -> Diagnostic? {
  guard size > TextLimit.file else { return nil }
  return Diagnostic(
    .fileTooLarge, .error, "the file is larger than 64 MiB", at: Label(Span(start: 0, end: 0)),
    help: "split it into several scripts")
}

/// Why a text as a whole is no script, size included; nil where statements can be looked for. To be asked before the
/// first `Parser` of a file: what is no text would give one strange diagnostic a line.
///
/// A byte order mark of UTF-8, any kind of line end and a last line without one are all fine.
public func textProblem(in source: SourceText) -> Diagnostic? {
  let bytes = source.bytes
  if let problem = sizeProblem(ofFile: bytes.count) { return problem }
  if let problem = otherEncoding(bytes) { return problem }
  return firstProblem(bytes)
}

private func otherEncoding(_ bytes: [UInt8]) -> Diagnostic? {
  let hasMark = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  // In UTF-16 every other byte of English text is NUL.
  let sample = bytes.prefix(64)
  let even = sample.enumerated().filter { $0.offset % 2 == 0 && $0.element == 0 }.count
  let odd = sample.enumerated().filter { $0.offset % 2 == 1 && $0.element == 0 }.count
  let isPattern = sample.count >= 4 && max(even, odd) * 3 >= sample.count && min(even, odd) == 0
  guard hasMark || isPattern else { return nil }
  return Diagnostic(
    .utf16File, .error, "the file is in UTF-16, and a script is in UTF-8",
    at: Label(Span(start: 0, end: Int32(min(2, bytes.count)))),
    help: "save it as UTF-8, which every editor offers, or run `iconv -f UTF-16 -t UTF-8`")
}

/// The leftmost NUL, byte that is not UTF-8, or line that is too long. A line is measured where it ends, or where something
/// else could be wrong before.
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
    .binaryFile, .error, "the file holds a NUL byte, so it is no text", at: label(place, length: 1),
    help: "give the name of a script, a text file whose name ends in `.eb`")
}

private func longLine(_ start: Int) -> Diagnostic {
  Diagnostic(
    .lineTooLong, .error, "this line is longer than 1 MiB", at: label(start, length: 0),
    help: "write one statement a line")
}

private func invalidUTF8(_ byte: UInt8, _ place: Int) -> Diagnostic {
  let number = String(byte, radix: 16, uppercase: true)
  return Diagnostic(
    .invalidUTF8, .error, "the byte 0x\(number) here is not UTF-8", at: label(place, length: 1),
    help: "save the file as UTF-8; it may be in Latin-1 or Windows-1252")
}
