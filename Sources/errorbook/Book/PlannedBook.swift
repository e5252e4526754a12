import Book
import Course
import Diagnostics
import Exercises
import Files
import Lessons

/// A lesson that the command line names.
struct BookLesson {
  /// The path under which other lessons of the book link to it.
  var path: String
  var text: SourceText
  /// The texts that can become pages because the lesson links to them.
  var reader: LinkedTexts

  /// Finds the lessons with these numbers, names or files. Files can link to each other, and to others in the folder that
  /// contains them all.
  static func find(_ names: [String]) throws -> [BookLesson] {
    let places = try names.map { try CoursePlace.find($0).get() }
    let files = places.filter { $0.file == nil }.map { absolutePath($0.lesson.text.name) }
    let folder = commonFolder(files)
    return places.map { place in
      if let file = place.file {
        return BookLesson(path: file.name, text: SourceText(name: file.name, file.text), reader: .course)
      }
      let path = String(absolutePath(place.lesson.text.name).dropFirst(folder.count))
      return BookLesson(path: path, text: place.lesson.text, reader: .files(folder: folder))
    }
  }

  /// Returns the deepest folder that contains all files, with a slash at its end.
  private static func commonFolder(_ files: [String]) -> String {
    guard var folder = files.first else { return "" }
    for file in files.dropFirst() {
      folder = String(zip(folder, file).prefix { $0 == $1 }.map { $0.0 })
    }
    return folder.lastIndex(of: "/").map { String(folder[...$0]) } ?? ""
  }
}

/// Where the texts are that lessons link to.
enum LinkedTexts {
  case course
  /// Files in the folder of a lesson and below, by their path in it.
  case files(folder: String)

  func text(_ path: String) -> SourceText? {
    switch self {
    case .course: Course.files.first { $0.name == path }.map { SourceText(name: $0.name, $0.text) }
    case .files(let folder): isFile(path, in: folder) ? try? ScriptFile.read(folder + path).get() : nil
    }
  }

  func bytes(_ path: String) -> [UInt8]? {
    switch self {
    case .course: nil
    case .files(let folder): isFile(path, in: folder) ? try? ScriptFile.bytes(folder + path).get() : nil
    }
  }

  /// Whether a path is a file. A symbolic link could lead out of the folder.
  private func isFile(_ path: String, in folder: String) -> Bool { Folder.kind(folder + path) == .file }
}

/// A book before it is written.
struct PlannedBook {
  /// The name of its file, if it is one.
  var name: String
  var sources: [BookSource]
  var images: [BookImage]
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

  private init(name: String, sources: [BookSource], images: [BookImage] = [], settings: Book.Settings) {
    (self.name, self.sources, self.images, self.settings) = (name, sources, images, settings)
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
    let images = lessons.flatMap { lesson in
      let linked = sources.flatMap { $0.linkedPaths }.filter { BookImage.isImage($0) }
      return Set(linked).sorted().compactMap { path in
        lesson.reader.bytes(path).flatMap { BookImage(path: path, $0) }
      }
    }
    let first = sources.first
    let title = lessons.count == 1 ? first?.lesson.title ?? "errorbook" : "Lessons"
    self.init(
      name: first.map { $0.path.hasSuffix(".md") ? String($0.path.dropLast(3)) : $0.path } ?? "index", sources: sources,
      images: images,
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
