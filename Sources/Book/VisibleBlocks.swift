import Exercises
import Lessons

/// What a page shows of a lesson, in order. A page has its own navigation, hints and answers. So it leaves out the text that is
/// only for pages on a Git host, and folds (`<details>`) with parts of exercises or reasons for a guess. The text after an exercise
/// or a guess usually gives the answer away, so it gets a fold of its own.
struct VisibleBlocks {
  enum Item {
    case block(MarkdownBlock)
    case part(Lesson.Part)
    case fold(summary: String)
    case foldEnd
    /// The start of the text after an exercise, or after a cell that asks for a guess. It ends with `foldEnd`.
    case textAfter(Lesson.Part)
    /// A block that is not shown. Its headings still count for the names of other headings.
    case hidden(MarkdownBlock)
  }

  private(set) var items: [Item] = []

  private enum Element {
    case fold(isShown: Bool)
    case division(isForPage: Bool)

    var isHiding: Bool {
      switch self {
      case .fold(let isShown): !isShown
      case .division(let isForPage): isForPage
      }
    }
  }

  private let parts: [Int: Lesson.Part]
  private let fences: [Int: Lesson.Fence]
  /// For each fold in the order of the page, whether it contains part of an exercise, or reasons for a guess.
  private var foldsWithParts: [Bool] = []
  private var foldCount = 0
  private var open: [Element] = []

  init(_ lesson: Lesson) {
    let blocks = lesson.blocks
    parts = Dictionary(lesson.parts.map { ($0.line, $0) }) { first, _ in first }
    fences = Dictionary(lesson.fences.map { ($0.line, $0) }) { first, _ in first }
    foldsWithParts = folds(in: blocks)
    for block in blocks { read(block) }
    closeFolds()
    items = Self.withTextsAfterParts(items)
  }

  /// Puts the blocks after each exercise and each guess into a fold, up to the next heading, rule, part or other fold. A guess is
  /// often followed by a cell that shows the cause, such as `why`. The text after this cell gives the answer away too.
  private static func withTextsAfterParts(_ items: [Item]) -> [Item] {
    var output: [Item] = []
    // The part that the next block explains, whether a cell followed it, and whether a fold is open.
    var asked: Lesson.Part?
    var isFollowed = false
    var isOpen = false
    for item in items {
      switch item {
      case .hidden: break
      case .block(let block) where !block.startsSection:
        if let asked, !isOpen {
          output.append(.textAfter(asked))
          isOpen = true
        }
      case .block, .part, .fold, .foldEnd, .textAfter:
        if isOpen { output.append(.foldEnd) }
        isOpen = false
        if case .part(let part) = item, part.asksForAnswer {
          (asked, isFollowed) = (part, false)
        } else if case .part(.cell) = item, case .cell = asked, !isFollowed {
          isFollowed = true
        } else {
          asked = nil
        }
      }
      output.append(item)
    }
    return isOpen ? output + [.foldEnd] : output
  }

  private var isHidden: Bool { open.contains { $0.isHiding } }

  private func folds(in blocks: [MarkdownBlock]) -> [Bool] {
    var folds: [Bool] = []
    var open: [Int] = []
    for block in blocks {
      guard case .html(let html) = block.kind else {
        if let fence = fences[block.line], fence.isAnswer || fence.words == ["reasons"] {
          for fold in open { folds[fold] = true }
        }
        continue
      }
      for tag in BlockTag.all(in: html) {
        switch tag {
        case .fold:
          open.append(folds.count)
          folds.append(false)
        case .foldEnd: _ = open.popLast()
        case .division, .divisionEnd, .other: break
        }
      }
    }
    return folds
  }

  private mutating func read(_ block: MarkdownBlock) {
    if let part = parts[block.line] {
      items.append(.part(part))
    } else if case .html(let html) = block.kind {
      for tag in BlockTag.all(in: html) { read(tag, at: block.line) }
    } else {
      let belongsToPart = fences[block.line]?.belongsToPart ?? false
      items.append(isHidden || belongsToPart ? .hidden(block) : .block(block))
    }
  }

  private mutating func read(_ tag: BlockTag, at line: Int) {
    switch tag {
    case .fold(let summary):
      let isShown = !isHidden && foldsWithParts.indices.contains(foldCount) && !foldsWithParts[foldCount]
      foldCount += 1
      open.append(.fold(isShown: isShown))
      if isShown { items.append(.fold(summary: summary ?? "More")) }
    case .foldEnd: closeFold()
    case .division(let isForPage): open.append(.division(isForPage: isForPage))
    case .divisionEnd:
      let last = open.lastIndex { if case .division = $0 { true } else { false } }
      if let last { open.remove(at: last) }
    case .other(let text):
      if !isHidden { items.append(.block(MarkdownBlock(kind: .html(text), line: line))) }
    }
  }

  private mutating func closeFold() {
    let last = open.lastIndex { if case .fold = $0 { true } else { false } }
    guard let last else { return }
    if case .fold(isShown: true) = open.remove(at: last) { items.append(.foldEnd) }
  }

  /// Closes the folds that the lesson never closes.
  private mutating func closeFolds() {
    for element in open {
      if case .fold(isShown: true) = element { items.append(.foldEnd) }
    }
  }

  /// The names of the headings that the page shows.
  var anchors: Set<String> {
    var names = AnchorNames()
    var shown: Set<String> = []
    for item in items {
      switch item {
      case .block(let block): for heading in block.headings { shown.insert(names.next(heading)) }
      case .hidden(let block): for heading in block.headings { _ = names.next(heading) }
      case .part, .fold, .foldEnd, .textAfter: break
      }
    }
    return shown
  }
}

extension Lesson.Part {
  /// Whether the text after it can give an answer away.
  fileprivate var asksForAnswer: Bool {
    switch self {
    case .cell(let cell): cell.isPredicted
    case .exercise: true
    case .essay: false
    }
  }
}

extension MarkdownBlock {
  /// Whether the text from here on is about something else than the text above.
  fileprivate var startsSection: Bool {
    switch kind {
    case .heading, .rule: true
    case .paragraph, .quote, .list, .code, .table, .html: false
    }
  }

  /// The text of the headings in the block, in order.
  var headings: [String] {
    switch kind {
    case .heading(_, let text): [MarkdownInline.plainText(text)]
    case .quote(let blocks): blocks.flatMap { $0.headings }
    case .list(_, _, let items): items.flatMap { $0.flatMap { $0.headings } }
    case .paragraph, .code, .table, .rule, .html: []
    }
  }
}
