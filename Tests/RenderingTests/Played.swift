import Diagnostics
import Interpreter
import Resolution

@testable import Rendering

/// The output of a script, as text or as JSON lines.
struct Played {
  private let session: Session
  private let events: [Event]

  init(_ script: String, release: String = "3.1", resolver: Resolver = .release) {
    var session = Session(
      name: "app.eb", release: Framework.flask.release(named: release) ?? .standard, resolver: resolver)
    events = session.run(script)
    self.session = session
  }

  var text: String { text(.script()) }

  var plainText: String { text(.script(isPlain: true)) }

  private func text(_ style: EventText) -> String {
    Theme.colorless.render(events.reduce(into: StyledText()) { $0 += shown($1, style) })
  }

  private func shown(_ event: Event, _ style: EventText) -> StyledText {
    if case .diagnostic(let diagnostic) = event.kind { return diagnostic.picture(in: session.source) }
    return style.render(event, session.source.texts)
  }

  /// Returns the JSON lines of one kind of event.
  func json(_ name: String) -> [String] {
    var writer = JSONWriter()
    return events.compactMap { event in
      writer.removeAll()
      writer.writeLine(event, in: session.source)
      let line = String(decoding: writer.bytes.dropLast(), as: UTF8.self)
      return line.hasPrefix("{\"event\":\"\(name)\"") ? line : nil
    }
  }

  /// The slugs of the diagnostics.
  var slugs: [String] {
    events.compactMap { if case .diagnostic(let diagnostic) = $0.kind { diagnostic.kind.slug } else { nil } }
  }
}

extension EventText {
  /// Returns the text of the only event that is not a diagnostic.
  func render(_ event: Event, _ texts: TextTable) -> StyledText {
    var text = StyledText()
    write(event, texts, to: &text)
    return text
  }
}
