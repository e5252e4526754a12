import Diagnostics
import Foundation
import Interpreter
import Testing

@testable import Exercises
@testable import Lessons

/// The lessons and guides of the project, and the front page, which have cells like a lesson: they show the actual output.
@Suite("Lessons") struct LessonTests {
  static let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The pages in lessons/ and below it, and the front page.
  static let pages: [String] = {
    let folder = top.appending(path: "lessons").path()
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().map { "lessons/\($0)" } + ["README.md"]
  }()

  static let lessons = pages.filter { $0.contains(/^lessons\/[0-9]/) }

  @Test func allPagesAreFound() {
    #expect(Self.lessons.count == 18)
    #expect(Self.pages.contains("lessons/guides/language.md"))
  }

  /// The course page names each lesson by its title.
  @Test(arguments: lessons) func coursePageHasTheTitle(_ page: String) throws {
    let course = try String(contentsOf: Self.top.appending(path: "lessons/README.md"), encoding: .utf8)
    let lesson = Lesson(SourceText(name: page, try String(contentsOf: Self.top.appending(path: page), encoding: .utf8)))
    let title = lesson.title.replacing(#/^[0-9]+\. /#, with: "")
    #expect(course.contains("\(title)](\(page.dropFirst("lessons/".count)))"), "\(lesson.title)")
  }

  @Test(arguments: pages) func showsActualOutput(_ page: String) throws {
    let bytes = try Data(contentsOf: Self.top.appending(path: page))
    let lesson = Lesson(SourceText(name: page, bytes: Array(bytes)))
    var session = Session(name: lesson.name)
    let played = lesson.play(in: &session)
    // A picture shows the output of the front page, see FrontPagePictureTests.
    if Self.lessons.contains(page) { #expect(played.contains { $0.cell.output != nil }, "\(page) shows no output") }
    for cell in played {
      guard let output = cell.cell.output else { continue }
      #expect(cell.shown == output.content, "\(page), line \(output.line)")
    }
  }

  /// A Git host does not show the words of a fence. A line above each answer must say whether it passes.
  @Test(arguments: pages) func answersOfAPageAreLabeled(_ page: String) throws {
    let lines = try String(contentsOf: Self.top.appending(path: page), encoding: .utf8).components(separatedBy: "\n")
    let lesson = Lesson(SourceText(name: page, lines.joined(separator: "\n")))
    for exercise in lesson.exercises {
      let solution = try #require(exercise.solution)
      for (fence, word) in [(solution, "passes"), (exercise.also.first, "pass"), (exercise.wrong.first, "fail")] {
        guard let fence else { continue }
        let above = lines[..<(fence.line - 1)].last { !$0.isEmpty } ?? ""
        #expect(above.contains(word) && above.hasSuffix(":"), "\(page), line \(fence.line)")
      }
    }
  }

  /// Code boxes do not wrap, so hints have short lines. `learn` joins them to a paragraph.
  @Test(arguments: pages) func hintsFitOnAPage(_ page: String) throws {
    let text = try String(contentsOf: Self.top.appending(path: page), encoding: .utf8)
    for hint in Lesson(SourceText(name: page, text)).exercises.flatMap(\.hints) {
      for line in hint.content.split(separator: "\n") { #expect(line.count <= 92, "\(page), line \(hint.line)") }
    }
  }

  /// Lesson 16 and the report quote the output of one program. Tests/RealFrameworks/live-check compares it with real Sanic.
  @Test func reportAndLessonQuoteTheSameOutput() throws {
    let quotes = try ["lessons/sanic-report/report.md", "lessons/16-another-framework.md"].map { page in
      let text = try String(contentsOf: Self.top.appending(path: page), encoding: .utf8)
      return text.components(separatedBy: "```console\n$ python reproduction.py\n").dropFirst().map { rest in
        rest.components(separatedBy: "```")[0]
      }
    }
    #expect(quotes[0].count == 1 && quotes[0][0].hasPrefix("Sanic 25.12.1\n"))
    #expect(quotes[0] == quotes[1])
  }

  @Test func everyErrorOfALessonIsShown() throws {
    // Readers would not notice an error in a cell without an output.
    for page in Self.pages {
      let bytes = try Data(contentsOf: Self.top.appending(path: page))
      var session = Session(name: page)
      for cell in Lesson(SourceText(name: page, bytes: Array(bytes))).play(in: &session) where cell.cell.output == nil {
        #expect(!cell.events.contains { $0.isError }, "\(page), line \(cell.cell.code.line)")
      }
    }
  }
}

extension Event {
  fileprivate var isError: Bool {
    if case .diagnostic(let diagnostic) = kind { diagnostic.severity == .error } else { false }
  }
}
