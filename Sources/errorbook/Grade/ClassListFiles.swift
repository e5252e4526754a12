import Classroom
import Workbook

/// What a class list says, each from a file of its own.
struct ClassListFiles {
  var roster: Roster?
  var overrides = Overrides()
  var late = LateList()
  var hidesNames = false

  /// A mark that was made elsewhere, with what the lists say of it.
  func applied(to mark: Mark) -> Mark {
    var mark = overrides.applied(to: mark)
    mark.late = late.words(for: mark.student) ?? mark.late
    return mark
  }

  /// The order of students: that of their names or, where these are not to be known, one that says nothing about them.
  func precedes(_ first: String, _ second: String) -> Bool {
    if hidesNames {
      let (left, right) = (Fingerprint.text(of: first), Fingerprint.text(of: second))
      if left != right { return left < right }
    }
    return first.utf8.lexicographicallyPrecedes(second.utf8)
  }
}
