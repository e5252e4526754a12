import BookFiles
import Foundation
import TemporaryFolder
import Testing

@Suite("errorbook book") struct BookCommandTests {
  private let shell = Shell()

  init() throws {
    try EveryCommand.prepare(shell)
    _ = try shell.run("mkdir -p unit/guides unit/pictures a b; printf dot > unit/pictures/dot.png")
    try shell.write("# A guide\n\n[back](../mine.md), [out](../../elsewhere.md)\n", to: "unit/guides/more.md")
    try shell.write("handler ValueError -> \"sorry\", 500\n", to: "unit/guides/a.eb")
    let links = "\nSee [more](guides/more.md), [code](guides/a.eb) and ![a dot](pictures/dot.png).\n"
    try shell.write(EveryCommand.lesson + links, to: "unit/mine.md")
    try shell.write("# Elsewhere\n", to: "elsewhere.md")
  }

  private func run(_ arguments: String) throws -> Shell.Result { try shell.run("errorbook book \(arguments)") }

  @Test func courseIsWritten() throws {
    let first = try run("--engine engine --to out")
    #expect(first.status == 0 && first.errors == "", "\(first.errors)")
    #expect(first.output.hasPrefix("wrote ") && first.output.hasSuffix("out/index.html opens in a browser\n"))
    let names = try shell.run("cd out && ls *.html book/style.css engine").output
    for name in [
      "index.html", "01-the-bug.html", "course.html", "language.html", "playground.html", "book/style.css", "engine.js",
      "flask-engine.js",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(
      try shell.run("cmp out/engine/flask-engine.js engine/flask-engine.js; cat out/index.html").output.hasSuffix(
        "</html>\n"))
    // A second time, nothing changes.
    #expect(try run("--engine engine --to out").output.hasPrefix("wrote 0 files, "))
    // A book may be replaced by another one.
    _ = try shell.run("rm out/mark.html")
    #expect(try run("--engine engine --to out --no-answers").output.hasPrefix("wrote "))
    #expect(try shell.run("grep -l 'contains the answers' out/*.html").output == "")
  }

  @Test func ownLessonBringsWhatItLinksTo() throws {
    #expect(try run("unit/mine.md --engine engine --to out").status == 0)
    #expect(
      try shell.run("cd out && ls *.html").output
        == "a-eb.html\nindex.html\nmark.html\nmine.html\nmore.html\nplayground.html\n")
    let page = try shell.run("cat out/mine.html").output
    #expect(page.contains("<a href=\"more.html\">") && page.contains("src=\"data:image/png;base64,ZG90\""))
    #expect(try shell.run("cat out/more.html").output.contains("<a href=\"mine.html\">back</a>, out</p>"))
    #expect(try shell.run("cat out/index.html").output.contains("A lesson of mine"))
  }

  @Test func lessonsInSeveralFoldersCanLinkToEachOther() throws {
    try shell.write("# One\n\n[two](../b/two.md)\n", to: "a/one.md")
    try shell.write("# Two\n\n[one](../a/one.md)\n", to: "b/two.md")
    #expect(try run("a/one.md b/two.md --engine engine --to out").status == 0)
    #expect(try shell.run("cat out/one.html").output.contains("<a href=\"two.html\">two</a>"))
    #expect(try shell.run("cat out/two.html").output.contains("<a href=\"one.html\">one</a>"))
  }

  @Test func singleFileOfEachLesson() throws {
    let both = try run("1 mine.md --engine engine --to out --single-file")
    #expect(both.output == "wrote 2 files\nout/ opens in a browser\n", "\(both.errors)")
    #expect(try shell.run("ls out").output == "01-the-bug.html\nmine.html\n")
    let whole = try run("--engine engine --to course --single-file")
    #expect(whole.output == "wrote 1 file\ncourse/index.html opens in a browser\n")
    #expect(try shell.run("grep -c 'data-route' course/index.html").status == 0)
  }

  @Test func otherFilesAreNotReplaced() throws {
    #expect(try shell.run("mkdir out; echo mine > out/mine.html").status == 0)
    let refused = try run("mine.md --engine engine --to out")
    #expect(refused.status == 2 && refused.output == "")
    #expect(refused.errors.contains("out/mine.html: error[unwritable-file]: the file already exists"))
    #expect(refused.errors.contains("--force"))
    // Nothing was written.
    #expect(try shell.run("find out -type f; cat out/mine.html").output == "out/mine.html\nmine\n")
    #expect(try run("mine.md --engine engine --to out --force").status == 0)
    #expect(try shell.run("tail -n 1 out/mine.html").output == "</html>\n")
    // Scripts of others are kept too.
    _ = try shell.run("mkdir -p site/book; echo mine > site/book/style.css")
    #expect(try run("mine.md --engine engine --to site").status == 2)
    #expect(try shell.run("find site -type f").output == "site/book/style.css\n")
  }

  /// The folder is published as it is, with the pages of an earlier book.
  @Test func pageWithAnswersIsNotPublishedBesideABookWithout() throws {
    #expect(try run("mine.md --engine engine --to out").status == 0)
    let refused = try run("mine.md --engine engine --to out --no-answers")
    #expect(refused.status == 2 && refused.errors.contains("out/mark.html: error[unwritable-file]: this page"))
    #expect(try shell.run("grep -l 'contains the answers' out/mine.html").output == "out/mine.html\n")
    // Two books without answers can share a folder.
    #expect(try run("mine.md --engine engine --to shared --no-answers --single-file").status == 0)
    #expect(try run("1 --engine engine --to shared --no-answers --single-file").status == 0)
    #expect(try run("2 --engine engine --to shared --single-file").status == 0)
    #expect(try run("3 --engine engine --to shared --no-answers --single-file").status == 2)
  }

  @Test func lessonWithProblemIsNotWritten() throws {
    for (old, new) in [
      ("errorbook solution", "errorbook solutoin"), ("500 page", "501 page"),
      ("# A lesson", "[x](nowhere.md)\n# A lesson"),
    ] {
      try shell.write(EveryCommand.lesson.replacing(old, with: new), to: "broken.md")
      let refused = try run("broken.md --engine engine --to out")
      #expect(refused.status == 2 && refused.errors.contains("broken.md:"), "\(new)")
      #expect(try shell.run("ls out").status != 0)
    }
  }

  @Test func engineIsNeeded() throws {
    let run = try run("1 --to out")
    // A program can be built with the engine.
    guard BookFiles.engine.isEmpty else {
      #expect(run.status == 0)
      return
    }
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.contains("built without the engine") && run.errors.contains("`.ci/engine`"))
    #expect(run.errors.contains("--engine .build-engine"))
    #expect(try shell.run("ls out").status != 0)
  }

  @Test func wrongArguments() throws {
    #expect(try run("1 --engine nowhere --to out").errors.contains("nowhere/engine.js: error[unreadable-file]"))
    #expect(try run("99 --engine engine --to out").status == 2)
    #expect(try run("a.eb --engine engine --to out").status == 2)
    #expect(try run("1 --engine engine").status == 64)
    let twice = try run("mine.md ./mine.md --engine engine --to out")
    #expect(twice.status == 2 && twice.errors.contains("the same file name"))
    #expect(try run("1 --engine engine --to a.eb").status == 2)
  }
}
