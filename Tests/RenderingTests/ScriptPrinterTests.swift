import Interpreter
import Testing

@testable import Rendering

@Suite("Printing a script")
struct ScriptPrinterTests {
  private let script = """
    blueprint admin
    handler KeyError -> "key"
    raise KeyError
    abort 404 in admin
    raise E1
    respond "gone", 410
    expect last -> 411
    """

  @Test("what was handed out stays as it is while the next events are printed", arguments: [false, true])
  func pieces(isJSON: Bool) {
    var session = Session(name: "app.eb")
    let events = session.run(script)
    let source = session.source
    var printer = ScriptPrinter(isJSON ? .json : .text)
    let pieces = events.map { printer.print($0, in: source) }
    #expect(pieces.count == events.count && !pieces.isEmpty)
    for (piece, event) in zip(pieces, events) {
      let alone = Transcript(.script()).render(event, in: source)
      var writer = JSONWriter()
      writer.writeLine(event, in: source)
      switch piece {
      case .text(let text): #expect(!isJSON && text == alone)
      case .diagnostic(let text): #expect(!isJSON && text == alone + "\n")
      case .json(let line): #expect(isJSON && line == writer.bytes)
      }
    }
    #expect(printer.outcome == .error)
    #expect(printer.summary.characters == (isJSON ? "" : "1 expectation: 0 held, 1 failed\n"))
  }

  @Test("a request is headed by its statement, in the words of the language")
  func statements() {
    let requests = [
      "raise KeyError", "raise KeyError in admin", "abort 404", "abort 404 in admin", "visit unknown",
      "visit unknown in admin", "respond 404", #"respond "a \"b\"", 410 in admin"#,
    ]
    let printed = Played("blueprint admin\n" + requests.joined(separator: "\n")).text
    #expect(printed.split(separator: "\n").filter { !$0.hasPrefix(" ") }.map { String($0) } == requests)
  }
}
