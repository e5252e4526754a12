/// Generates Markdown.
package enum Markup {
  /// Returns a fence with these words and this content. It has more backticks than any run of them in the content.
  package static func fence(_ words: String, _ content: String) -> String {
    let runs: [Substring] = content.split { $0 != "`" }
    let longest = runs.map { $0.count }.max() ?? 0
    let marks = String(repeating: "`", count: max(3, longest + 1))
    return "\(marks)\(words)\n\(content)\(content.isEmpty || content.hasSuffix("\n") ? "" : "\n")\(marks)\n"
  }
}
