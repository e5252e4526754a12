import Diagnostics
import Exercises
import Rendering

extension LessonProblem {
  /// Returns the problem with its file and line; the details follow.
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

  /// Returns the event `problem`.
  package func json(in file: String) -> JSONValue {
    [
      "event": "problem", "file": .string(file), "line": .integer(line), "code": .string(slug),
      "message": .string(message), "help": JSONValue(help), "details": .array(details.map(JSONValue.string)),
    ]
  }
}

extension LessonCheck {
  /// Returns one line with the result and the number of outputs and exercises that were checked.
  package func summary(rewritten: Int) -> StyledText {
    let verdict: StyledText =
      problems.isEmpty ? "\("ok", .success)" : "\(counted(problems.count, "problem"), .error)"
    let written = rewritten > 0 ? ", \(counted(rewritten, "output")) updated" : ""
    return
      "\(lesson.text.name): \(verdict), \(counted(outputs, "output")), \(counted(exercises, "exercise"))\(written)\n"
  }

  /// Returns the event `lesson`.
  package func json(rewritten: Int) -> JSONValue {
    [
      "event": "lesson", "file": .string(lesson.text.name), "title": .string(lesson.title),
      "outputs": .integer(outputs), "exercises": .integer(exercises), "problems": .integer(problems.count),
      "written": .integer(rewritten),
    ]
  }
}
