import ArgumentParser
import Exercises
import Files
import Lessons
import Rendering

/// `errorbook new-lesson SLUG`: a lesson to begin with.
struct NewLesson: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new-lesson", abstract: "Begin a lesson: a page with one of everything, and a list of what is left.")

  @Argument(help: "Lower-case words joined by hyphens: the-name-of-it.")
  var slug: String

  @Option(help: "The folder of the lessons.", completion: .directory)
  var to = "lessons"

  func validate() throws {
    let isSlug = !slug.isEmpty && slug.allSatisfy { $0 == "-" || ($0.isASCII && ($0.isLowercase || $0.isNumber)) }
    guard isSlug else {
      throw ValidationError("A name is lower-case letters, digits and hyphens, such as the-name-of-it.")
    }
  }

  func run() throws {
    var console = Console()
    let draft = LessonDraft(number: nextNumber, slug: slug)
    let path = Folder.path(to, draft.fileName)
    if let problem = NewFile.makeFolder(to) { throw problem }
    if let problem = NewFile.write(Array(draft.text.utf8), to: path, mayReplace: false) { throw problem }
    console.print("wrote \(path)\n\nWhat is left:\n")
    for task in LessonDraft.tasks { console.print("  [ ] \(task)\n") }
    console.print(
      "\n`errorbook check \(path)` says which promises the page does not keep;\n`errorbook watch \(path)` says it at every save.\n"
    )
    console.flush()
  }

  /// Behind the lessons that are there.
  private var nextNumber: Int {
    guard case .success(let files) = LessonFiles.find(to) else { return 1 }
    let numbers = files.compactMap { file in Int((file.split(separator: "/").last ?? "").prefix { $0.isNumber }) }
    // What begins with a longer number was not numbered as a lesson.
    return (numbers.filter { $0 < 1_000 }.max() ?? 0) + 1
  }
}
