import Resolution
import Syntax

/// What can stand at a place in a line.
enum CompletionSlot: Equatable {
  /// The beginning of a statement or a command.
  case beginnings
  /// Behind a colon.
  case commands
  case words([String])
  case classes
  /// Classes that `raise` takes.
  case raisable
  case codes
  /// Blueprints, to which handlers and nested blueprints belong.
  case blueprints
  /// Registrations of blueprints, to which requests go.
  case registrations
  case releases
  case files
  /// What `help` knows: statements and commands.
  case topics
  /// What `explain` knows.
  case slugs
}

extension CompletionSlot {
  /// What can follow these words, which begin a line.
  static func slots(after words: ArraySlice<String>) -> [CompletionSlot] {
    guard let first = words.first else { return [.beginnings] }
    let rest = words.dropFirst()
    if first == ":" { return rest.isEmpty ? [.commands] : slots(afterCommand: rest) }
    guard let word = StatementWord(rawValue: first) else { return slots(afterCommand: words) }
    switch word {
    case .class: return afterClass(rest)
    case .blueprint: return afterBlueprint(rest)
    case .handler: return afterHandler(rest)
    case .raise: return rest.isEmpty ? [.raisable] : scope(rest.dropFirst())
    case .abort: return rest.isEmpty ? [.codes] : scope(rest.dropFirst())
    case .respond: return afterRespond(rest)
    case .visit: return rest.isEmpty ? [.words(Request.Visit.allCases.map { $0.rawValue })] : scope(rest.dropFirst())
    case .use: return afterUse(rest)
    case .config: return afterConfig(rest)
    case .trace: return rest.isEmpty ? [.words(["on", "off"])] : []
    case .expect: return afterExpect(rest)
    case .test: return afterTest(rest)
    case .mro: return rest.isEmpty ? [.classes] : []
    case .why, .compare: return afterQuestion(rest)
    case .hunt: return rest.isEmpty ? [.raisable] : scope(rest.dropFirst())
    case .restart, .reset, .classes, .handlers, .blueprints, .stats: return []
    }
  }

  private static func slots(afterCommand words: ArraySlice<String>) -> [CompletionSlot] {
    guard let word = words.first.flatMap({ CommandWord(typed: $0) }) else { return [] }
    let rest = words.dropFirst()
    if word == .step, !rest.isEmpty { return scope(rest.dropFirst()) }
    return rest.isEmpty || word == .load || word == .save ? word.description.completes : []
  }

  /// Behind what a statement is about.
  private static func scope(_ rest: ArraySlice<String>) -> [CompletionSlot] {
    if rest.isEmpty { return [.words(["in"])] }
    return Array(rest) == ["in"] ? [.registrations] : []
  }

  private static func afterBlueprint(_ rest: ArraySlice<String>) -> [CompletionSlot] {
    guard let last = rest.last else { return [] }
    if rest.count == 1 { return [.words(["in", "as"])] }
    switch last {
    case "in", ",": return [.blueprints]
    case "as": return []
    default: return rest.contains("in") && rest.dropLast().last != "as" ? [.words(["as"])] : []
    }
  }

  private static func afterRespond(_ rest: ArraySlice<String>) -> [CompletionSlot] {
    guard let first = rest.first else { return [.codes] }
    guard first.isLiteral else { return scope(rest.dropFirst()) }
    return rest.count == 2 ? [.codes] : rest.count > 2 ? scope(rest.dropFirst(3)) : []
  }

  /// `why` and `compare` ask about a class, a code, or any request.
  private static func afterQuestion(_ rest: ArraySlice<String>) -> [CompletionSlot] {
    guard let first = rest.first else { return [.raisable, .codes, .words(["visit", "respond"])] }
    return ["visit", "respond"].contains(first) ? slots(after: rest) : scope(rest.dropFirst())
  }

