import Exercises

/// A teacher's own tests by exercise: a lesson with fences such as `tests NAME show=never points=2`.
///
/// Fences for exercises that the lesson does not have are ignored here. The check of the file reports them before marking.
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
