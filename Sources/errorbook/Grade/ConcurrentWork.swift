import Dispatch
import Synchronization

/// Does the same work for many inputs, several at once.
struct ConcurrentWork {
  /// How many are worked on at once.
  let jobs: Int

  /// How many inputs one job takes at a time.
  private static let share = 4

  /// Returns the results in the order of the inputs, so they do not depend on how many are worked on at once.
  func results<Input: Sendable, Output: Sendable>(
    of inputs: ArraySlice<Input>, _ work: @Sendable (Input) -> Output
  ) -> [Output] {
    let starts = Array(stride(from: inputs.startIndex, to: inputs.endIndex, by: Self.share))
    // Under a queue and no `Mutex`: the thread sanitizer sees what a queue keeps apart, and takes a `Mutex` of Linux for a race.
    nonisolated(unsafe) var results = [[Output]](repeating: [], count: starts.count)
    let writing = DispatchQueue(label: "errorbook.results")
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(jobs, starts.count)) { _ in
      while true {
        let share = next.add(1, ordering: .relaxed).oldValue
        guard share < starts.count else { return }
        let done = inputs[starts[share]...].prefix(Self.share).map(work)
        writing.sync { results[share] = done }
      }
    }
    return Array(results.joined())
  }
}
