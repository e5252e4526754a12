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

  /// The output, piece by piece.
  private struct Pieces: ScriptOutput {
    enum Piece: Equatable {
      case text(StyledText), diagnostic(StyledText), json([UInt8])
    }

    var all: [Piece] = []

    mutating func print(_ text: StyledText) { all.append(.text(text)) }
    mutating func print(diagnostic picture: StyledText) { all.append(.diagnostic(picture)) }
    mutating func print(json line: ArraySlice<UInt8>) { all.append(.json(Array(line))) }
  }

  @Test("each event prints the same text, independent of earlier output", arguments: [false, true])
  func pieces(isJSON: Bool) {
    var session = Session(name: "app.eb")
    let events = session.run(script)
    let source = session.source
    var printer = ScriptPrinter(isJSON ? .json : .text)
    var output = Pieces()
    printer.print(Array(events.prefix(3)), in: source, to: &output)
    printer.print(Array(events.dropFirst(3)), in: source, to: &output)
    let expected = events.compactMap { event -> Pieces.Piece? in
      if isJSON {
        var writer = JSONWriter()
        writer.writeLine(event, in: source)
        return .json(Array(writer.bytes))
      }
      let alone = Transcript(.script()).render(event, in: source)
      if case .diagnostic = event.kind { return .diagnostic(alone + "\n") }
      // Declarations print nothing in a script.
      return alone.isEmpty ? nil : .text(alone)
    }
    #expect(output.all == expected)
    #expect(output.all.count == (isJSON ? events.count : 6))
    #expect(printer.outcome == .error)
    #expect(printer.summary.characters == (isJSON ? "" : "1 expectation: 0 passed, 1 failed\n"))
  }

  @Test("a request is printed below its statement")
  func statements() {
    let requests = [
      "raise KeyError", "raise KeyError in admin", "abort 404", "abort 404 in admin", "visit unknown",
      "visit unknown in admin", "respond 404", #"respond "a \"b\"", 410 in admin"#,
    ]
    let printed = Played("blueprint admin\n" + requests.joined(separator: "\n")).text
    #expect(printed.split(separator: "\n").filter { !$0.hasPrefix(" ") }.map { String($0) } == requests)
  }
}
