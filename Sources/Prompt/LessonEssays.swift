import Diagnostics
import Exercises
import Rendering
import Syntax

/// Questions that learners answer in their own words. Their text is shown beside a model answer and a rubric.
extension LessonPlayer {
  /// The question at this step, if it asks for a text.
  var essay: Essay? { if case .essay(let essay) = part { essay } else { nil } }

  /// The learner's text at this step, if it was written.
  private var writtenText: String? { essay.flatMap { lessonProgress.essays[$0.name] } }

  func text(of essay: Essay) -> StyledText {
    if writtenText != nil {
      return comparison(with: essay) + "Press Enter to continue. `edit` (your editor) changes your text.\n"
    }
    return "\("In your own words.", .strong) Press Enter to write your text. Nobody judges it.\n"
      + "\("Or type `edit` (your editor) or `skip`.", .faint)\n"
  }

  /// Returns the learner's text, the model answer and the rubric, one after the other.
  private func comparison(with essay: Essay) -> StyledText {
    var text: StyledText = "\("Your text", .strong)\n" + indented(String((writtenText ?? "").trimmed))
    if essay.isFromHandOut { return text + "\nYour teacher reads it. `errorbook hand-in` writes it to a file.\n\n" }
    text += "\n\("A model answer", .strong)\n" + indented(essay.model.joined(separator: "\n\n"))
    text += "\n\(Essay.rubricHeading, .strong)\n"
    for point in essay.rubric { text += "  - " + StyledText(prose: point) + "\n" }
    return text + "\n"
  }

  private func indented(_ text: String) -> StyledText {
    var lines = StyledText()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines += StyledText(prose: escapedForDisplay(String(line))) + "\n"
    }
    return lines.indented(by: 2)
  }

  // MARK: Writing

  /// Whether the first line of a text is a command of the lesson, such as `skip`.
  package func isCommand(_ line: String) -> Bool { startOfText.isEmpty && LessonCommand.read(line) != nil }

  /// The prompt before a text.
  package var textPrompt: String { "your text (an empty line ends it)> " }

  /// Takes sentences that were typed at the step before Enter: they start the text. Returns nil for statements.
  mutating func takeEarlyText(_ entry: PromptEntry) -> LessonTask? {
    guard essay != nil, writtenText == nil, case .statements(let statements) = entry.kind,
      statements.steps.contains(where: { step in step.parsed.diagnostics.contains { $0.severity == .error } }),
      entry.text.split(whereSeparator: { $0.isWhitespace }).count > 3
    else { return nil }
    startOfText = entry.text
    return .askText
  }

  /// Takes the text that the learner wrote, without the empty line at its end.
  package mutating func takeText(_ reading: GuessReading, on screen: inout some LessonScreen) -> LessonTask {
    let start = startOfText
    startOfText = ""
    switch reading {
    case .endOfInput: return take(.quit, "", on: &screen)
    case .cancelled: show("Your text is not saved. Press Enter to write it.\n", on: &screen)
    case .typed(let typed):
      printedRows = 0
      if start.isEmpty, let (word, argument) = LessonCommand.read(typed) { return take(word, argument, on: &screen) }
      keep(text: start.isEmpty ? typed : start + "\n" + typed, on: &screen)
    }
    return .none
  }

  /// Saves a text and shows it beside the model answer.
  mutating func keep(text: String, on screen: inout some LessonScreen) {
    guard let essay else { return }
    guard !text.trimmed.isEmpty else {
      return show("You wrote nothing. Press Enter to write your text, or type `skip`.\n", on: &screen)
    }
    record(.wrote(essay: essay.name, text: text.trimmed + "\n"), on: &screen)
    isAnswered = true
    read(self.text(of: essay), on: &screen)
  }

  /// The text to open in the learner's editor.
  var textToEdit: String { writtenText ?? startOfText }
}
