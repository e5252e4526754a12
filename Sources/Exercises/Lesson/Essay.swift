import Diagnostics

/// A question that learners answer in their own words. Nobody judges the text: learners compare it with a model answer and a
/// rubric, and teachers read it.
///
/// In the lesson it is an `essay` fence with a name. Empty lines in the model separate paragraphs:
///
/// ```
/// model:
/// The sentences of a good text.
/// rubric:
/// - a point that a good text makes
/// - another point, which continues
///   on indented lines
/// ```
package struct Essay: Sendable, Hashable {
  /// Unique within the lesson, among its exercises too.
  package let name: String
  package let fence: Lesson.Fence
  /// The paragraphs of the model answer.
  package private(set) var model: [String] = []
  /// The points of the rubric.
  package private(set) var rubric: [String] = []
  /// The lines in the lesson's file that belong to neither part.
  package private(set) var strayLines: [Int] = []
  /// Whether the model and the rubric were removed: this lesson is a hand-out.
  package let isFromHandOut: Bool

  /// The word that starts the fence.
  package static let word = "essay"

  /// What learners read between the model answer and the rubric. Each point of a rubric continues the sentence.
  package static let rubricHeading = "Compare your text with the model answer. A good text does all of this:"

  /// Nil if the words are not those of an essay with a name.
  package init?(_ fence: Lesson.Fence) {
    guard fence.words.first == Self.word, fence.words.count == 2 || fence.words.count == 3 && fence.words[2] == "kept",
      ExerciseReading.isName(fence.words[1])
    else { return nil }
    name = fence.words[1]
    self.fence = fence
    isFromHandOut = fence.words.count == 3
    read(fence.content)
  }

  private enum Part { case none, model, rubric }

  private mutating func read(_ content: String) {
    var part = Part.none
    var startsParagraph = true
    for (index, line) in content.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let text = String(line.trimmed)
      if text.isEmpty {
        startsParagraph = true
      } else if text == "model:" {
        (part, startsParagraph) = (.model, true)
      } else if text == "rubric:" {
        part = .rubric
      } else if part == .model {
        if startsParagraph { model.append(text) } else { model[model.count - 1] += " " + text }
        startsParagraph = false
      } else if part == .rubric, line.hasPrefix("- "), text != "-" {
        rubric.append(String(line.dropFirst(2).trimmed))
      } else if part == .rubric, line.hasPrefix(" "), !rubric.isEmpty {
        rubric[rubric.count - 1] += " " + text
      } else {
        strayLines.append(fence.line + 1 + index)
      }
    }
  }
}

extension Lesson {
  /// The questions that learners answer in their own words, in order. A name counts only once.
  package var essays: [Essay] {
    var essays: [Essay] = []
    for fence in fences {
      if let essay = Essay(fence), !essays.contains(where: { $0.name == essay.name }) { essays.append(essay) }
    }
    return essays
  }
}
