import Exercises

/// A teacher's own tests by exercise: a lesson with fences such as `tests NAME show=never points=2`.
///
/// Fences without an exercise of the lesson are left out here; the check of the file names them before anybody is marked.
struct HiddenTests {
  /// By exercise, in order.
  private(set) var tests: [String: [Exercise.Tests]] = [:]

  init(_ file: Lesson, for exercises: [Exercise]) {
    let names = Set(exercises.map { $0.name })
    for fence in file.fences {
      guard let found = Exercise.Tests.named(fence, defaultVisibility: .never), names.contains(found.name) else {
        continue
      }
      tests[found.name, default: []].append(found.tests)
    }
  }
}
