import Diagnostics
import Exercises
import Interpreter
import Lessons
import Marking
import Rendering

/// The page of a lesson or a guide: its prose, its cells with what they print, and its exercises.
struct LessonContent {
  private let source: BookSource
  private let links: PageLinks
  private let hasAnswers: Bool
  /// The lessons of the book, if the page needs its own list of them.
  private let lessons: [ListedLesson]
  private let titles: PartTitles
  /// What each cell prints, and the judge of each exercise, by the line of its fence.
  private var runs: [Int: Lesson.CellRun] = [:]
  private var judges: [Int: Judge] = [:]

  private var lesson: Lesson { source.lesson }

  init(_ source: BookSource, _ links: PageLinks, hasAnswers: Bool, lessons: [ListedLesson] = []) {
    (self.source, self.links, self.hasAnswers) = (source, links, hasAnswers)
    self.lessons = lessons
    titles = source.lesson.partTitles
    var session = Session(name: source.lesson.name)
    for performed in source.lesson.perform(in: &session) {
      switch performed {
      case .cell(let run): runs[run.cell.code.line] = run
      case .exercise(let judge): judges[judge.exercise.starter.line] = judge
      case .essay: break
      }
    }
  }

  var page: BookPage {
    var page = BookPage(.lesson, stem: links.stem(of: source), title: source.title)
    page.version = source.version
    page.hasExercises = !lesson.exercises.isEmpty
    var html = HTMLWriter()
    write(to: &html)
    page.content = html.bytes
    page.name = source.path
    guard source.kind == .lesson || !lesson.parts.isEmpty else {
      page.kind = source.kind == .code ? .program : .guide
      return page
    }
    page.data = { [self] next in
      LessonData(source, judges, hasAnswers: hasAnswers, next: next, lessons: lessons).json
    }
    return page
  }

  private func write(to html: inout HTMLWriter) {
    guard source.kind != .code else { return writeProgram(to: &html) }
    var prose = ProseHTML(source, links)
    var cell = 0
    for item in VisibleBlocks(lesson).items {
      switch item {
      case .block(let block): prose.write(block, to: &html)
      case .hidden(let block): prose.skip(block)
      case .fold(let summary):
        html.open("details")
        html.element("summary", text: summary)
        html.line()
      case .textAfter(let part): writeStart(ofTextAfter: part, to: &html)
      case .foldEnd:
        html.close("details")
        html.line()
      case .part(.cell(let part)):
        writeCell(part, cell, to: &html)
        cell += 1
      case .part(.exercise(let exercise)): writeExercise(exercise, to: &html)
      case .part(.essay(let essay)): writeEssay(essay, to: &html)
      }
    }
  }

  /// Writes the start of a fold. It is open: scripts close it until there is an answer, and a page on paper shows it.
  private func writeStart(ofTextAfter part: Lesson.Part, to html: inout HTMLWriter) {
    let summary =
      switch part {
      case .cell: "After your guess"
      case .exercise, .essay: "After you have solved it"
      }
    html.open("details", [.part("after"), .init("open")])
    html.element("summary", text: summary)
    html.line()
  }

  private func writeProgram(to html: inout HTMLWriter) {
    html.element("h1", text: source.title)
    html.line()
    writeCode(String(decoding: lesson.text.bytes, as: UTF8.self), isPlain: !source.path.hasSuffix(".eb"), [], to: &html)
  }

  /// Writes code in a `pre` element.
  /// - Parameter isPlain: whether it is not in the language of the lessons, so that it has no colors.
  private func writeCode(
    _ code: String, isPlain: Bool = false, _ attributes: [HTMLWriter.Attribute], to html: inout HTMLWriter
  ) {
    html.element("pre", attributes) { html in
      html.element("code") { html in
        if isPlain { html.text(code) } else { html.raw(ProseHTML.colored(code)) }
      }
    }
    html.line()
  }

  // MARK: Cells

