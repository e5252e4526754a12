import Diagnostics
import Exercises
import Rendering

extension LessonProblem {
  /// The problem with its place, details below.
  package func text(in file: String) -> StyledText {
    var text: StyledText = "\(file):\(line): \("error", .error)[\(slug)]: "
    text += StyledText(sentence: message)
    text += "\n"
    for detail in details {
      let style: StyledText.Style = detail.hasPrefix("- ") ? .error : detail.hasPrefix("+ ") ? .success : .plain
      text += "  \(detail, style)\n"
    }
    if let help { text += .help(StyledText(sentence: help)) }
    return text
  }

  /// The event `problem`.
  package func json(in file: String) -> JSONValue {
    [
      "event": "problem", "file": .string(file), "line": .integer(line), "code": .string(slug),
      "message": .string(message), "help": JSONValue(help), "details": .array(details.map(JSONValue.string)),
    ]
  }
}

extension LessonCheck {
  /// One line: how it came out, and what was looked at.
  package func summary(rewritten: Int) -> StyledText {
    let verdict: StyledText =
      problems.isEmpty ? "\("ok", .success)" : "\(counted(problems.count, "problem"), .error)"
    let written = rewritten > 0 ? ", \(counted(rewritten, "output")) written" : ""
    return
      "\(lesson.text.name): \(verdict), \(counted(outputs, "output")), \(counted(exercises, "exercise"))\(written)\n"
  }

  /// The event `lesson`.
  package func json(rewritten: Int) -> JSONValue {
    [
      "event": "lesson", "file": .string(lesson.text.name), "title": .string(lesson.title),
      "outputs": .integer(outputs), "exercises": .integer(exercises), "problems": .integer(problems.count),
      "written": .integer(rewritten),
    ]
  }
}
