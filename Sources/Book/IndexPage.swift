import Exercises
import Lessons
import Rendering

/// The first page: for the course a shop with a surprise, and for every book the list of its lessons.
struct IndexPage {
  static let stem = "index"

  private let settings: Book.Settings
  private let lessons: [BookSource]
  private let links: PageLinks

  init(_ settings: Book.Settings, _ lessons: [BookSource], _ links: PageLinks) {
    (self.settings, self.lessons, self.links) = (settings, lessons, links)
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
    html.element("ol", [.part("contents")]) { html in
      html.line()
      for lesson in lessons {
        html.element("li", [.part("entry"), .init("data-name", lesson.path)]) { html in
          let turn = links.turn(to: lesson)
          html.element("a", [.init("href", turn.href)], text: Self.withoutNumber(turn.title))
          if let minutes = lesson.lesson.minutes {
            html.raw(" ")
            html.element("span", [.init("class", "minutes")], text: "\(minutes) minutes")
          }
        }
        html.line()
      }
    }
    html.line()
  }

  /// Returns a title without the number at its start: the list has numbers.
  private static func withoutNumber(_ title: String) -> String {
    let rest = title.drop { $0.isASCII && $0.isNumber }
    return rest.hasPrefix(". ") && rest.count < title.count ? String(rest.dropFirst(2)) : title
  }

  private var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.objects("lessons", lessons) { json, source in
        json.member("name", source.path)
        json.member("id", source.id)
        json.member("version", source.version)
        json.member("title", source.title)
        json.member("exercises", source.lesson.exercises.count)
      }
    }
    return Array(json.bytes)
  }
}

extension Lesson {
  /// How long the lesson takes, if its first lines say so: "About ten minutes."
  var minutes: Int? {
    for block in blocks.prefix(4) {
      guard case .paragraph(let text) = block.kind else { continue }
      let words = MarkdownInline.plainText(text).split(separator: " ").prefix(3)
      if words.count == 3, words[0] == "About", words[2].hasPrefix("minutes") {
        return Int(words[1]) ?? Self.numbers[String(words[1])]
      }
    }
    return nil
  }

  private static let numbers = [
    "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40, "forty-five": 45,
    "fifty": 50, "sixty": 60, "ninety": 90,
  ]
}
