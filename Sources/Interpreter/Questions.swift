import Diagnostics
import Resolution
import Syntax

/// Questions: statements that do not change the app or the process.
extension Session {
  mutating func ask(_ question: Question, _ statement: Statement) -> [Event] {
    switch question {
    case .mro(let name): showMRO(name, statement)
    case .classes: [event(statement, .classes(classRows))]
    case .handlers: [event(statement, .handlers(handlerRows))]
    case .blueprints: [event(statement, .blueprints(blueprintRows))]
    case .stats: [event(statement, .stats(stats))]
    case .why(let request): explain(request, statement)
    case .compare(let request): compare(request, statement)
    case .hunt(let subject): hunt(subject, statement)
    }
  }

  private mutating func showMRO(_ name: Name, _ statement: Statement) -> [Event] {
    switch findClass(name) {
    case .failure(let diagnostic): return [event(diagnostic)]
    case .success(let id):
      let mro = app.hierarchy.mro(id).map { self.name($0) }
      return [event(statement, .mro(target: name.text, mro: mro))]
    }
  }
}
