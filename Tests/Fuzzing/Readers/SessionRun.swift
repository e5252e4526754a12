import Diagnostics
import Exercises
import Export
import Foundation
import Interpreter
import Lessons
import Rendering
import Resolution
import Syntax

/// Runs bytes as statements. Every event can be shown in each format, each line of JSON is valid, and the declarations can be
/// exported and drawn.
func runSession(_ bytes: [UInt8]) throws(Broken) {
  var session = Session(name: "fuzzed.eb")
  session.isTracing = bytes.first == UInt8(ascii: "#")
  var parser = session.read(bytes)
  while let parsed = session.next(from: &parser) {
    // The syntax reader draws the diagnostics of statements that do not parse.
    let shown = parsed.statement == nil ? [atPrompt] : transcripts
    for event in session.run(parsed) { try show(event, in: session.source, by: shown) }
  }
  let title = session.source.name
  _ = TestFileExport(title: title, release: TestFileExport.release(of: [bytes], otherwise: .standard)).export([bytes])
  _ = session.appCode
  let diagram = ClassDiagram(session, title: title)
  _ = (diagram.dot, diagram.mermaid)
}

private let atPrompt = Transcript(.prompt(), columns: 60)
let transcripts = [Transcript(.script()), Transcript(.script(isPlain: true)), atPrompt]

func show(_ event: Event, in source: SourceText, by transcripts: [Transcript]) throws(Broken) {
  for transcript in transcripts { try requireHarmless(transcript.render(event, in: source)) }
  var writer = JSONWriter()
  writer.writeLine(event, in: source)
  try requireValid(Array(writer.bytes))
}

/// Checks that the JSON is one line without control characters that other programs can read.
func requireValid(_ json: [UInt8]) throws(Broken) {
  let line = json.dropLast()
  try require(json.last == UInt8(ascii: "\n") && line.allSatisfy { $0 >= 0x20 }, "JSON is more than a line")
  try require((try? JSONSerialization.jsonObject(with: Data(line))) != nil, "JSON is not valid: \(line)")
}