  private func writeCell(_ cell: Lesson.Cell, _ index: Int, to html: inout HTMLWriter) {
    var attributes: [HTMLWriter.Attribute] = [.part("cell"), .init("data-cell", String(index))]
    if cell.isProgram { attributes.append(.init("data-kind", "program")) }
    if let name = cell.quizName { attributes.append(.init("data-quiz", name)) }
    if cell.isPredicted { attributes.append(.init("data-predict")) }
    if cell.isBrief { attributes.append(.init("data-brief")) }
    html.element("section", attributes) { html in
      html.line()
      writeCode(cell.code.content, isPlain: cell.isProgram, [.part("code")], to: &html)
      // The page must not contain the answer to a question of a quiz.
      if cell.quizName == nil, let run = runs[cell.code.line] { writeResults(of: run, to: &html) }
    }
    html.line()
  }

  /// Writes the output and the class diagram of a cell, if the lesson shows them. Both are computed again: the lesson may be
  /// older than this program.
  private func writeResults(of run: Lesson.CellRun, to html: inout HTMLWriter) {
    let text = run.cell.output == nil ? StyledText() : run.text
    if !text.isEmpty {
      html.element("pre", [.part("output")]) { html in
        // A parser drops a line break at the start of the element.
        if text.characters.hasPrefix("\n") { html.line() }
        html.raw(text.html)
      }
      html.line()
    }
    let diagram = run.cell.diagram == nil ? "" : ClassDiagram(run.session, title: "").svg
    guard !diagram.isEmpty else { return }
    // A diagram can be wider than the page. Readers with a keyboard can then scroll it.
    html.element(
      "div", [.part("diagram"), .init("role", "group"), .init("aria-label", "Classes"), .init("tabindex", "0")]
    ) { html in
      html.line()
      html.raw(diagram)
    }
    html.line()
  }

  // MARK: Exercises

  private func writeExercise(_ exercise: Exercise, to html: inout HTMLWriter) {
    let title = titles.title(ofExercise: exercise.name)
    let attributes: [HTMLWriter.Attribute] = [
      .part("exercise"), .init("data-exercise", exercise.name), .init("data-title", title),
      .init("aria-label", "Exercise: \(title)"),
    ]
    html.element("section", attributes) { html in
      html.line()
      for rule in judges[exercise.starter.line]?.rules ?? [] {
        html.element("p", [.part("rules")]) { html in Self.write(rule, to: &html) }
        html.line()
      }
      writeCode(exercise.starter.content, [.part("answer")], to: &html)
      writeHints(exercise, to: &html)
      if hasAnswers { writeAnswers(exercise, to: &html) }
    }
    html.line()
  }

  private func writeHints(_ exercise: Exercise, to html: inout HTMLWriter) {
    guard !exercise.hints.isEmpty else { return }
    html.element("ol", [.part("hints")]) { html in
      for hint in exercise.hints {
        html.element("li", [.part("hint"), .init("hidden")]) { html in
          let words = hint.content.split(whereSeparator: \.isWhitespace).joined(separator: " ")
          Self.write(words, to: &html)
        }
      }
    }
    html.line()
  }

  private func writeAnswers(_ exercise: Exercise, to html: inout HTMLWriter) {
    guard exercise.solution != nil || !exercise.also.isEmpty else { return }
    html.element("div", [.part("answers"), .init("hidden")]) { html in
      html.line()
      for answer in exercise.acceptedAnswers {
        html.element("div", [.part("accepted")]) { html in
          html.element("p") { html in Self.write(answer.introduction, to: &html) }
          writeCode(answer.code, [.part(answer.isSolution ? "solution" : "also")], to: &html)
        }
      }
    }
    html.line()
  }

  // MARK: Essays

  /// Writes the place of a text. Scripts add the field, and show the model answer and the rubric after a text was written.
  private func writeEssay(_ essay: Essay, to html: inout HTMLWriter) {
    let title = titles.title(ofEssay: essay.name)
    let attributes: [HTMLWriter.Attribute] = [
      .part("essay"), .init("data-essay", essay.name), .init("data-title", title),
      .init("aria-label", "Your text: \(title)"),
    ]
    html.element("section", attributes) { html in
      html.line()
      html.element("p", [.part("rules")], text: "Answer in your own words. Nobody judges your text.")
      html.line()
      if hasAnswers, !essay.isFromHandOut { writeModel(of: essay, to: &html) }
    }
    html.line()
  }

