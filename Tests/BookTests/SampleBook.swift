import Book
import BookFiles
import Course
import Diagnostics
import Testing

/// Books for tests.
enum SampleBook {
  static func text(_ text: String, name: String = "small.md") -> SourceText { SourceText(name: name, text) }

  static let parts = BookParts(
    scripts: [
      BookFile(
        path: "base.js", bytes: Array("\"use strict\";\n// </script> and <!-- in a script\nlet end = '</b>';\n".utf8)),
      BookFile(path: "routes.js", bytes: Array("let more = 1;\n".utf8)),
    ],
    styles: [BookFile(path: "style.css", bytes: Array("p::before { content: '</style>'; }\n".utf8))],
    engines: [
      BookFile(path: "engine.js", bytes: Array("errorbook.engineData(\"engine\", \"AA==\");\n".utf8)),
      BookFile(path: "flask-engine.js", bytes: Array("errorbook.engineData(\"flask-engine\", \"AA==\");\n".utf8)),
      BookFile(path: "marking-engine.js", bytes: Array("errorbook.engineData(\"marking-engine\", \"AA==\");\n".utf8)),
    ])

  static func settings(
    title: String = "Small", isCourse: Bool = false, hasAnswers: Bool = true
  ) -> Book.Settings {
    Book.Settings(title: title, key: "small", isCourse: isCourse, hasAnswers: hasAnswers)
  }

  /// A book with one lesson and other texts.
  static func book(_ lesson: String, guides: [String: String] = [:], hasAnswers: Bool = true) -> Book {
    let sources =
      [BookSource(.lesson, path: "small.md", text(lesson))]
      + guides.sorted { $0.key < $1.key }.map { path, text in
        BookSource(.guide, path: path, SourceText(name: path, text))
      }
    return Book(sources, parts, settings(hasAnswers: hasAnswers))
  }

  /// The page of a lesson that is the only one of its book.
  static func page(_ lesson: String, hasAnswers: Bool = true) throws -> String {
    try page("small.html", of: book(lesson, hasAnswers: hasAnswers))
  }

  static func page(_ name: String, of book: Book) throws -> String {
    let file = try #require(book.folder.first { $0.path == name })
    return String(decoding: file.bytes, as: UTF8.self)
  }

  /// The whole course with its guides.
  static func course(hasAnswers: Bool = true) -> Book {
    let sources = Course.files.map { file in
      let kind: BookSource.Kind = file.isLesson ? .lesson : file.name.hasSuffix(".md") ? .guide : .code
      return BookSource(kind, path: file.name, SourceText(name: file.name, file.text))
    }
    return Book(sources, parts, settings(title: "errorbook", isCourse: true, hasAnswers: hasAnswers))
  }
}
