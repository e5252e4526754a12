import BookFiles
import Course
import Diagnostics
import Exercises
import Foundation
import Lessons
import Page
import SeededRandom
import Testing

@testable import Book

/// The book of the whole course.
@Suite("The course as a book") struct CourseBookTests {
  private static let folder = Result { () throws -> [String: StrictHTML] in
    let pages = SampleBook.course().folder.filter { $0.path.hasSuffix(".html") }
    return try Dictionary(
      uniqueKeysWithValues: pages.map { file in
        do { return (file.path, try StrictHTML(String(decoding: file.bytes, as: UTF8.self))) } catch {
          throw StrictHTML.Problem(description: "\(file.path): \(error)")
        }
      })
  }

  private static let whole = Result {
    try StrictHTML(String(decoding: SampleBook.course().singleFile("index").bytes, as: UTF8.self))
  }

  @Test func everyLessonAndGuideIsAPage() throws {
    let names = Set(try Self.folder.get().keys)
    #expect(names.count == Course.files.count + 3)
    for file in Course.lessons { #expect(names.contains("\(file.name.dropLast(3)).html"), "\(file.name)") }
    #expect(names.isSuperset(of: ["index.html", "playground.html", "mark.html", "course.html", "language.html"]))
  }

  /// Links inside the book lead to a page, and to an element of that page. Scripts and styles are there too.
  @Test func everyLinkResolves() throws {
    let files = Set(SampleBook.course().folder.map { $0.path })
    let pages = try Self.folder.get()
    var count = 0
    for (name, page) in pages {
      for element in page.elements {
        guard let address = element.attributes["href"] ?? element.attributes["src"], !address.hasPrefix("https://")
        else { continue }
        let pieces = address.split(separator: "#", omittingEmptySubsequences: false)
        let target = pieces[0].isEmpty ? name : String(pieces[0])
        #expect(files.contains(target), "\(name): \(address)")
        count += 1
        guard pieces.count > 1 else { continue }
        let id = pieces[1].removingPercentEncoding
        #expect(pages[target]?.elements.contains { $0.attributes["id"] == id } == true, "\(name): \(address)")
      }
    }
    #expect(count > 250, "\(count)")
  }

  @Test func everyLinkOfTheSingleFileResolves() throws {
    let page = try Self.whole.get()
    let ids = Set(page.elements.compactMap { $0.attributes["id"] })
    let inner = page.all("a").compactMap { $0.attributes["href"] }.filter { !$0.hasPrefix("https://") }
    #expect(inner.count > 100, "\(inner.count)")
    for href in inner {
      #expect(href.hasPrefix("#") && ids.contains(href.dropFirst().removingPercentEncoding ?? ""), "\(href)")
    }
    // Nothing is loaded.
    #expect(page.elements.allSatisfy { $0.attributes["src"] == nil && $0.name != "link" })
    #expect(page.elements.filter { $0.attributes["data-route"] != nil }.count == Course.files.count + 2)
  }

  /// A link of a lesson must not become text without anybody noticing.
  @Test func noLinkOfTheCourseIsLost() throws {
    let pages = try Self.folder.get()
    for file in Course.files where file.name.hasSuffix(".md") {
      let source = BookSource(.guide, path: file.name, SourceText(name: file.name, file.text))
      let page = try #require(
        pages.values.first { page in page.all("main").contains { $0.attributes["data-name"] == file.name } })
      let shown = page.all("a").filter { page.isInside($0, "lesson") || page.isInside($0, "guide") }.count
      let hidden = VisibleBlocks(source.lesson).items.reduce(0) { count, item in
        if case .hidden(let block) = item { count + block.links } else { count }
      }
      #expect(shown == source.lesson.links.count - hidden, "\(file.name)")
    }
  }

