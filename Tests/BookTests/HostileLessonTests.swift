import Foundation
import Testing

@testable import Book

/// Lessons by somebody who wants to run a script in the reader's browser. `StrictHTML` refuses unknown elements and
/// attributes, so that reading a page is already a test.
@Suite("Hostile lessons") struct HostileLessonTests {
  @Test(
    "HTML is shown as text",
    arguments: [
      "<script>alert(1)</script>", "a <script>alert(1)</script> b", "<img src=x onerror=alert(1)>",
      "<div onclick=\"alert(1)\">\n\ntext\n\n</div>", "<svg/onload=alert(1)>", "<b onclick=alert(1)>x</b>",
      "<kbd>never closed", "closes nothing</kbd>", "<b><i>crossed</b></i>", "<br onload=x>", "<style>p{}</style>",
      "<iframe src=\"x.html\"></iframe>", "<a href=\"javascript:alert(1)\">x</a>", "</section></main></body></html>",
      "<!-- <script> -->", "<!-- a\n\n<script>alert(1)</script>", "<?php x ?>", "<![CDATA[ <b> ]]>", "<!doctype html>",
      "<details onopen=x><summary onclick=x>a<script>b</summary>\n\ntext\n\n</details>", "<details>\n\nnever closed",
      "</details></details>", "> <details>\n> quoted\n\n- <details>\n\n  listed", "<summary>alone</summary>",
      "<details><summary>never closed\n\ntext\n\n</details>", "<B>upper case</B>", "*a <b> c* d</b>",
      "**<script>alert(1)</script>**", "| <script> | <b>x |\n|---|---|\n| </table> | </b> |",
      "<details class=\"page\"><div class=\"page\">\n\nhidden\n\n</details></div>\n\nshown",
    ])
  func rawHTML(_ text: String) throws {
    let page = try SampleBook.page("# T\n\n\(text)\n\nThe end of the lesson\n\n```errorbook\nraise ValueError\n```\n")
    let html = try StrictHTML(page)
    #expect(html.all("script").count == SampleBook.parts.scripts.count + 1)
    #expect(html.all("svg").isEmpty && html.all("style").isEmpty && html.all("img").isEmpty)
    #expect(html.parts("cell").count == 1)
  }

  @Test func textOfEscapedTagsStaysReadable() throws {
    let html = try StrictHTML(SampleBook.page("# T\n\na <script>alert(1)</script> b <kbd>K</kbd> <br> c\n"))
    #expect(html.all("p").contains { $0.text == "a <script>alert(1)</script> b K  c" })
    #expect(html.all("kbd").map { $0.text } == ["K"] && html.all("br").count == 1)
  }

  @Test(
    "links lead to the web or to pages of the book",
    arguments: [
      "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java&#10;script:alert(1)",
      "java%0Ascript:alert(1)", "&#1;javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
      "vbscript:x", "file:///etc/passwd", "//evil.example", "/etc/passwd", "../small.md", "nowhere.md", "#nowhere",
      "small.md#nowhere", "https&#58;//x", "blob:x", "view-source:x", "small.html", "",
    ])
  func links(_ target: String) throws {
    let page = try StrictHTML(SampleBook.page("# T\n\n[words](<\(target)>) ![image](<\(target)>)\n"))
    let main = try #require(page.all("main").first)
    #expect(main.text.contains("words") && main.text.contains("image"))
    let hrefs = page.all("a").filter { page.isInside($0, "guide") || page.isInside($0, "lesson") }
    #expect(hrefs.map { $0.attributes["href"] } == (target == "https&#58;//x" ? ["https://x"] : []))
    #expect(page.all("img").isEmpty)
  }

  @Test func titlesAndCodeCannotEndTheirElement() throws {
    let evil = #"</title></script><script>alert(1)</script><!-- " ' &amp;"#
    let lesson = """
      # `\(evil)` \(evil)

      ```errorbook
      raise ValueError # \(evil)
      handler ValueError -> "</code></pre>", 500
      ```

      ```output
      x
      ```

      ```errorbook exercise a
      # \(evil)
      ```

      ```hint a
      \(evil) `\(evil)`
      ```

      ```errorbook solution a
      # \(evil)
      ```

      ~~~ \(evil)
      \(evil)
      ~~~

      """
    for hasAnswers in [true, false] {
      let page = try SampleBook.page(lesson, hasAnswers: hasAnswers)
      let html = try StrictHTML(page)
      #expect(html.all("script").count == SampleBook.parts.scripts.count + 1)
      #expect(html.all("title").first?.text.contains("</title></script><script>") == true)
      let data = try #require(html.parts("data").first)
      #expect(!data.text.contains("<"))
      let json = try #require(try JSONSerialization.jsonObject(with: Data(data.text.utf8)) as? [String: Any])
      let fences = try #require(json["fences"] as? [[String]])
      #expect(fences.first?[1].contains(evil) == true)
    }
    let whole = SampleBook.book(lesson).singleFile("x")
    _ = try StrictHTML(String(decoding: whole.bytes, as: UTF8.self))
  }

  @Test func namesOfFilesAreEscaped() throws {
    let path = #"a"><script>alert(1)</script>&.md"#
    let source = BookSource(
      .lesson, path: path, SampleBook.text("# T\n\n[home](#t)\n\n```errorbook\n```\n", name: path))
    let book = Book([source], SampleBook.parts, SampleBook.settings(title: "<T> & \"t\""))
    for file in book.folder where file.path.hasSuffix(".html") {
      #expect(file.path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) }, "\(file.path)")
      _ = try StrictHTML(String(decoding: file.bytes, as: UTF8.self))
    }
    _ = try StrictHTML(String(decoding: book.singleFile("x").bytes, as: UTF8.self))
  }

  @Test func deepNestingIsCutOff() throws {
    for text in [
      String(repeating: "> ", count: 3_000) + "deep", String(repeating: "- ", count: 1_000) + "deep",
      String(repeating: "*a ", count: 3_000) + String(repeating: "b* ", count: 3_000),
      String(repeating: "[", count: 2_000) + "x" + String(repeating: "](#t)", count: 2_000),
    ] {
      _ = try StrictHTML(SampleBook.page("# T\n\n\(text)\n"))
    }
  }

  @Test func lessonsCanHaveTheNamesOfOtherPages() throws {
    let names = ["index.md", "playground.md", "mark.md", "Index.md", "a/index.md", "course.md", "README.md"]
    let sources = names.map { BookSource(.lesson, path: $0, SampleBook.text("# \($0)\n", name: $0)) }
    let paths = Book(sources, SampleBook.parts, SampleBook.settings()).folder.map { $0.path.lowercased() }
    #expect(Set(paths).count == paths.count)
    #expect(paths.filter { $0.hasSuffix(".html") }.count == names.count + 3)
  }
}
