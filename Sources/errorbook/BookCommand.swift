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
  @Flag(help: "Leave out tests, solutions and other answers. Readers can only save their answers and hand them in.")
  var noAnswers = false
  @Option(
    help: "The folder with the engine for the browser; default: the one in this program.", completion: .directory)
  var engine: String?
  @Flag(help: "Replace files that do not belong to a book.") var force = false

  func run() throws {
    var console = Console()
    defer { console.flush() }
    let parts = try bookParts()
    let books = try books()
    try refuseProblems(books, &console)
    let files = books.flatMap { book in
      let made = Book(book.sources, parts, book.settings)
      return singleFile ? [made.singleFile(book.name)] : made.folder
    }
    var folder = BookFolder(to, mayReplace: force)
    if let problem = folder.write(files) { throw problem }
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
      scripts: BookParts.ordered(files(BookFiles.scripts)), styles: files(BookFiles.styles),
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
    let places = try lessons.map { try BookLesson.find($0).get() }
    guard singleFile else { return [try PlannedBook(places, hasAnswers: !noAnswers)] }
    return try places.map { try PlannedBook([$0], hasAnswers: !noAnswers) }
  }

  /// Prints the problems of lessons outside the course, and ends the command if there are any. Tests check the course.
  private func refuseProblems(_ books: [PlannedBook], _ console: inout Console) throws {
    var hasProblems = false
    for source in books.flatMap({ $0.sources }) where source.kind != .code && !Course.contains(source.lesson.text) {
      for problem in LessonCheck(source.lesson).problems where source.kind == .lesson || problem.slug != "no-title" {
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

/// A lesson that the command line names.
private struct BookLesson {
  /// The path under which other lessons of the book link to it.
  var path: String
  var text: SourceText
  /// The texts that can become pages because the lesson links to them.
  var reader: LinkedTexts

  static func find(_ name: String) -> Result<BookLesson, FileProblem> {
    CoursePlace.find(name).map { place in
      if let file = place.file {
        return BookLesson(path: file.name, text: SourceText(name: file.name, file.text), reader: .course)
      }
      let path = place.lesson.text.name
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      return BookLesson(
        path: String(path.dropFirst(folder.count)), text: place.lesson.text, reader: .files(folder: folder))
    }
  }
}

/// Where the texts are that lessons link to.
private enum LinkedTexts {
  case course
  /// Files in the folder of a lesson and below, by their path in it.
  case files(folder: String)

  func text(_ path: String) -> SourceText? {
    switch self {
    case .course: Course.files.first { $0.name == path }.map { SourceText(name: $0.name, $0.text) }
    case .files(let folder):
      // The name of an output is the name of the file, as for lessons.
      Folder.kind(folder + path) == .file ? try? ScriptFile.read(folder + path).get() : nil
    }
  }
}

/// A book before it is written.
private struct PlannedBook {
  /// The name of its file, if it is one.
  var name: String
  var sources: [BookSource]
  var settings: Book.Settings

  static func course(hasAnswers: Bool) -> PlannedBook {
    var sources = Course.lessons.map { file in
      BookSource(.lesson, path: file.name, SourceText(name: file.name, file.text))
    }
    add(["README.md"], from: .course, to: &sources, among: nil)
    return PlannedBook(
      name: "index", sources: sources,
      settings: Book.Settings(title: "errorbook", key: "course", isCourse: true, hasAnswers: hasAnswers))
  }

  private init(name: String, sources: [BookSource], settings: Book.Settings) {
    (self.name, self.sources, self.settings) = (name, sources, settings)
  }

  /// - Throws: a problem if two lessons have the same name.
  init(_ lessons: [BookLesson], hasAnswers: Bool) throws {
    var sources: [BookSource] = []
    for lesson in lessons {
      guard !sources.contains(where: { $0.path == lesson.path }) else {
        throw FileProblem(
          file: lesson.text.name, slug: "no-lesson", message: "another lesson of this book has the same file name",
          help: "write them to different folders")
      }
      sources.append(BookSource(.lesson, path: lesson.path, lesson.text))
    }
    let isOfCourse = lessons.allSatisfy { if case .course = $0.reader { true } else { false } }
    for lesson in lessons {
      let links = BookSource(.lesson, path: lesson.path, lesson.text).linkedPaths
      Self.add(links, from: lesson.reader, to: &sources, among: lessons.map(\.path))
    }
    let first = sources.first
    let title = lessons.count == 1 ? first?.lesson.title ?? "errorbook" : "Lessons"
    self.init(
      name: first.map { $0.path.hasSuffix(".md") ? String($0.path.dropLast(3)) : $0.path } ?? "index", sources: sources,
      settings: Book.Settings(
        title: title, key: isOfCourse ? "course" : Fingerprint.text(of: first?.id ?? ""), isCourse: false,
        hasAnswers: hasAnswers))
  }

  /// Adds the texts at these paths, and those that they link to.
  /// - Parameter lessons: the paths of all lessons of a book that is not the whole course. Links do not add others.
  private static func add(
    _ paths: [String], from reader: LinkedTexts, to sources: inout [BookSource], among lessons: [String]?
  ) {
    var open = paths
    while let path = open.popLast(), sources.count < sourceLimit {
      guard !sources.contains(where: { $0.path == path }), let kind = kind(of: path, among: lessons),
        let text = reader.text(path)
      else { continue }
      let source = BookSource(kind, path: path, text)
      sources.append(source)
      open += source.linkedPaths
    }
  }

  /// A folder can contain more texts than a book should.
  private static let sourceLimit = 200

  private static func kind(of path: String, among lessons: [String]?) -> BookSource.Kind? {
    if path.hasSuffix(".eb") || path.hasSuffix(".py") { return .code }
    guard path.hasSuffix(".md") else { return nil }
    // A book with some lessons of the course does not get all the others through its page.
    let isOfWholeCourse = path == "README.md" || Course.lesson(path) != nil
    return lessons != nil && isOfWholeCourse ? nil : .guide
  }
}

/// The folder that a book is written to.
private struct BookFolder {
  private let path: String
  private let mayReplace: Bool
  private(set) var written = 0
  private var same = 0

  init(_ path: String, mayReplace: Bool) { (self.path, self.mayReplace) = (path, mayReplace) }

  /// `, 3 were up to date`, or nothing.
  var unchanged: String { same == 0 ? "" : ", \(same) \(same == 1 ? "was" : "were") up to date" }

  /// Writes the files. If one of them would replace a file that is not part of a book, writes none.
  mutating func write(_ files: [BookFile]) -> FileProblem? {
    let changed = files.filter { !isUpToDate($0) }
    same = files.count - changed.count
    for file in changed {
      if let problem = problem(with: file) { return problem }
    }
    for folder in [path] + Set(files.compactMap { Self.folder(of: $0.path) }).sorted().map({ Folder.path(path, $0) }) {
      if let problem = NewFile.makeFolder(folder) { return problem }
    }
    for file in changed {
      let target = Folder.path(path, file.path)
      if let problem = NewFile.write(file.bytes, to: target, mayReplace: true, hasForce: true) { return problem }
      written += 1
    }
    return nil
  }

  private static func folder(of path: String) -> String? { path.lastIndex(of: "/").map { String(path[..<$0]) } }

  private func isUpToDate(_ file: BookFile) -> Bool {
    guard case .success(let there) = ScriptFile.bytes(Folder.path(path, file.path)) else { return false }
    return there == file.bytes
  }

  /// Returns why a file must not be written, or nil if it may.
  private func problem(with file: BookFile) -> FileProblem? {
    let target = Folder.path(path, file.path)
    guard !mayReplace, Folder.isTaken(target), !isOfBook(file.path) else { return nil }
    return FileProblem(
      file: target, slug: DiagnosticKind.unwritableFile.slug,
      message: "the file already exists, and is not part of a book",
      help: "choose another folder, or use --force to replace it")
  }

  /// Whether an existing file is part of a book: a page says so itself, and other files if the index of their folder does.
  private func isOfBook(_ name: String) -> Bool {
    let page = name.hasSuffix(".html") ? name : "index.html"
    guard case .success(let bytes) = ScriptFile.bytes(Folder.path(path, page)) else { return false }
    return BookFile.isPage(bytes)
  }
}
