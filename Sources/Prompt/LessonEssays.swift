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
  package func isCommand(_ line: String) -> Bool { startOfText.isEmpty && Self.command(line) != nil }

  /// Reads a command of the lesson. `goto the next step` is a sentence.
  private static func command(_ line: String) -> (word: LessonCommand, argument: String)? {
    guard let command = LessonCommand.read(line), !command.argument.contains(where: { $0.isWhitespace }) else {
      return nil
    }
    return command
  }

  /// The prompt before a text.
  package var textPrompt: String { "your text (an empty line ends it)> " }

  /// Takes a sentence that was typed at the step before Enter: it starts the text. Returns nil for statements and commands.
  mutating func takeEarlyText(_ entry: PromptEntry) -> LessonTask? {
    guard essay != nil, writtenText == nil, Self.command(entry.text) == nil, entry.isSentence else { return nil }
    addToStart(entry.text)
    return .askText
  }

  private mutating func addToStart(_ text: String) {
    if text.trimmed.isEmpty { return }
    startOfText += (startOfText.isEmpty ? "" : "\n") + text
  }

  /// Asks for the text. Shows the start of a text that was interrupted.
  mutating func askText(on screen: inout some LessonScreen) -> LessonTask {
    if !startOfText.isEmpty { show("\("Your text so far", .strong)\n" + indented(startOfText), on: &screen) }
    return .askText
  }

  /// Takes the text that the learner wrote, without the empty line at its end.
  package mutating func takeText(_ reading: TextReading, on screen: inout some LessonScreen) -> LessonTask {
    switch reading {
    case .endOfInput: return take(.quit, "", on: &screen)
    case .cancelled(let typed):
      addToStart(typed)
      show(
        startOfText.isEmpty
          ? "You wrote nothing. Press Enter to write your text.\n"
          : "Your text is kept. Press Enter to continue it. `edit` opens it in your editor, `reset` discards it.\n",
        on: &screen)
    case .typed(let typed):
      if startOfText.isEmpty, let (word, argument) = Self.command(typed) { return take(word, argument, on: &screen) }
      addToStart(typed)
      keep(text: startOfText, on: &screen)
    }
    return .none
  }

  /// Saves the text that the learner began, before its step is left.
  mutating func keepStartOfText(on screen: inout some LessonScreen) {
    guard let essay, !startOfText.trimmed.isEmpty else { return }
    record(.wrote(essay: essay.name, text: startOfText.trimmed + "\n"), on: &screen)
    startOfText = ""
    show("Your text is saved.\n", on: &screen)
  }

  /// Saves a text and shows it beside the model answer.
  mutating func keep(text: String, on screen: inout some LessonScreen) {
    guard let essay else { return }
    guard !text.trimmed.isEmpty else {
      return show("You wrote nothing. Press Enter to write your text, or type `skip`.\n", on: &screen)
    }
    record(.wrote(essay: essay.name, text: text.trimmed + "\n"), on: &screen)
    startOfText = ""
    isAnswered = true
    screen.show(self.text(of: essay))
  }

  /// The text to open in the learner's editor.
  var textToEdit: String { writtenText ?? startOfText }
}

extension PromptEntry {
  /// Whether it is more likely a sentence of a text than something to run: several words that are no statement, or too many
  /// words for a command.
  fileprivate var isSentence: Bool {
    let words = text.split { $0.isWhitespace }.count
    switch kind {
    case .statements(let statements):
      return words > 1
        && statements.steps.contains { step in step.parsed.diagnostics.contains { $0.severity == .error } }
    case .problem, .incomplete: return words > 1
    case .command: return words > 3
    case .blank, .unreadable, .program: return false
    }
  }
}
