import Diagnostics
import Exercises
import Lessons

/// # Book
///
/// In: lessons, the texts that they link to, and the scripts, styles and engine of the pages. Out: the files of static pages
/// that run the lessons in a browser, from a folder or as one file. This target does no I/O.

/// A text that becomes a page of the book.
package struct BookSource: Sendable {
  package enum Kind: Sendable, Hashable {
    /// A lesson in the list of lessons.
    case lesson
    /// A page of prose that lessons link to.
    case guide
    /// A script or a program.
    case code
  }

  package let kind: Kind
  /// The path under which other texts link to it: `01-the-bug.md`, `guides/language.md`.
  package let path: String
  package let lesson: Lesson
  /// The key under which a browser keeps the reader's progress.
  package let id: String

  package init(_ kind: Kind, path: String, _ text: SourceText) {
    self.kind = kind
    self.path = path
    lesson = kind == .code ? Lesson(text: text, fences: [], heading: nil, id: nil) : Lesson(text)
    id = lesson.id.map { "id:" + $0 } ?? path
  }

  /// The title of its page.
  var title: String { lesson.heading ?? path.split(separator: "/").last.map { String($0) } ?? path }

  /// A hash that changes whenever the text changes.
  var version: String { Fingerprint.text(of: String(decoding: lesson.text.bytes, as: UTF8.self)) }

  /// The paths of the other texts that it links to. Links out of the folder of the lessons, and to web addresses, are left
  /// out.
  package var linkedPaths: [String] {
    guard kind != .code else { return [] }
    var paths: [String] = []
    for link in lesson.links {
      guard let place = link.place, let path = LinkedPath.resolved(place.file, from: self.path), path != self.path,
        !paths.contains(path)
      else { continue }
      paths.append(path)
    }
    return paths
  }
}

/// An image that lessons show.
package struct BookImage: Sendable {
  /// The path under which lessons link to it.
  package let path: String
  /// A `data:` address, which contains the image.
  let address: String

  /// The media types of images by the end of their name.
  private static let types = [
    "gif": "gif", "jpeg": "jpeg", "jpg": "jpeg", "png": "png", "svg": "svg+xml", "webp": "webp",
  ]

  private static func type(of path: String) -> String? {
    path.split(separator: ".").last.flatMap { types[$0.lowercased()] }
  }

  /// Whether a path has the name of an image.
  package static func isImage(_ path: String) -> Bool { type(of: path) != nil }

  package init?(path: String, _ bytes: [UInt8]) {
    guard let type = Self.type(of: path) else { return nil }
    self.path = path
    address = "data:image/\(type);base64,\(Digest.base64(bytes))"
  }
}

/// A file of a written book.
package struct BookFile: Sendable, Hashable {
  /// The path below the folder of the book.
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
}

extension BookFile {
  /// Whether a file is a page of a book.
  package static func isPage(_ bytes: [UInt8]) -> Bool { head(of: bytes).contains(PageFrame.generatorStart) }

  /// Whether a file is a page of a book with answers.
  package static func isPageWithAnswers(_ bytes: [UInt8]) -> Bool {
    head(of: bytes).contains(PageFrame.generatorTag(hasAnswers: true))
  }

  /// Returns the start of a page. The element that says what it is comes after a policy that grows with the number of scripts.
  private static func head(of bytes: [UInt8]) -> String { String(decoding: bytes.prefix(16_384), as: UTF8.self) }
}

