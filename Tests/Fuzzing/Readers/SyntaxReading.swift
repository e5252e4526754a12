import Diagnostics
import Rendering
import Syntax

/// Parses bytes as a script. The parser reaches the end, every step has a result, every span is inside the text, and every
/// diagnostic can be shown as a picture and as sentences.
func readSyntax(_ bytes: [UInt8]) throws(Broken) {
  var source = SourceText(name: "fuzzed.eb", bytes: bytes)
  if let problem = textProblem(in: source) { try draw(problem, in: source) }
  var parser = Parser(source)
  var steps = 0
  while let parsed = parser.next(in: &source) {
    steps += 1
    try require(steps <= bytes.count + 1, "the parser does not reach the end")
    try require(parsed.statement != nil || !parsed.diagnostics.isEmpty, "a step of the parser has no result")
    if let statement = parsed.statement { try requireInside(statement.span, source) }
    for diagnostic in parsed.diagnostics { try draw(diagnostic, in: source) }
  }
  try readLineByLine(bytes)
}

/// A text that is typed line by line needs more lines exactly if parsing all of it says so.
private func readLineByLine(_ bytes: [UInt8]) throws(Broken) {
  let lines = bytes.split(separator: UInt8.lineFeed, omittingEmptySubsequences: false)
  var block = UnfinishedBlock(Array(lines.first ?? []))
  var needsMore = isIncomplete(bytes + [.lineFeed])
  for line in lines.dropFirst() { needsMore = block.feed(Array(line)) }
  try require(needsMore == isIncomplete(bytes + [.lineFeed]), "reading line by line gives another result")
}

func draw(_ diagnostic: Diagnostic, in source: SourceText) throws(Broken) {
  try require(!diagnostic.message.isEmpty, "a diagnostic has no message")
  for label in [diagnostic.primary] + diagnostic.secondary { try requireInside(label.span, source) }
  try requireHarmless(diagnostic.picture(in: source))
  try requireHarmless(diagnostic.sentences(in: source))
}

func requireInside(_ span: Span, _ source: SourceText) throws(Broken) {
  try require(
    span.start >= 0 && span.start <= span.end && Int(span.end) <= source.bytes.count, "a span leaves the text: \(span)")
}

/// The output never contains terminal escapes, whatever the input.
func requireHarmless(_ text: StyledText) throws(Broken) {
  let rendered = Theme.colorless.render(text)
  // A fast path, since almost all output is ASCII and fuzzing needs speed.
  if rendered.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == UInt8(ascii: "\n") }) { return }
  let shown = String(String.UnicodeScalarView(rendered.unicodeScalars.lazy.filter { $0 != "\n" }))
  try require(escapedForDisplay(shown) == shown, "the output has terminal escapes: \(Array(shown.utf8))")
}
