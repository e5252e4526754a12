import Diagnostics

extension Lesson {
  /// Creates a lesson from its title and its fences, as a page in a browser has them. Its text contains nothing else, so that
  /// the lines of the fences are right and a variant can rename what is in them.
  package init(name: String, title: String, fences: [(words: String, content: String)]) {
    var text = "# \(title)\n"
    var line = 1
    var numbered: [Fence] = []
    for (words, content) in fences {
      let block = "\n" + Markup.fence(words, content)
      let lineCount = block.utf8.count { $0 == .lineFeed }
      numbered.append(
        Fence(words: Fence.words(of: words), content: content, line: line + 2, endLine: line + lineCount))
      text += block
      line += lineCount
    }
    self.init(text: SourceText(name: name, text), fences: numbered, heading: title, id: nil)
  }
}
