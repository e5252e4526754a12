import Rendering

/// The parts of a lesson besides prose.
extension Lesson {
  /// A cell that runs, with the output and the class diagram that the lesson shows for it, if any.
  package struct Cell: Sendable, Hashable {
    package var code: Fence
    package var output: Fence?
    /// The classes of the session after the cell, as Mermaid.
    package var diagram: Fence?
    /// Reasons for a prediction, and what the lesson says about wrong guesses.
    package var reasons: Fence?

    /// The words that can follow `errorbook` in a cell, each at most once.
    package static let options = ["predict", "brief"]

    /// Whether the learner predicts the result before the cell runs.
    package var isPredicted: Bool { code.words.dropFirst().contains("predict") }
    /// The name of the question if the cell belongs to a quiz: `errorbook quiz NAME`.
    package var quizName: String? { Self.quizName(code.words) }
    /// Whether requests show only the response and the handler.
    package var isBrief: Bool { code.words.dropFirst().contains("brief") }

    package init(code: Fence, output: Fence? = nil, diagram: Fence? = nil) {
      self.code = code
      self.output = output
      self.diagram = diagram
    }

    /// Whether these are the words of a cell.
    package static func isCell(_ words: [String]) -> Bool {
      if words == wordsOfProgram || quizName(words) != nil { return true }
      let rest = words.dropFirst()
      return words.first == "errorbook" && rest.allSatisfy { options.contains($0) } && Set(rest).count == rest.count
    }

    private static func quizName(_ words: [String]) -> String? {
      guard words.count == 3, words[0] == "errorbook", words[1] == "quiz", ExerciseReading.isName(words[2]) else {
        return nil
      }
      return words[2]
    }
  }

  package enum Part: Sendable, Hashable {
    case cell(Cell)
    case exercise(Exercise)
    case essay(Essay)
  }

  /// Cells, exercises and essays in the order of the file.
  package var parts: [Part] {
    let reading = ExerciseReading(fences)
    let essays = essays
    return fences.indices.compactMap { index in
      if let cell = cell(at: index) { return .cell(cell) }
      let line = fences[index].line
      if let essay = essays.first(where: { $0.fence.line == line }) { return .essay(essay) }
      return reading.exercises.first { $0.starter.line == line }.map { .exercise($0) }
    }
  }

  /// The cells of the lesson's session, in order, including those with a prediction.
  package var cells: [Cell] { fences.indices.compactMap { cell(at: $0) } }

  package var exercises: [Exercise] { ExerciseReading(fences).exercises }

  private func cell(at index: Int) -> Cell? {
    let code = fences[index]
    guard Cell.isCell(code.words) else { return nil }
    var cell = Cell(code: code)
    for fence in fences[(index + 1)...].prefix(3) where cell.reasons == nil {
      switch fence.words {
      case ["output"] where cell.output == nil && cell.diagram == nil: cell.output = fence
      case ["mermaid"] where cell.diagram == nil: cell.diagram = fence
      case ["reasons"] where cell.isPredicted || cell.quizName != nil: cell.reasons = fence
      default: return cell
      }
    }
    return cell
  }
}

extension Lesson {
  /// A section of a lesson: prose, then a cell, an exercise or an essay. The last step has none of them.
  package struct Step: Sendable {
    /// Blocks separated by an empty line, with none at the end. Empty if one part directly follows another.
    package var prose: StyledText
    package var part: Part?

    package init(prose: StyledText, part: Part?) {
      self.prose = prose
      self.part = part
    }
  }
}

extension Lesson.Part {
  /// The line of its fence.
  package var line: Int {
    switch self {
    case .cell(let cell): cell.code.line
    case .exercise(let exercise): exercise.starter.line
    case .essay(let essay): essay.fence.line
    }
  }
}
