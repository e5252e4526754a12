import Course
import Diagnostics
import Exercises
import Foundation
import Lessons
import SeededRandom
import Testing

@testable import Page

/// Every lesson of the course, as a page runs it.
@Suite("A lesson as a page") struct LessonPageTests {
  private static let lessons = Course.lessons.map { $0.name }

  private static func lesson(_ name: String) throws -> Lesson {
    let file = try #require(Course.lessons.first { $0.name == name })
    return Lesson(SourceText(name: file.name, bytes: Array(file.text.utf8)))
  }

  /// The page as the browser gets it: fences only.
  private static func page(_ lesson: Lesson) -> LessonPage {
    LessonPage(
      name: lesson.name, fences: lesson.fences.map { ($0.words.joined(separator: " "), $0.content) })
  }

  @Test("each cell prints what the lesson shows", .sampled, arguments: TestRun.sample(lessons, 2))
  func cells(_ name: String) throws {
    let lesson = try Self.lesson(name)
    let page = Self.page(lesson)
    #expect(page.lesson.cells.count == lesson.cells.count)
    for (index, cell) in lesson.cells.enumerated() {
      let run = try #require(page.run(cell: index))
      if let output = cell.output { #expect(run.shown == output.content, "cell \(index)") }
      #expect(shownText(of: run.json, "output") == run.shown)
    }
  }

  @Test("answers get the verdict of the lesson", .sampled, arguments: TestRun.sample(lessons, 2))
  func exercises(_ name: String) throws {
    let lesson = try Self.lesson(name)
    let page = Self.page(lesson)
    for exercise in lesson.exercises {
      let judge = try #require(page.judge(of: exercise.name))
      for fence in [exercise.solution].compactMap({ $0 }) + exercise.also { #expect(judge.verdict(on: fence).passed) }
      for fence in exercise.wrong + [exercise.starter] { #expect(!judge.verdict(on: fence).passed) }
    }
    #expect(page.judge(of: "no such exercise") == nil)
  }

  @Test("a page offers the lookup and the classes of a cell, not those of the cells above it")
  func offers() throws {
    let page = LessonPage(
      name: "shop.md",
      fences: [
        ("errorbook", "class E(Exception)\nhandler E -> \"one\", 500\n"), ("errorbook", "raise E\n"),
        ("errorbook", "handlers\n"), ("errorbook", "class F(E)\nraise F\n"), ("errorbook", "raise Nobody\n"),
        ("python errorbook", "from flask import Flask\napp = Flask(__name__)\nclass G(Exception): pass\n"),
      ])
    let offers = try page.lesson.cells.indices.map { index in
      let json = try #require(page.run(cell: index)).json
      return try JSONDecoder().decode(Offers.self, from: Data(json))
    }
    #expect(offers.map { $0.hasLookup } == [false, true, false, true, false, false])
    #expect(offers.map { $0.hasClasses } == [true, false, false, true, false, true])
  }

  private struct Offers: Decodable {
    var hasLookup: Bool
    var hasClasses: Bool
  }

  @Test("a cell runs with the edited cells above it, and with no others")
  func editedCells() throws {
    let page = LessonPage(
      name: "shop.md",
      fences: [
        ("errorbook", "class E(Exception)\n"), ("errorbook", "handler E -> \"one\", 500\n"), ("output", "an output\n"),
        ("errorbook", "raise E\n"),
      ])
    #expect(page.lesson.cells.count == 3)
    let own = try #require(page.run(cell: 2)).shown
    #expect(own.hasPrefix("raise E\n  500 \"one\""))
    let edited = try #require(page.run(cell: 2, code: ["class E(Exception)\n", "handler E -> \"two\", 404\n"])).shown
    #expect(edited.hasPrefix("raise E\n  404 \"two\""))
    // Without its class, the handler is an error, and the page says that.
    let run = try #require(page.run(cell: 1, code: ["\n"]))
    #expect(String(decoding: run.json, as: UTF8.self).contains("\"fails\":true,"))
    #expect(page.run(cell: 3) == nil)
  }

  @Test("a question does not contain its answer, and a guess is checked")
  func prediction() throws {
    let page = LessonPage(
      name: "shop.md",
      fences: [("errorbook", "class E(Exception)\nhandler E -> \"one\", 500\n"), ("errorbook predict", "raise E\n")])
    let run = try #require(page.run(cell: 1))
    #expect(
      String(decoding: run.questionJSON, as: UTF8.self) == """
        {"question":"What does the client get from `raise E`?","choices":["\\"one\\"","Flask's default error page",\
        "no response: the exception leaves the app"],"reasons":null,"help":"That is not one of the choices. Type a number from 1 to 3."}

        """)
    #expect(
      String(decoding: run.answerJSON(to: "2"), as: UTF8.self) == """
        {"right":false,"guess":"Flask's default error page","actual":"\\"one\\"","difference":null,"explanation":null}

        """)
    #expect(
      String(decoding: run.answerJSON(to: "x"), as: UTF8.self).hasPrefix(
        "{\"right\":null,\"guess\":null,\"actual\":null"))
  }

  @Test("a question of a quiz starts in a fresh session, and not to know is one of its answers")
  func quiz() throws {
    let page = LessonPage(
      name: "shop.md",
      fences: [
        ("errorbook quiz first", "use flask 0.12.2\nclass E(Exception)\nhandler E -> \"one\", 500\nraise E\n"),
        ("errorbook quiz second", "handler 404 -> \"none\", 404\nvisit unknown\n"),
        ("reasons", "= I do not know\n  Why.\n"),
      ])
    let run = try #require(page.run(cell: 1))
    #expect(run.shown.contains("from handler 404 (line 1)"))
    #expect(
      String(decoding: run.questionJSON, as: UTF8.self).contains(
        """
        "choices":["\\"none\\"","Flask's default error page","no response: the exception leaves the app","I do not know"]
        """))
    for typed in ["4", "I do not know"] {
      #expect(
        String(decoding: run.answerJSON(to: typed), as: UTF8.self)
          == #"{"right":false,"guess":"I do not know","actual":"\"none\"","difference":null,"explanation":"Why.\n"}"#
          + "\n")
    }
    #expect(String(decoding: run.answerJSON(to: "5"), as: UTF8.self).hasPrefix("{\"right\":null"))
  }

  @Test("a page asks for a reason, and explains wrong guesses")
  func reasons() throws {
    let page = LessonPage(
      name: "shop.md",
      fences: [
        ("errorbook predict", "class E(Exception)\nhandler E -> \"one\", 500\nraise E\n"),
        ("reasons", "- It is late.\n  Time does not <matter>:\n  > raise E\n+ E has a handler.\n= \"two\"\n  No.\n"),
      ])
    let run = try #require(page.run(cell: 0))
    #expect(
      String(decoding: run.questionJSON, as: UTF8.self).contains(#""reasons":["It is late.","E has a handler."]"#))
    let wrong = String(decoding: run.reasonJSON(1), as: UTF8.self)
    #expect(wrong.hasPrefix(#"{"right":false,"reason":"It is late.","explanation":"Time does not &lt;matter&gt;:"#))
    // The counterexample runs before the cell, where E does not exist yet.
    #expect(wrong.contains("no class is named"))
    #expect(
      String(decoding: run.reasonJSON(2), as: UTF8.self)
        == #"{"right":true,"reason":"E has a handler.","explanation":""}"# + "\n")
    #expect(run.reasonJSON(0).isEmpty && run.reasonJSON(3).isEmpty)
  }
}
