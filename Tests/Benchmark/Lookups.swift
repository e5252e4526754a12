import Resolution

/// Measures finding a handler: only the search, like `_find_error_handler`, without a request.
struct Lookups {
  static let depths = [1, 4, 16, 64]

  func figures() -> [(name: String, figure: Double)] {
    var figures: [(name: String, figure: Double)] = []
    for depth in Self.depths { figures.append((name: "lookup-\(depth)", figure: App(depth: depth).time(.release))) }
    figures.append((name: "lookup-64-apart", figure: App(depth: 64, isApart: true).time(.release)))
    figures.append((name: "memo-64", figure: App(depth: 64).time(.memo)))
    figures.append((name: "array", figure: Self.arrayLoop()))
    return figures
  }

  /// Measures raising the last class of a chain whose first class has the handler.
  private struct App {
    private var hierarchy = Hierarchy(Release.standard.knownClasses)
    private var leaf: ClassID
    private let handler: Handler

    /// - Parameter isApart: whether other classes are declared between those of the chain, so that their numbers are not
    ///   consecutive.
    init(depth: Int, isApart: Bool = false) {
      leaf = hierarchy.wellKnown.exception
      var top = leaf
      for index in 0..<depth {
        guard case .success(let id) = hierarchy.declare(bases: [leaf]) else { continue }
        if index == 0 { top = id }
        leaf = id
        if isApart { _ = hierarchy.declare(bases: [hierarchy.wellKnown.exception]) }
      }
      handler = Handler(target: .type(top), scope: nil, answer: .response(body: BodyID(1), status: .number(500)))
    }

    func time(_ resolver: Resolver) -> Double {
      var process = Process(era: Release.standard.era, resolver: resolver)
      _ = process.register(handler, HandlerID(0), in: hierarchy)
      // The first search fills the memo.
      let request = ResolvedRequest(cause: .raise(leaf), scope: nil)
      _ = process.answer(request, handlers: [handler], in: hierarchy)
      // Use constants, so that calls copy nothing.
      let (ready, sought, classes) = (process, leaf, hierarchy)
      return leastTime { ready.handler(for: sought, in: classes).map { Int($0.index) } ?? -1 }
    }
  }

  /// The minimum cost of a memo: read an unpredictable element of an array and compare it.
  private static func arrayLoop() -> Double {
    let slots = (0..<64).map { Int32($0) }
    var place = 0
    return leastTime {
      place = (place + 1) & 63
      return slots[place] == 63 ? 1 : 0
    }
  }
}
