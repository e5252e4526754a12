import Diagnostics
import Testing

@testable import Syntax

@Suite("Statements")
struct StatementTests {
  @Test(
    "every statement of the language is parsed as written",
    arguments: [
      "class E1(Exception)", "class E(E1, E2)", "class Teapot(HTTPException) code 418", "class Zero(A) code 0",
      "blueprint admin", "blueprint users in admin",
      #"handler E2 -> "E2", 500"#, #"handler 404 in admin -> "no page", 404"#, #"handler E -> "alone""#,
      "handler E1 -> raise E2", "handler E1 -> abort 404", "handler HTTPException in admin -> e",
      "raise E", "raise E in admin", "raise E at checkout", "raise E at api.checkout in admin", "abort 404",
      "abort 999999 in admin", "abort 404 at checkout", #"respond "x", 200 at checkout in admin"#, #"raise E at """#,
      "visit unknown", "visit unknown in admin",
      "visit wrong-method", "visit wrong-method in admin", "visit redirect",
      "use flask 0.12.2", "use flask 1.0 with memo", "use flask 3",
      "config TRAP_HTTP_EXCEPTIONS on", "config TRAP_HTTP_EXCEPTIONS off", "restart", "reset", "trace on", "trace off",
      #"expect raise E -> "E2", 500"#, #"expect raise E in admin -> "E2""#, "expect raise E -> 500",
      "expect abort 404 -> 404 page", "expect abort 404 -> page", "expect raise KeyboardInterrupt -> crash",
      #"expect raise E -> "x" received InternalServerError"#, "expect visit unknown in admin -> 404 page received N",
      "expect refused class X(A, B)", "expect refused class X(A) code 404", #"expect refused handler 600 -> "x""#,
      "expect mro E: E, E1, object", "expect safe", "expect safe E", "expect not safe", "expect not safe E in admin",
      "mro E", "classes", "handlers", "blueprints", "stats", "why", "why E", "why E in admin", "compare", "compare E",
      "compare E in admin", "why E at checkout", "why 404 at checkout in admin", "compare E at checkout in admin",
      #"expect raise E at checkout in admin -> "x", 500"#, #"test "a" { expect abort 404 at checkout -> 404 }"#, "hunt",
      "hunt E", "hunt E in admin",
      #"test "a" { expect raise E -> 500 }"#, #"test "a" under 0.12.2, 1.0 { expect raise E -> 500; raise E }"#,
    ])
  func readAsWritten(_ line: String) {
    // Inside braces there is one statement per line, so the short form of a test is split.
    let script = line.hasPrefix("test") ? line.split(separator: ";").joined(separator: "\n") : line
    #expect(Reading(script).lines == [line])
  }

  @Test("the words of the language can be names in positions for names")
  func wordsAsNames() {
    let words = statementWords.filter { !pythonKeywords.contains($0) }
    #expect(words.count >= 19)
    for word in words + ["flask", "memo", "on", "off", "code", "page", "crash", "received", "safe", "under", "e", "at"]
    {
      #expect(Reading("class \(word)(\(word))").lines == ["class \(word)(\(word))"])
      #expect(Reading("raise \(word) in \(word)").lines == ["raise \(word) in \(word)"])
      #expect(Reading("raise \(word) at \(word)").lines == ["raise \(word) at \(word)"])
      #expect(Reading("why \(word) at \(word) in \(word)").lines == ["why \(word) at \(word) in \(word)"])
      #expect(Reading("handler \(word) in \(word) -> raise \(word)").lines.first?.hasPrefix("handler \(word)") == true)
      #expect(Reading("why \(word)").lines == ["why \(word)"])
    }
  }

  @Test("Python keywords are never names", arguments: pythonKeywords.subtracting(["in", "with"]).sorted())
  func keywords(_ word: String) {
    #expect(Reading("class \(word)(A)").lines == ["keyword-name «\(word)»"])
    #expect(Reading("class A(\(word))").lines == ["keyword-name «\(word)»"])
    #expect(Reading("raise A in \(word)").lines == ["keyword-name «\(word)»"])
    #expect(Reading("raise A at \(word)").lines == ["keyword-name «\(word)»"])
    #expect(Reading("blueprint \(word)").lines == ["keyword-name «\(word)»"])
  }

