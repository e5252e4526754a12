import Diagnostics
import Exercises
import Resolution
import Syntax

/// The names in a lesson's code that a variant changes: the classes that it declares, and the response texts.
struct LessonWords {
  /// In order of their first declaration, including solutions and tests. Known classes that a lesson redeclares are not
  /// included: elsewhere in the lesson the name may mean the known class.
  private(set) var classes: [String] = []
  /// As spelled between the quotes.
  private(set) var bodies: [String] = []
  /// Every identifier.
  private(set) var all: Set<String> = []

  init(_ lesson: Lesson) {
    for fence in lesson.fences where ["errorbook", "tests"].contains(fence.words.first) {
      var source = SourceText(name: "", fence.content)
      var parser = Parser(source)
      while let parsed = parser.next(in: &source) {
        if let statement = parsed.statement { read(statement, in: source) }
      }
      all.formUnion(fence.content.split { !$0.continuesName }.map { String($0) })
    }
  }

  private mutating func read(_ statement: Statement, in source: SourceText) {
    switch statement.kind {
    case .classDeclaration(let declaration): add(source.texts[declaration.name.text])
    case .handler(let handler):
      read(handler.answer, in: source)
    case .request(let request): read(request, in: source)
    case .expect(.answer(let request, let answer)):
      read(request, in: source)
      read(answer, in: source)
    case .expect(.last(let answer)): read(answer, in: source)
    case .test(let block): for inner in block.body { read(inner, in: source) }
    case .blueprint, .use, .config, .restart, .reset, .trace, .expect, .question: break
    }
  }

  private mutating func read(_ answer: HandlerDeclaration.Answer, in source: SourceText) {
    switch answer {
    case .body(let text, _): add(text, in: source)
    // A template has parts of the language in it.
    case .template, .raise, .abort, .exception, .reraise: break
    case .conditional(let conditional):
      for arm in conditional.arms { read(arm.answer, in: source) }
      read(conditional.otherwise, in: source)
    }
  }

  private mutating func read(_ request: Request, in source: SourceText) {
    if case .respond(let text?, _) = request.cause { add(text, in: source) }
  }

  private mutating func read(_ answer: ExpectedAnswer, in source: SourceText) {
    if case .text(let text) = answer.body { add(text, in: source) }
  }

  private mutating func add(_ name: String) {
    // A keyword can be a class name in some positions, but renaming does not check positions.
    guard name.first?.isUppercase == true, !Self.known.contains(name), !classes.contains(name) else { return }
    classes.append(name)
  }

  private mutating func add(_ text: StringLiteral, in source: SourceText) {
    let spelled = source.text(Span(start: text.span.start + 1, end: text.span.end - 1))
    if !spelled.isEmpty, !bodies.contains(spelled) { bodies.append(spelled) }
  }

  private static let known = Set(
    KnownClassSet.names.texts)
}

extension Character {
  /// Whether it can be part of a name.
  var continuesName: Bool { isLetter || isNumber || self == "_" }
}
