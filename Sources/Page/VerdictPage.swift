import Exercises
import Rendering

extension Verdict {
  /// The verdict as JSON: `passed`, the points, and what `errorbook learn` says, in HTML (`output`) and as text.
  package var json: [UInt8] {
    let said = text(isPlain: false, columns: nil)
    var json = JSONWriter()
    json.writeLine { json in
      json.member("passed", passed)
      json.member("status", status.rawValue)
      json.member("points", points)
      json.member("possible", possiblePoints)
      json.member("output", said.html)
      json.member("text", said.characters)
    }
    return Array(json.bytes)
  }
}