  @Test("soft keywords are names", arguments: ["match", "case", "type", "_", "print"])
  func softKeywords(_ word: String) {
    #expect(Reading("class \(word)(A)").lines == ["class \(word)(A)"])
  }

  @Test("the span of a statement is from its first word to its last")
  func spans() {
    let script = "  raise E in admin  # why\n\nclass A(\n  B,\n  C,\n)\ntest \"x\" {\n  raise E\n}\n>>> raise F"
    let reading = Reading(script)
    #expect(
      reading.statements.map { reading.source.text($0.span) } == [
        "raise E in admin", "class A(\n  B,\n  C,\n)", "test \"x\" {\n  raise E\n}", "raise F",
      ])
  }

  @Test("names, numbers and strings have their spans")
  func partSpans() throws {
    let reading = Reading(#"handler E2 in admin -> "E\n2", 500"#)
    guard case .handler(let handler) = try #require(reading.statements.first).kind,
      case .body(let body, .number(500)) = handler.answer
    else {
      Issue.record("not a handler")
      return
    }
    #expect(reading.source.text(handler.target.span) == "E2")
    #expect(handler.scope.map { reading.source.text($0.span) } == "admin")
    #expect(reading.source.text(body.span) == #""E\n2""#)
    #expect(reading.source.texts[body.text] == "E\n2")
  }

  @Test(
    "escapes",
    arguments: [
      (#""\"""#, "\""), (#"'\''"#, "'"), (#""\\""#, "\\"), (#""\n\t""#, "\n\t"), (#""\u{e9}""#, "é"),
      (#""\u{1F600}""#, "😀"), (#""\u{000041}""#, "A"), (#""\u{10FFFF}""#, "\u{10FFFF}"), (#""\'""#, "'"),
      (#""it's""#, "it's"), ("\"日本\"", "日本"), (#""""#, ""),
    ])
  func escapes(literal: String, text: String) {
    let reading = Reading("handler E -> \(literal)")
    guard case .handler(let handler)? = reading.statements.first?.kind, case .body(let body, nil) = handler.answer
    else {
      Issue.record("not a handler with a body: \(reading.lines)")
      return
    }
    #expect(reading.lines.count == 1)
    #expect(reading.source.texts[body.text] == text)
  }

  @Test("codes are 0 to 999999, the status of a handler is 200 to 599")
  func numbers() {
    for code in ["0", "000", "404", "999999"] { #expect(Reading("abort \(code)").diagnostics.isEmpty, "\(code)") }
    for code in ["1000000", "99999999999999999999999999", "-1"] {
      #expect(Reading("abort \(code)").lines == ["code-out-of-range «\(code)»"])
      #expect(Reading("class A(B) code \(code)").lines == ["code-out-of-range «\(code)»"])
      #expect(Reading("handler \(code) -> e").lines == ["code-out-of-range «\(code)»"])
    }
    for status in ["200", "599"] { #expect(Reading("handler E -> \"\", \(status)").diagnostics.isEmpty) }
    for status in ["0", "199", "600", "-200"] {
      #expect(Reading("handler E -> \"\", \(status)").lines == ["status-out-of-range «\(status)»"])
    }
    #expect(Reading("expect abort 0 -> 0 page").lines == ["expect abort 0 -> 0 page"])
  }

  /// At the prompt, `undo` counts the statements that change state.
  @Test(
    "which statements change the app, its process, or how responses are shown",
    arguments: [
      ("class A(Exception)", true), ("blueprint b", true), ("handler A -> e", true), ("raise A", true),
      ("abort 404", true), ("visit unknown", true), ("respond 404", true), ("use flask 1.0", true),
      ("config DEBUG on", true), ("restart", true), ("reset", true), ("trace on", true),
      ("expect raise A -> 500", true), ("expect last -> 500", false), ("expect refused class X(bool)", false),
      ("expect refused handler A -> e", false), ("expect mro A: A", false), ("expect safe", false),
      ("test \"t\" { raise A }", false), ("test \"t\" continuing { raise A }", true), ("mro A", false),
      ("why", false), ("why A", false), ("compare", false), ("hunt", false), ("classes", false), ("handlers", false),
      ("blueprints", false), ("stats", false),
    ])
  func changesState(_ line: String, _ expected: Bool) throws {
    #expect(try #require(Reading(line).statements.first).kind.changesState == expected)
  }
}
