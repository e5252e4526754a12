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
    if !guides.isEmpty { writeGuides(to: &html) }
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
    // The list has the numbers of the titles, which may start at 0.
    let first = lessons.first.flatMap { Int($0.title.prefix { $0.isASCII && $0.isNumber }) } ?? 1
    html.element("ol", [.part("contents")] + (first == 1 ? [] : [.init("start", "\(first)")])) { html in
      html.line()
      for lesson in lessons {
        html.element("li", [.part("entry"), .init("data-name", lesson.name)]) { html in
          html.element("a", [.init("href", lesson.href)], text: Self.withoutNumber(lesson.title))
          let facts = [lesson.isOptional ? "optional" : nil, lesson.minutes.map { "\($0) minutes" }].compactMap { $0 }
          if !facts.isEmpty {
            html.raw(" ")
            html.element("span", [.init("class", "minutes")], text: facts.joined(separator: ", "))
          }
          writeExercises(of: lesson, to: &html)
        }
        html.line()
      }
    }
    html.line()
  }

  private func writeGuides(to html: inout HTMLWriter) {
    html.element("h2", [.init("id", links.layout == .folder ? "guides" : "index--guides")], text: "Quiz and guides")
    html.line()
    html.element("ul", [.part("guides")]) { html in
      html.line()
      for guide in guides {
        let turn = links.turn(to: guide)
        html.element("li") { html in html.element("a", [.init("href", turn.href)], text: turn.title) }
        html.line()
      }
    }
    html.line()
  }

  private func writeExercises(of lesson: ListedLesson, to html: inout HTMLWriter) {
    guard !lesson.exercises.isEmpty else { return }
    html.element("ul", [.part("entry-exercises"), .init("aria-label", "Exercises")]) { html in
      for name in lesson.exercises {
        html.element("li", [.init("data-exercise", name)], text: name)
      }
    }
  }

  /// Returns a title without the number at its start: the list has numbers.
  private static func withoutNumber(_ title: String) -> String {
    let rest = title.drop { $0.isASCII && $0.isNumber }
    return rest.hasPrefix(". ") && rest.count < title.count ? String(rest.dropFirst(2)) : title
  }

  private var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in ListedLesson.addMember(lessons, to: &json) }
    return Array(json.bytes)
  }
}
