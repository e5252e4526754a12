import ArgumentParser
import Exercises
import Files
import Lessons
import Rendering

/// Runs `errorbook new-lesson SLUG`: creates a draft of a lesson.
struct NewLesson: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new-lesson",
    abstract: "Create a draft of a lesson, with a to-do list.",
    discussion: "The draft has an example of every element of a lesson.")

  @Argument(help: "The name of the lesson: lowercase words joined by hyphens, such as the-second-bug.")
  var slug: String

  @Option(help: "The folder of the lessons.", completion: .directory)
  var to = "lessons"

  func validate() throws {
    let isSlug = !slug.isEmpty && slug.allSatisfy { $0 == "-" || ($0.isASCII && ($0.isLowercase || $0.isNumber)) }
    guard isSlug else {
      throw ValidationError("The name can contain only lowercase letters, digits and hyphens, such as the-second-bug.")
    }
  }

  func run() throws {
    var console = Console()
    let draft = LessonDraft(number: nextNumber, slug: slug)
    let path = Folder.path(to, draft.fileName)
    if let problem = NewFile.makeFolder(to) { throw problem }
    if let problem = NewFile.write(Array(draft.text.utf8), to: path, mayReplace: false) { throw problem }
    console.print("wrote \(path)\n\nTo do:\n")
    for task in LessonDraft.tasks { console.print("  [ ] \(task)\n") }
    console.print(
      "\n`errorbook check \(path)` checks the lesson.\n`errorbook watch \(path)` checks it whenever you save it.\n"
    )
    console.flush()
  }

  /// The number after the highest one in the folder.
  private var nextNumber: Int {
    guard case .success(let files) = LessonFiles.find(to) else { return 1 }
    let numbers = files.compactMap { file in Int((file.split(separator: "/").last ?? "").prefix { $0.isNumber }) }
    // A longer number at the start of a name is not the number of a lesson.
    return (numbers.filter { $0 < 1_000 }.max() ?? 0) + 1
  }
}