  private func writeModel(of essay: Essay, to html: inout HTMLWriter) {
    html.element("div", [.part("model"), .init("hidden")]) { html in
      html.element("p") { html in html.element("strong", text: "A model answer") }
      for paragraph in essay.model { html.element("p") { html in Self.write(paragraph, to: &html) } }
      html.element("p") { html in html.element("strong", text: Essay.rubricHeading) }
      html.element("ul", [.part("rubric")]) { html in
        for point in essay.rubric { html.element("li") { html in Self.write(point, to: &html) } }
      }
    }
    html.line()
  }

  /// Writes a sentence with code in backticks.
  private static func write(_ sentence: String, to html: inout HTMLWriter) {
    for piece in CodeSpan.pieces(of: sentence) {
      switch piece {
      case .text(let text): html.text(text)
      case .code(let code): html.element("code", text: code)
      }
    }
  }
}

extension HTMLWriter.Attribute {
  /// The attribute that names a part of a page, for scripts and style sheets.
  static func part(_ name: String) -> Self { Self("data-errorbook", name) }
}

/// What the scripts of a lesson's page know of the lesson, as JSON.
struct LessonData {
  private let source: BookSource
  private let judges: [Int: Judge]
  private let hasAnswers: Bool
  private let next: PageTurn?
  private let lessons: [ListedLesson]

  init(_ source: BookSource, _ judges: [Int: Judge], hasAnswers: Bool, next: PageTurn?, lessons: [ListedLesson]) {
    (self.source, self.judges, self.hasAnswers) = (source, judges, hasAnswers)
    (self.next, self.lessons) = (next, lessons)
  }

  var json: [UInt8] {
    let lesson = source.lesson
    let cells = lesson.cells
    var json = JSONWriter()
    json.object { json in
      json.member("name", source.path)
      json.member("id", source.id)
      json.member("version", source.version)
      json.member("title", lesson.title)
      // A hand-in names the variant of a lesson.
      json.member("variant", VariantLine.variant(in: lesson.text.bytes).map { VariantLine.comment($0) })
      json.array("fences") { json in
        for fence in fences {
          json.array { json in
            json.value(fence.words)
            json.value(fence.content)
          }
        }
      }
      json.member("cells", cells.count)
      json.member("firstProgram", cells.firstIndex { $0.isProgram })
      json.objects("exercises", lesson.exercises) { json, exercise in
        json.member("name", exercise.name)
        json.member("points", judges[exercise.starter.line]?.possiblePoints ?? 1)
        json.member("judgedHere", hasAnswers && !exercise.isFromHandOut)
      }
      json.member("essays", lesson.essays.map { $0.name })
      json.object("next", next) { json, next in
        json.member("href", next.href)
        json.member("title", next.title)
      }
      if !lessons.isEmpty { ListedLesson.addMember(lessons, to: &json) }
    }
    return Array(json.bytes)
  }

  /// The fences that the engine needs to run and judge. Without answers, an exercise has only its name: how it is judged may
  /// say what the answer is.
  private var fences: [(words: String, content: String)] {
    let lesson = source.lesson
    let cells = Set(lesson.cells.flatMap { [$0.code, $0.reasons].compactMap { $0?.line } })
    var needed: [Int: String] = [:]
    for exercise in lesson.exercises {
      let starter = exercise.starter
      needed[starter.line] =
        hasAnswers ? starter.words.joined(separator: " ") : "errorbook exercise \(exercise.name) kept"
      guard hasAnswers else { continue }
      for fence in exercise.tests.map({ $0.code }) + [exercise.solution].compactMap({ $0 }) {
        needed[fence.line] = fence.words.joined(separator: " ")
      }
    }
    return lesson.fences.compactMap { fence in
      if cells.contains(fence.line) { return (fence.words.joined(separator: " "), fence.content) }
      return needed[fence.line].map { ($0, fence.content) }
    }
  }
}
