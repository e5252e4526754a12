import ArgumentParser
import Book
import BookFiles
import Course
import Diagnostics
import Exercises
import Files
import Lessons
import Rendering

/// Runs `errorbook book [LESSON...] --to DIR`: writes lessons as pages for a browser.
struct BookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book", abstract: "Write lessons as pages that run in a browser.",
    discussion: """
      Without a lesson, it writes the whole course. The pages need no server and no network: open index.html in a browser. \
      Each runs errorbook itself, as WebAssembly. errorbook first checks your own lessons as `check` does, and writes \
      nothing if one has a problem. A file that is not part of a book is replaced only with --force.
      Exit status: 0 success, 2 a lesson has a problem or a file could not be written, 64 wrong usage.
      """)

  @Argument(help: "A lesson: its number (5), its name (the-bug), or your own file (.md).", completion: .file())
  var lessons: [String] = []
  @Option(help: "The folder to write to; it is created if it does not exist.", completion: .directory) var to: String
  @Flag(help: "Write one file that contains everything. With lessons, one file for each of them.") var singleFile =
    false
  @Flag(help: "Leave out tests, solutions and other answers. Readers can run their answers and hand them in.")
  var noAnswers = false
  @Option(
    help: "The folder with the engine for the browser; default: the one in this program.", completion: .directory)
  var engine: String?
  @Option(help: "A web address that each page links to at its end, for example the home page of your course.")
  var projectLink: String?
  @Flag(help: "Replace files that do not belong to a book.") var force = false

  func validate() throws {
    guard let projectLink else { return }
    guard projectLink.hasPrefix("https://") || projectLink.hasPrefix("http://") else {
      throw ValidationError("--project-link needs an address that starts with https:// or http://, got \(projectLink)")
    }
  }

  func run() throws {
    var console = Console()
    defer { console.flush() }
    let parts = try bookParts()
    let books = try books()
    try refuseProblems(books, &console)
    let files = books.flatMap { book in
      var settings = book.settings
      settings.projectLink = projectLink
      let made = Book(book.sources, images: book.images, parts, settings)
      return singleFile ? [made.singleFile(book.name)] : made.folder
    }
    try FileUses(reading: lessons).refuse(files.map { ("--to", Folder.path(to, $0.path)) })
    var folder = BookFolder(to, mayReplace: force)
    if let problem = folder.write(files, mayHaveAnswers: !noAnswers) { throw problem }
    console.print("wrote \(counted(folder.written, "file"))\(folder.unchanged)\n")
    console.print("\(Folder.path(to, books.count > 1 ? "" : firstPage(books))) opens in a browser\n")
  }

  private func firstPage(_ books: [PlannedBook]) -> String {
    singleFile ? "\(books.first?.name ?? "index").html" : "index.html"
  }

  // MARK: What every book has

  private func bookParts() throws -> BookParts {
    func files(_ files: [(name: String, text: String)]) -> [BookFile] {
      files.map { BookFile(path: $0.name, bytes: Array($0.text.utf8)) }
    }
    return BookParts(
      scripts: BookParts.ordered(files(BookFiles.scripts)), styles: BookParts.orderedStyles(files(BookFiles.styles)),
      engines: try engine.map { try Self.engine(in: $0) } ?? files(Self.embeddedEngine()))
  }

  private static let engineFiles = ["engine.js", "flask-engine.js", "marking-engine.js"]

  private static func engine(in folder: String) throws -> [BookFile] {
    try engineFiles.map { BookFile(path: $0, bytes: try ScriptFile.bytes(Folder.path(folder, $0)).get()) }
  }

  private static func embeddedEngine() throws -> [(name: String, text: String)] {
    guard !BookFiles.engine.isEmpty else {
      throw ValidationError(
        "This errorbook was built without the engine for the browser. In the project's folder, `.ci/engine` builds it. Then "
          + "name its folder: --engine .build-engine")
    }
    return BookFiles.engine
  }

  // MARK: Lessons

  private func books() throws -> [PlannedBook] {
    guard !lessons.isEmpty else { return [PlannedBook.course(hasAnswers: !noAnswers)] }
    let places = try BookLesson.find(lessons)
    guard singleFile else { return [try PlannedBook(places, hasAnswers: !noAnswers)] }
    return try places.map { try PlannedBook([$0], hasAnswers: !noAnswers) }
  }

  /// Prints the problems of lessons outside the course, and ends the command if there are any. Tests check the course.
  private func refuseProblems(_ books: [PlannedBook], _ console: inout Console) throws {
    var hasProblems = false
    for source in books.flatMap({ $0.sources }) where source.kind != .code && !Course.contains(source.lesson.text) {
      let links = LinkCheck(source.lesson).problems
      for problem in LessonCheck(source.lesson).problems + links
      where source.kind == .lesson || problem.slug != "no-title" {
        console.printError(problem.text(in: source.lesson.text.name))
        hasProblems = true
      }
    }
    if hasProblems { throw Status.error.exitCode }
  }
}

extension Course {
  /// Whether a text is a file of the course, also as `errorbook lessons` wrote it.
  fileprivate static func contains(_ text: SourceText) -> Bool { files.contains { Array($0.text.utf8) == text.bytes } }
}
