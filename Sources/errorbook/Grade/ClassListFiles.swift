import Classroom
import Exercises
import Lessons
import Rendering

/// What a class list says, each from a file of its own.
struct ClassListFiles {
  var roster: Roster?
  /// The file of the roster.
  var rosterName = "the roster"
  var overrides = Overrides()
  var late = LateList()

  /// Finds the students whom the lists mean, and says what about the class cannot be trusted.
  /// - Parameter possible: the points of each exercise.
  mutating func resolve(students: some Collection<String>, possible: [String: Int]) -> [ClassFault] {
    let roll = ClassRoll(students: students, roster: roster)
    return (roster?.faults ?? []) + overrides.resolve(roll, exercises: Set(possible.keys), possible: possible)
      + late.resolve(roll)
  }

  /// A mark that was made elsewhere, with what the lists say of it.
  func applied(to mark: Mark) -> Mark {
    var mark = overrides.applied(to: mark)
    mark.late = late.words(for: mark.student) ?? mark.late
    return mark
  }
}