  private static func afterClass(_ rest: ArraySlice<String>) -> [CompletionSlot] {
    if let close = rest.firstIndex(of: ")") {
      let behind = Array(rest[(close + 1)...])
      let words = ["code", "self.code"]
      if let last = behind.last, words.contains(last) { return [.codes, .words(["None"])] }
      return [.words(words.filter { !behind.contains($0) })]
    }
    return rest.contains("(") && (rest.last == "(" || rest.last == ",") ? [.classes] : []
  }

  private static func afterHandler(_ rest: ArraySlice<String>) -> [CompletionSlot] {
    if let arrow = rest.firstIndex(of: "->") {
      let answer = Array(rest[(arrow + 1)...])
      switch answer.first {
      case nil: return [.words(["raise", "abort", "e"])]
      case "raise" where answer.count == 1: return [.raisable, .words(["e"])]
      case "abort" where answer.count == 1: return [.codes]
      case .some(let body): return body.isLiteral && answer.last == "," ? [.codes, .words(["e.code"])] : []
      }
    }
    guard !rest.isEmpty else { return [.classes, .codes] }
    let behind = rest.dropFirst()
    if behind.isEmpty { return [.words(["in", "->"])] }
    if behind.count == 2 { return [.words(["->"])] }
    return Array(behind) == ["in"] ? [.blueprints] : []
  }

  private static func afterUse(_ rest: ArraySlice<String>) -> [CompletionSlot] {
    let words = Array(rest)
    if words.isEmpty { return [.words(["flask"])] }
    if words == ["flask"] { return [.releases] }
    if words.count == 2 { return [.words(["with"])] }
    return words.last == "with" ? [.words(["memo"])] : []
  }

  private static func afterConfig(_ rest: ArraySlice<String>) -> [CompletionSlot] {
    if rest.isEmpty { return [.words(Configuration.Option.allCases.map { $0.rawValue })] }
    return rest.count == 1 ? [.words(["on", "off"])] : []
  }

  private static func afterExpect(_ rest: ArraySlice<String>) -> [CompletionSlot] {
    let behind = rest.dropFirst()
    switch rest.first {
    case nil: return [.words(["raise", "abort", "visit", "respond", "last", "refused", "mro", "safe", "not"])]
    case "last":
      guard let arrow = rest.firstIndex(of: "->") else { return [.words(["->"])] }
      return afterExpectedArrow(Array(rest[(arrow + 1)...]))
    case "refused": return behind.isEmpty ? [.words(["class", "handler"])] : slots(after: behind)
    case "mro": return behind.isEmpty || behind.last == ":" || behind.last == "," ? [.classes] : []
    case "safe": return behind.isEmpty ? [.raisable] : scope(behind.dropFirst())
    case "not": return behind.isEmpty ? [.words(["safe"])] : behind.count == 1 ? [.raisable] : []
    case "raise", "abort", "visit", "respond":
      if let arrow = rest.firstIndex(of: "->") { return afterExpectedArrow(Array(rest[(arrow + 1)...])) }
      let request = slots(after: rest)
      return rest.count == 2 ? [.words(["in", "->"])] : rest.count == 4 ? [.words(["->"])] : request
    default: return []
    }
  }

  private static func afterExpectedArrow(_ answer: [String]) -> [CompletionSlot] {
    switch answer.last {
    case nil: return [.words(["page", "crash"])]
    case "received": return [.classes]
    case ",": return [.codes]
    case .some(let last) where last.isNumber && answer.count == 1: return [.words(["page", "received"])]
    case .some: return answer.contains("received") || answer == ["crash"] ? [] : [.words(["received"])]
    }
  }

  private static func afterTest(_ rest: ArraySlice<String>) -> [CompletionSlot] {
    if rest.count == 1 { return [.words(["under", "continuing", "{"])] }
    return rest.last == "under" || (rest.contains("under") && rest.last == ",") ? [.releases] : []
  }
}

extension String {
  fileprivate var isLiteral: Bool { first == "\"" || first == "'" }
  fileprivate var isNumber: Bool { !isEmpty && allSatisfy { $0.isNumber } }
}
