/// What searches leave behind besides what they found: how much they looked at and, where somebody wants to know, every
/// look.
struct SearchRecord {
  var trace: LookupTrace?
  /// Whether there is a trace: asking the trace itself copies it, which costs more than a short search.
  let isTracing: Bool
  var looks = Counters.Looks()

  init() { isTracing = false }

  init(trace: LookupTrace) {
    self.trace = trace
    isTracing = true
  }
}

/// What a process has done since it was started.
package struct Counters: Sendable, Hashable {
  package struct Looks: Sendable, Hashable {
    /// Tables that were searched, empty ones included.
    package var tables = 0
    /// Classes (before 0.11 numbers and registrations) that were tried in them.
    package var classes = 0
  }

  package var looks = Looks()
  /// Searches that an entry ended which the cache had written.
  package var cacheHits = 0
  /// Searches that the memo made unnecessary.
  package var memoHits = 0
}
