import BookFiles
import Testing

@testable import Book

@Suite("What all pages share") struct PageFrameTests {
  private static let lesson = "# T\n\n```errorbook\nraise ValueError\n```\n"

  private func policy(_ page: StrictHTML) throws -> [String: Set<String>] {
    let meta = try #require(page.all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" })
    let parts = try #require(meta.attributes["content"]).split(separator: ";").map { $0.split(separator: " ") }
    return Dictionary(uniqueKeysWithValues: parts.map { (String($0[0]), Set($0.dropFirst().map { String($0) })) })
  }

  @Test func policyOfAFolderAllowsOnlyItsFiles() throws {
    let page = try StrictHTML(SampleBook.page(Self.lesson))
    #expect(
      try policy(page) == [
        "default-src": ["'none'"], "script-src": ["'self'", "'wasm-unsafe-eval'"], "worker-src": ["blob:"],
        "style-src": ["'self'"], "img-src": ["'self'", "data:"], "base-uri": ["'none'"], "form-action": ["'none'"],
      ])
    let inline = page.all("script").filter { $0.attributes["src"] == nil }
    #expect(inline.map { $0.attributes["type"] } == ["application/json"] && page.all("style").isEmpty)
  }

  /// The hashes are those of the scripts and styles in the file, and of nothing else.
  @Test func policyOfASingleFileHasTheHashOfEachScript() throws {
    let file = SampleBook.book(Self.lesson).singleFile("x")
    let page = try StrictHTML(String(decoding: file.bytes, as: UTF8.self))
    let policy = try policy(page)
    let scripts = page.all("script").filter { $0.attributes["type"] == nil }
    #expect(scripts.count == SampleBook.parts.scripts.count + 2)
    // Only the page that marks a folder needs the third engine.
    #expect(!scripts.contains { $0.text.contains("marking-engine") })
    let hashes = Set(scripts.map { Digest.policySource(Array($0.text.utf8)) })
    #expect(policy["script-src"] == hashes.union(["'wasm-unsafe-eval'"]))
    #expect(policy["style-src"] == Set(page.all("style").map { Digest.policySource(Array($0.text.utf8)) }))
    #expect(policy["img-src"] == ["data:"] && policy["default-src"] == ["'none'"])
    // The text of the scripts is what they were, apart from the ends of elements in them.
    #expect(scripts[0].text.contains("<\\/script> and <\\!--") && scripts[1].text == "let more = 1;\n")
  }

  @Test func scriptsLoadInTheirOrder() throws {
    let given = ["zebra.js", "routes.js", "cells.js", "base.js", "classes.js"].map { BookFile(path: $0, bytes: []) }
    #expect(
      BookParts.ordered(given).map { $0.path } == ["base.js", "cells.js", "routes.js", "classes.js", "zebra.js"])
    #expect(
      BookParts.orderedStyles(["a.css", "style.css", "tools.css"].map { BookFile(path: $0, bytes: []) }).map { $0.path }
        == ["style.css", "a.css", "tools.css"])
    let page = try StrictHTML(SampleBook.page(Self.lesson))
    #expect(
      page.all("script").compactMap { $0.attributes["src"] } == SampleBook.parts.scripts.map { "book/\($0.path)" })
  }

  @Test func embeddedFilesAreThere() {
    #expect(BookFiles.styles.contains { $0.name == "style.css" && !$0.text.isEmpty })
    #expect(BookFiles.scripts.allSatisfy { $0.name.hasSuffix(".js") && !$0.name.contains("/") })
    #expect(!BookFiles.scripts.isEmpty)
  }

  @Test func bookIsRecognized() throws {
    for file in SampleBook.book(Self.lesson).folder + [SampleBook.book(Self.lesson).singleFile("x")] {
      #expect(BookFile.isPage(file.bytes) == file.path.hasSuffix(".html"), "\(file.path)")
      #expect(BookFile.isPageWithAnswers(file.bytes) == file.path.hasSuffix(".html"), "\(file.path)")
    }
  }

  @Test func bookWithoutAnswersSaysSo() throws {
    for file in SampleBook.book(Self.lesson, hasAnswers: false).folder where file.path.hasSuffix(".html") {
      #expect(BookFile.isPage(file.bytes) && !BookFile.isPageWithAnswers(file.bytes), "\(file.path)")
    }
  }

  @Test func indexIsWrittenLast() {
    let paths = SampleBook.book(Self.lesson).folder.map { $0.path }
    #expect(paths.last == "index.html")
    #expect(paths.prefix(6).allSatisfy { !$0.hasSuffix(".html") })
  }

  @Test func lessonShowsItsImages() throws {
    let lesson = "# T\n\n![a \"dot\"](pictures/dot.png) ![gone](gone.png) ![far](https://example.com/x.png)\n"
    let source = BookSource(.lesson, path: "small.md", SampleBook.text(lesson))
    #expect(source.linkedPaths == ["pictures/dot.png", "gone.png"])
    let image = try #require(BookImage(path: "pictures/dot.png", [1, 2, 3]))
    #expect(BookImage(path: "pictures/dot.html", [1]) == nil)
    let book = Book([source], images: [image], SampleBook.parts, SampleBook.settings())
    let page = try StrictHTML(SampleBook.page("small.html", of: book))
    #expect(page.all("img").map { $0.attributes["src"] } == ["data:image/png;base64,AQID"])
    #expect(page.all("img").map { $0.attributes["alt"] } == ["a \"dot\""])
    #expect(page.all("main").first?.text.contains("gone far") == true)
  }
}
