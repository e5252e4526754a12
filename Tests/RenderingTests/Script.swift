import Diagnostics

@testable import Rendering

/// A script with marked and labeled spans: `«0:E1»` is the primary one, `«1:...»` the first of the others.
struct Script {
  private(set) var source: SourceText
  private var spans: [Int: Span] = [:]

  init(_ marked: String, name: String = "checkout.eb") {
    var bytes: [UInt8] = []
    var open: [(label: Int, start: Int32)] = []
    var spans: [Int: Span] = [:]
    var scalars = marked.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "«":
        let label = scalars.popFirst().flatMap { Int(String($0)) } ?? 0
        scalars = scalars.dropFirst()
        open.append((label, Int32(bytes.count)))
      case "»":
        guard let (label, start) = open.popLast() else { continue }
        spans[label] = Span(start: start, end: Int32(bytes.count))
      default:
        bytes += Array(String(scalar).utf8)
      }
    }
    source = SourceText(name: name, bytes: bytes)
    self.spans = spans
  }

  func diagnostic(
    _ kind: DiagnosticKind = .sample, _ severity: Diagnostic.Severity = .error, _ message: String = "it is wrong",
    labels: [String] = [""], help: String? = nil, notes: [String] = []
  ) -> Diagnostic {
    let placed = labels.enumerated().map { index, text in
      Diagnostic.Label(spans[index] ?? Span(start: 0, end: 0), text)
    }
    return Diagnostic(
      kind, severity, message, at: placed[0], also: Array(placed.dropFirst()), help: help.map { Advice($0) },
      notes: notes)
  }

  func picture(
    _ kind: DiagnosticKind = .sample, _ message: String = "it is wrong", labels: [String] = [""],
    help: String? = nil, notes: [String] = []
  ) -> String {
    Theme.colorless.render(
      diagnostic(kind, .error, message, labels: labels, help: help, notes: notes).picture(in: source))
  }

  /// The picture without its first three lines, which are always similar, and without the last line break.
  func drawing(_ labels: String...) -> String {
    picture(labels: labels).split(separator: "\n").dropFirst(3).joined(separator: "\n")
  }
}

extension DiagnosticKind {
  static let sample = DiagnosticKind("sample", title: "a sample", explanation: "It is.", wrong: "x", right: "y")

  static let inconsistentMRO = DiagnosticKind(
    "inconsistent-mro", title: "the ancestors cannot be put in one order", explanation: "", wrong: "", right: "")
}

/// A script given as bytes, for spans and texts that a marked script cannot express.
struct SourceTextBytes {
  private let source: SourceText

  init(_ bytes: [UInt8]) { source = SourceText(name: "x", bytes: bytes) }

  func drawing(from start: Int32, to end: Int32) -> String {
    let diagnostic = Diagnostic(.sample, .error, "it is wrong", at: .init(Span(start: start, end: end)))
    return diagnostic.picture(in: source).characters.split(separator: "\n").dropFirst(3).joined(separator: "\n")
  }
}
