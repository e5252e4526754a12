import Exercises
import Lessons
import Rendering

/// The first page: for the course a shop with a surprise, and for every book the list of its lessons.
struct IndexPage {
  static let stem = "index"

  private let settings: Book.Settings
  private let lessons: [ListedLesson]
  /// The pages of prose: the quiz and the guides.
  private let guides: [BookSource]
  private let links: PageLinks

  init(_ settings: Book.Settings, _ lessons: [ListedLesson], guides: [BookSource], _ links: PageLinks) {
    // Pages beside the lessons, such as the quiz, come before those in folders.
    let ordered = guides.filter { !$0.path.contains("/") } + guides.filter { $0.path.contains("/") }
    (self.settings, self.lessons, self.guides, self.links) = (settings, lessons, ordered, links)
  }

  var page: BookPage {
    var page = BookPage(.index, stem: Self.stem, title: settings.title)
    var html = HTMLWriter()
    if settings.isCourse {
      writeShop(to: &html)
    } else {
      html.element("h1", text: settings.title)
      html.line()
    }
    writeLessons(to: &html)
    writeGuides(to: &html)
    page.content = html.bytes
    page.data = { _ in json }
    return page
  }

  /// The bug of the course as a shop. Its numbers of lines and its release are left to the engine.
  private static let shop = """
    class Timeout(Exception)
    class PaymentError(Exception)
    class CardTimeout(Timeout, PaymentError)
    handler PaymentError -> "card not charged", 402
    handler Exception -> "unknown error", 500

    """

  private func writeShop(to html: inout HTMLWriter) {
    html.element("h1", text: "Which error handler runs?")
    html.line()
    html.element(
      "p", [.init("class", "lead")],
      text:
        "A small shop, two handlers, one customer: guess what the customer sees, then let the rules of Flask decide.")
    html.line()
    html.element("section", [.part("shop"), .init("aria-label", "A shop")]) { html in
      html.line()
      html.element("pre", [.part("code")]) { html in
        html.element("code") { html in html.raw(ProseHTML.colored(Self.shop)) }
      }
      html.line()
    }
    html.line()
  }

  private func writeLessons(to html: inout HTMLWriter) {
    html.element("h2", [.init("id", links.layout == .folder ? "lessons" : "index--lessons")], text: "Lessons")
    html.line()
    writeStart(to: &html)
    // The list has the numbers of the titles, which may start at 0.
    let first = lessons.first?.number ?? 1
    html.element("ol", [.part("contents")] + (first == 1 ? [] : [.init("start", "\(first)")])) { html in
      html.line()
      for lesson in lessons {
        html.element("li", [.part("entry"), .init("data-name", lesson.name)]) { html in
          html.element("a", [.init("href", lesson.href)], text: lesson.titleWithoutNumber)
          let facts = [lesson.isOptional ? "optional" : nil, lesson.minutes.map { "\($0) minutes" }].compactMap { $0 }
          if !facts.isEmpty {
            html.raw(" ")
            html.element("span", [.init("class", "minutes")], text: facts.joined(separator: ", "))
          }
        }
        html.line()
      }
    }
    html.line()
  }

  /// Writes where to begin. An optional lesson before the first one prepares for it.
  private func writeStart(to html: inout HTMLWriter) {
    guard lessons.count > 1, let first = lessons.firstIndex(where: { !$0.isOptional }) else { return }
    html.element("p", [.part("new-here")]) { html in
      html.raw("New here? Start with ")
      Self.writeLink(to: lessons[first], to: &html)
      html.raw(".")
      guard let optional = lessons[..<first].first else { return }
      html.raw(" If that is hard to follow, read ")
      Self.writeLink(to: optional, to: &html)
      html.raw(" before it.")
    }
    html.line()
  }

  private static func writeLink(to lesson: ListedLesson, to html: inout HTMLWriter) {
    html.element("a", [.init("href", lesson.href)], text: lesson.titleWithoutNumber)
  }

  private func writeGuides(to html: inout HTMLWriter) {
    let forTeachers = guides.filter { $0.lesson.isForTeachers }.map { links.turn(to: $0) }
    let others = guides.filter { !$0.lesson.isForTeachers }.map { links.turn(to: $0) }
    // One file marks nothing.
    let marks = links.layout == .folder && settings.hasAnswers
    let mark = PageTurn(href: PageLinks.href(ToolPage.mark.stem, .folder), title: "Mark a folder of answers")
    write(others, id: "guides", title: "For students", to: &html)
    write(forTeachers + (marks ? [mark] : []), id: "for-teachers", title: "For teachers", to: &html)
  }

  private func write(_ turns: [PageTurn], id: String, title: String, to html: inout HTMLWriter) {
    guard !turns.isEmpty else { return }
    html.element("h2", [.init("id", links.layout == .folder ? id : "index--\(id)")], text: title)
    html.line()
    html.element("ul", [.part(id)]) { html in
      html.line()
      for turn in turns {
        html.element("li") { html in html.element("a", [.init("href", turn.href)], text: turn.title) }
        html.line()
      }
    }
    html.line()
  }

  private var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in ListedLesson.addMember(lessons, to: &json) }
    return Array(json.bytes)
  }
}