/// What every book has: scripts, styles and the engine.
package struct BookParts: Sendable {
  /// In the order in which pages load them.
  package var scripts: [BookFile]
  package var styles: [BookFile]
  /// `engine.js`, `flask-engine.js` for lessons with Python, and `marking-engine.js` for the page that marks a folder.
  package var engines: [BookFile]

  package init(scripts: [BookFile], styles: [BookFile], engines: [BookFile]) {
    (self.scripts, self.styles, self.engines) = (scripts, styles, engines)
  }

  /// The name of the engine that only one page uses.
  static let markingEngine = "marking-engine.js"

  /// Sorts scripts as pages must load them.
  /// - Parameter files: the files of all scripts, by name.
  package static func ordered(_ files: [BookFile]) -> [BookFile] {
    let rest = files.map(\.path).filter { !order.contains($0) }.sorted()
    return (order + rest).compactMap { name in files.first { $0.path == name } }
  }

  /// Sorts style sheets: the base comes first, so that the others can change it.
  package static func orderedStyles(_ files: [BookFile]) -> [BookFile] {
    files.filter { $0.path == "style.css" } + files.filter { $0.path != "style.css" }.sorted { $0.path < $1.path }
  }

  /// The scripts that others need come first, in this order. The other ones follow by name.
  private static let order = [
    "base.js", "theme.js", "worker.js", "engine.js", "editor.js", "progress.js", "handin.js", "predict.js", "cells.js",
    "exercises.js", "lesson.js", "shop.js", "contents.js", "routes.js",
  ]
}

/// A book of static pages.
package struct Book: Sendable {
  package struct Settings: Sendable {
    /// The title on every page.
    package var title: String
    /// Distinguishes the reader's progress in this book from that in others.
    package var key: String
    /// Whether it is the course, which has a first screen of its own.
    package var isCourse: Bool
    /// Whether the pages contain tests, solutions and other answers. Without them, an exercise only collects an answer.
    package var hasAnswers: Bool
    /// The web address of the project, which the footer links to.
    package var projectLink: String?

    package init(title: String, key: String, isCourse: Bool, hasAnswers: Bool) {
      (self.title, self.key) = (title, key)
      (self.isCourse, self.hasAnswers) = (isCourse, hasAnswers)
    }
  }

  private let sources: [BookSource]
  private let images: [BookImage]
  private let parts: BookParts
  private let settings: Settings

  /// - Parameter sources: the lessons in their order, and the other texts. No two have the same path.
  package init(_ sources: [BookSource], images: [BookImage] = [], _ parts: BookParts, _ settings: Settings) {
    (self.sources, self.images) = (sources, images)
    (self.parts, self.settings) = (parts, settings)
  }

  /// The files of the book as a folder. The pages come last, and the index after all others, so that a page in the folder
  /// always finds its scripts.
  package var folder: [BookFile] {
    let frame = PageFrame(settings, parts)
    var pages = pages(PageLinks(sources, images, layout: .folder))
    if settings.hasAnswers { pages.append(markPage) }
    let shared =
      parts.engines.map { BookFile(path: "engine/\($0.path)", bytes: $0.bytes) }
      + (parts.scripts + parts.styles).map { BookFile(path: "book/\($0.path)", bytes: $0.bytes) }
    return shared + pages.reversed().map { BookFile(path: "\($0.stem).html", bytes: frame.page($0)) }
  }

  /// The page that marks a folder.
  private var markPage: BookPage {
    var page = ToolPage.mark.page
    let lessons = sources.filter { $0.kind == .lesson }
    page.data = { _ in MarkData(lessons).json }
    return page
  }

  /// The whole book as one page that needs no other file. It marks no folders: that would double its size for everyone.
  /// - Parameter name: the name of the file, without its extension.
  package func singleFile(_ name: String) -> BookFile {
    let pages = pages(PageLinks(sources, images, layout: .singleFile))
    return BookFile(path: "\(name).html", bytes: PageFrame(settings, parts).singleFile(pages))
  }

  /// The pages, the index first.
  private func pages(_ links: PageLinks) -> [BookPage] {
    let lessons = sources.filter { $0.kind == .lesson }
    let list = lessons.map { ListedLesson($0, links) }
    var pages = [IndexPage(settings, list, guides: sources.filter { $0.kind == .guide }, links).page]
    for source in sources {
      // In one file, the index has the list.
      let listHere = source.kind == .lesson && links.layout == .folder ? list : []
      var page = LessonContent(source, links, hasAnswers: settings.hasAnswers, lessons: listHere).page
      if source.kind == .lesson, let place = lessons.firstIndex(where: { $0.path == source.path }) {
        if place > 0 { page.previous = links.turn(to: lessons[place - 1]) }
        if place + 1 < lessons.count { page.next = links.turn(to: lessons[place + 1]) }
      }
      pages.append(page)
    }
    pages.append(ToolPage.playground.page)
    return pages
  }
}