  @Test func lessonsFollowEachOther() throws {
    let pages = try Self.folder.get()
    let names = Course.lessons.map { "\($0.name.dropLast(3)).html" }
    for (index, name) in names.enumerated() {
      let links = try #require(pages[name]).all("a")
      let next = links.first { $0.attributes["rel"] == "next" }?.attributes["href"]
      let previous = links.first { $0.attributes["rel"] == "prev" }?.attributes["href"]
      #expect(next == (index + 1 < names.count ? names[index + 1] : nil))
      #expect(previous == (index > 0 ? names[index - 1] : nil))
      let data = try json(try #require(pages[name]))
      #expect((data["next"] as? [String: String])?["href"] == next)
    }
  }

  /// The data of a page is enough to run the lesson: each cell prints what the page shows, and the judge agrees.
  @Test(.sampled, arguments: TestRun.sample(Course.lessons.map { $0.name }, 4))
  func dataRunsTheLesson(_ name: String) throws {
    let page = try #require(Self.folder.get()["\(name.dropLast(3)).html"])
    let data = try json(page)
    let fences = try #require(data["fences"] as? [[String]])
    let lesson = LessonPage(name: name, fences: fences.map { ($0[0], $0[1]) })
    let file = try #require(Course.lesson(name))
    let original = Lesson(SourceText(name: file.name, file.text))
    #expect(lesson.lesson.cells.count == original.cells.count && data["cells"] as? Int == original.cells.count)
    #expect(
      page.parts("code").filter { page.isInside($0, "cell") }.map { $0.text } == original.cells.map { $0.code.content })
    let shown = original.cells.indices.filter { original.cells[$0].output?.content.isEmpty == false }
    #expect(page.parts("output").map { $0.text } == (try shown.map { try #require(lesson.run(cell: $0)).shown }))
    for exercise in original.exercises {
      let judge = try #require(lesson.judge(of: exercise.name))
      for answer in [exercise.solution].compactMap({ $0 }) + exercise.also { #expect(judge.verdict(on: answer).passed) }
      for answer in exercise.wrong { #expect(!judge.verdict(on: answer).passed) }
    }
    #expect(page.parts("exercise").map { $0.attributes["data-exercise"] } == original.exercises.map { $0.name })
    #expect(page.parts("hint").count == original.exercises.reduce(0) { $0 + $1.hints.count })
  }

  @Test func indexLinksToTheQuizAndTheGuides() throws {
    let page = try #require(Self.folder.get()["index.html"])
    let list = try #require(page.parts("guides").first)
    let links = page.all("a").filter { page.isInside($0, "guides") }.map { $0.attributes["href"] }
    #expect(links.prefix(2) == ["course.html", "quiz.html"], "\(links)")
    #expect(list.text.contains("A quiz, before and after the course"))
    #expect(!links.contains("teaching.html"))
    let forTeachers = page.all("a").filter { page.isInside($0, "for-teachers") }.map { $0.attributes["href"] }
    #expect(
      forTeachers.compactMap { $0 }.sorted()
        == ["book.html", "mark.html", "marking.html", "teaching.html", "writing-lessons.html"])
  }

  @Test func indexSaysWhereToStart() throws {
    let page = try #require(Self.folder.get()["index.html"])
    let start = try #require(page.parts("new-here").first)
    #expect(
      start.text
        == "New here? Start with A strange report. If that is hard to follow, read Classes and exceptions before it.")
    let links = page.all("a").filter { page.isInside($0, "new-here") }.map { $0.attributes["href"] }
    #expect(links == ["01-the-bug.html", "00-classes-and-exceptions.html"])
  }

  @Test func indexHasTheShopAndEachLesson() throws {
    let page = try #require(Self.folder.get()["index.html"])
    #expect(page.parts("shop").count == 1)
    #expect(page.parts("code").filter { page.isInside($0, "shop") }.first?.text.hasPrefix("class Timeout(") == true)
    #expect(page.parts("entry").map { $0.attributes["data-name"] } == Course.lessons.map { $0.name })
    let texts = page.parts("entry").prefix(2).map { $0.text }
    #expect(texts == ["Classes and exceptions optional, 10 minutes", "A strange report 10 minutes"])
    let lessons = try #require(try json(page)["lessons"] as? [[String: Any]])
    #expect(lessons.map { $0["name"] as? String } == Course.lessons.map { $0.name })
    #expect(lessons[1]["exercises"] as? Int == 1)
    #expect(lessons[1]["exerciseNames"] as? [String] == ["opens-tomorrow"])
    #expect(lessons[1]["exerciseTitles"] as? [String] == ["The shop opens tomorrow"])
    #expect(lessons[1]["minutes"] as? Int == 10)
    #expect(lessons.map { $0["optional"] as? Bool } == [true] + lessons.dropFirst().map { _ in nil })
    // The page of a lesson has the same list, so that its end can show the totals of the course.
    let lesson = try json(try #require(Self.folder.get()["01-the-bug.html"]))
    #expect((lesson["lessons"] as? [[String: Any]])?.count == Course.lessons.count)
    // The page has the version that a lesson's own page has.
    for lesson in lessons {
      let name = try #require(lesson["name"] as? String)
      let own = try Self.folder.get()["\(name.dropLast(3)).html"]?.all("html").first?.attributes[
        "data-errorbook-version"]
      #expect(own == lesson["version"] as? String)
    }
  }

  @Test("readers see the titles of exercises: the names in the last lesson say which letters report a bug")
  func titles() throws {
    let page = try #require(Self.folder.get()["15-capstone.html"])
    #expect(page.parts("exercise").first?.attributes["aria-label"] == "Exercise: A test for the first letter")
    #expect(page.parts("essay").first?.attributes["aria-label"] == "Your text: A text about the first letter")
    let index = try #require(Self.folder.get()["index.html"])
    #expect(!index.parts("entry").contains { $0.text.contains("letter-1-proof") || $0.text.contains("first letter") })
  }

  private func json(_ page: StrictHTML) throws -> [String: Any] {
    let data = try #require(page.parts("data").first)
    return try #require(try JSONSerialization.jsonObject(with: Data(data.text.utf8)) as? [String: Any])
  }
}

extension MarkdownBlock {
  /// The number of links and images in the block.
  fileprivate var links: Int {
    switch kind {
    case .heading(_, let text), .paragraph(let text): MarkdownInline.links(text)
    case .quote(let blocks): blocks.reduce(0) { $0 + $1.links }
    case .list(_, _, let items): items.reduce(0) { $0 + $1.reduce(0) { $0 + $1.links } }
    case .table(let table): table.rows.reduce(0) { $0 + $1.reduce(0) { $0 + MarkdownInline.links($1) } }
    case .code, .rule, .html: 0
    }
  }
}

extension MarkdownInline {
  fileprivate static func links(_ pieces: [MarkdownInline]) -> Int {
    pieces.reduce(0) { count, piece in
      switch piece {
      case .anchor(_, let inner), .image(_, let inner): count + 1 + links(inner)
      case .emphasis(let inner), .strong(let inner): count + links(inner)
      case .text, .code, .softBreak, .hardBreak, .html: count
      }
    }
  }
}
