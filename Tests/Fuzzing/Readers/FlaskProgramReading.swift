import Diagnostics
import FlaskSource
import Interpreter
import PythonSyntax
import Rendering
import Resolution
import Syntax

/// Reads bytes as a Flask program and runs it under a release that the first byte chooses. Every event can be shown in each
/// format, and the script of the program runs without a syntax error.
func readProgram(_ bytes: [UInt8]) throws(Broken) {
  let releases = Framework.standard.releases
  let release = releases[Int(bytes.first ?? 0) % max(1, releases.count)]
  let files = ProgramFiles(SourceText(name: "fuzzed.py", bytes: Array(bytes.dropFirst()))) { _ in nil }
  if let refusal = files.otherFramework {
    return try requireHarmless(refusal.picture(in: files.main.source))
  }
  let translation = Translation(files, release: release)
  var run = TranslationRun(translation)
  for event in run.run() { try show(event, in: run.source, by: transcripts) }
  let script = TranslationScript(translation).text
  var source = SourceText(name: "script.eb", script)
  var parser = Parser(source)
  while let parsed = parser.next(in: &source) {
    let error = parsed.diagnostics.first { $0.severity == .error }
    try require(error == nil, "the script of a program has an error: \(error?.message ?? "")\n\(script)")
  }
}
