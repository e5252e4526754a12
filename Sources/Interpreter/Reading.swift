import Resolution
import Syntax

/// What the floors above read of a session beyond its events: enough to write the app down in another form.
extension Session {
  /// The statements of the app, in order, those included that this release refused as late or ignored.
  package var declarations: [Statement] { app.statements }

  /// The classes of the app; what scripts declared stands behind the known ones.
  package var hierarchy: Hierarchy { app.hierarchy }

  /// What a name stands for now.
  package func classID(_ name: String) -> ClassID? { app.classID(name) }
}

extension Answer {
  /// Whether it is what stands behind the arrow of an `expect`; `received` is looked at by itself.
  package func meets(_ expected: ExpectedAnswer) -> Bool {
    if let wanted = expected.status, status != wanted.value { return false }
    switch expected.body {
    case .crash: return escaped != nil
    case .any: return escaped == nil
    case .page: return escaped == nil && body == nil
    case .text(let text): return body == text.text
    }
  }
}
