/// A page of the book, without the frame that all pages share.
struct BookPage {
  enum Kind: String {
    case index, lesson, playground, mark
    /// A text that a lesson links to, without anything that runs.
    case guide
    /// A script or a program that a lesson links to, as text.
    case program
  }

  var kind: Kind
  /// The name of its file, without the extension.
  let stem: String
  let title: String
  /// A hash of the text that the page shows.
  var version = ""
  /// The path of the text that the page shows.
  var name: String?
  var hasExercises = false
  /// The HTML of the page.
  var content: [UInt8] = []
  /// Returns what the scripts need to know, as JSON, given the next page. Nil if they need nothing.
  var data: ((PageTurn?) -> [UInt8])?
  var previous: PageTurn?
  var next: PageTurn?

  init(_ kind: Kind, stem: String, title: String) { (self.kind, self.stem, self.title) = (kind, stem, title) }
}

/// A page for work that does not belong to a lesson. Scripts make its contents.
struct ToolPage {
  let stem: String
  private let kind: BookPage.Kind
  private let title: String
  private let sentence: String
  private let part: String

  static let playground = ToolPage(
    stem: "playground", kind: .playground, title: "Playground",
    sentence: "Try any statement of the lessons, in any release. Nothing that you type leaves this page.",
    part: "prompt")

  static let mark = ToolPage(
    stem: "mark", kind: .mark, title: "Mark a folder",
    sentence: "For teachers: mark the answers of a class here, as the command grade does. Nothing is uploaded.",
    part: "mark")

  var page: BookPage {
    var page = BookPage(kind, stem: stem, title: title)
    var html = HTMLWriter()
    html.element("h1", text: title)
    html.line()
    html.element("p", text: sentence)
    html.line()
    html.element("section", [.part(part), .init("aria-label", title)])
    html.line()
    page.content = html.bytes
    return page
  }
}
