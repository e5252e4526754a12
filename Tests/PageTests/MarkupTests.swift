import Course
import Diagnostics
import Interpreter
import Lessons
import Rendering
import SeededRandom
import Testing

@testable import Page

@Suite("HTML of a page") struct MarkupTests {
  private func html(_ code: String) -> String {
    var output: [UInt8] = []
    writeHTML(ofCode: Array(code.utf8), to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  @Test("code is colored by the lexer of the language")
  func tokens() {
    #expect(
      html("handler E in admin -> \"<b>\", 404  # why\n") == """
        <span class="t-statement">handler</span> <span class="t-name">E</span> <span class="t-word">in</span> \
        <span class="t-name">admin</span> <span class="t-sign">-&gt;</span> <span class="t-text">&quot;&lt;b&gt;&quot;</span>\
        <span class="t-sign">,</span> <span class="t-number">404</span>  <span class="t-comment"># why</span>

        """)
    #expect(html("raise raise").hasSuffix(#"<span class="t-word">raise</span>"#))
    #expect(html("test \"x\" { raise E }").contains(#"{</span> <span class="t-statement">raise</span>"#))
    #expect(html("x \"open") == #"<span class="t-name">x</span> <span class="t-problem">&quot;open</span>"#)
  }

  @Test("colored code has the same text, whatever it is", .seeded)
  func sameText() {
    var random = SeededRandom(seed: TestRun.givenSeed ?? 1)
    let pieces = [
      "class ", "E", "(", ")", "\n", "\r\n", "# <x>", "\"", "'''", "->", "{", "}", "404", "0.12", "é", "\u{2028}", "\t",
      "&",
    ]
    for _ in 0..<TestRun.rounds(3_000, sample: 150) {
      let code = (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      #expect(shownText(html(code)) == code)
    }
    #expect(
      html("a\u{0}b")
        == "<span class=\"t-name\">a</span><span class=\"t-problem\">\u{0}</span><span class=\"t-name\">b</span>")
  }

  @Test("a class diagram has its boxes in rows, and says the same in words")
  func diagram() {
    var session = Session(name: "shop")
    _ = session.run(
      """
      class Timeout(Exception)
      class PaymentError(Exception)
      class CardTimeout(Timeout, PaymentError)
      handler PaymentError -> "x", 402

      """)
    let diagram = ClassDiagram(session, title: "")
    #expect(
      diagram.sentences == [
        "Exception is at the top.", "Timeout is a subclass of Exception.",
        "PaymentError is a subclass of Exception; it has a handler.",
        "CardTimeout is a subclass of Timeout, then PaymentError, and reaches a base class on two ways.",
      ])
    let svg = diagram.svg
    #expect(svg.contains("<g class=\"box diamond\">"))
    #expect(svg.matches(of: /<path class="mark"/).count == 1)
    #expect(svg.contains("<g class=\"box known\">"))
    #expect(svg.contains("<g class=\"box handled\">"))
    let rows = svg.matches(of: /<rect x="(\d+)" y="(\d+)" width="(\d+)"/).map {
      (Int($0.1) ?? 0, Int($0.2) ?? 0, Int($0.3) ?? 0)
    }
    // Exception, Timeout, PaymentError and CardTimeout: three rows.
    #expect(rows.count == 4)
    #expect(rows[0].1 < rows[1].1 && rows[1].1 == rows[2].1 && rows[2].1 < rows[3].1)
    #expect(rows[1].0 + rows[1].2 < rows[2].0)
    #expect(svg.matches(of: /<path class="edge"/).count == 4)
    #expect(svg.matches(of: /<text class="edge"/).count == 2)
  }

  @Test("an app without classes has no diagram")
  func emptyDiagram() {
    #expect(ClassDiagram(Session(name: "x"), title: "").svg.isEmpty)
  }
}
