import Diagnostics
import Foundation
import Interpreter
import Testing

@testable import Exercises
@testable import Lessons

/// The lessons of the project and the README, which is a lesson too: their outputs match what their cells print.
@Suite("Lessons") struct LessonTests {
  static let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let pages: [String] = {
    let folder = top.appending(path: "lessons").path()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted().map { "lessons/\($0)" } + ["README.md"]
  }()

  @Test(arguments: pages) func outputsMatch(_ page: String) throws {
    let bytes = try Data(contentsOf: Self.top.appending(path: page))
    let lesson = Lesson(SourceText(name: page, bytes: Array(bytes)))
    var session = Session(name: lesson.name)
    let played = lesson.play(in: &session)
    let isIndex = page == "lessons/README.md"
    #expect(isIndex || played.contains { $0.cell.output != nil }, "\(page) shows no output")
    for cell in played {
      guard let output = cell.cell.output else { continue }
      #expect(cell.shown == output.content, "\(page), line \(output.line)")
    }
  }

  /// A Git host does not show the words of a fence. A line above each answer must say whether it passes.
  @Test(arguments: pages.filter { $0 != "README.md" }) func answersOfAPageAreLabeled(_ page: String) throws {
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
