import Diagnostics
import Resolution
import Syntax

/// The classes that are raised to compare two apps.
///
/// These are the model's classes, and one class of each group of known classes that neither app treats differently.
struct ComparedClasses {
  struct Cause {
    /// The cause with the model's names.
    var cause: Request.Cause
    var inModel: ResolvedRequest.Cause
    var inApp: ResolvedRequest.Cause
    var hasHistory: Bool
  }

  private(set) var causes: (found: [Cause], missing: Equivalence.Verdict?) = ([], nil)
  let modelHistory: HistoryDependence
  let appHistory: HistoryDependence

  init(model: inout Session, app: inout Session) {
    let known = (0..<Int32(model.hierarchy.knownCount)).map { ClassID($0) }
    let declared = model.app.declaredNames.compactMap { name in
      model.app.classID(name.text).map { (name: name, id: $0) }
    }
    let inApp = declared.compactMap { declared in
      app.source.texts.find(model.source.texts[declared.name.text]).flatMap { app.app.classID($0) }
    }
    modelHistory = HistoryDependence(
      model.app.built, model.app.handlers, raising: known + declared.map { $0.id }, in: model.hierarchy)
    appHistory = HistoryDependence(app.app.built, app.app.handlers, raising: known + inApp, in: app.hierarchy)
    var groups = KnownClassGroups(in: model.hierarchy)
    groups.add(model.app.handlers, in: model.hierarchy)
    groups.add(app.app.handlers, in: app.hierarchy)
    var seen: Set<KnownClassGroups.Signature> = []
    for id in order(declared.map { $0.id } + model.handledClasses, known, in: model.hierarchy) {
      guard model.hierarchy.canBeRaised(id) else { continue }
      guard model.hierarchy.isKnown(id) else {
        add(model.cause(ofRaising: id), &model, &app)
        continue
      }
      let isShadowed = model.isShadowed(id) || app.isShadowed(id)
      // Flask handles no class outside Exception. But a class of the app may have the same name.
      guard isShadowed || model.hierarchy.isException(id) else { continue }
      let hasHistory = modelHistory.involves(id) || appHistory.involves(id)
      if isShadowed { addUnnamed(id, &model, &app) }
      guard isShadowed || hasHistory || seen.insert(groups.signature(of: id, in: model.hierarchy)).inserted else {
        continue
      }
      add(model.cause(ofRaising: id), &model, &app)
    }
  }

  /// Returns the given classes and their ancestors first, then all other known classes.
  private func order(_ first: [ClassID], _ known: [ClassID], in hierarchy: Hierarchy) -> [ClassID] {
    var ids: [ClassID] = []
    var seen = Array(repeating: false, count: hierarchy.count)
    for id in first + known {
      var pending = [id]
      while let next = pending.popLast() {
        guard !seen[Int(next.index)] else { continue }
        seen[Int(next.index)] = true
        ids.append(next)
        pending += hierarchy.bases(next).reversed()
      }
    }
    return ids
  }

  /// Adds the requests that raise a known class without its name, because a class of one app has that name.
  private mutating func addUnnamed(_ id: ClassID, _ model: inout Session, _ app: inout Session) {
    let known = model.hierarchy.wellKnown
    if let code = model.hierarchy.code(id), model.hierarchy.exception(forCode: code) == id {
      add(.abort(Number(Int(code))), &model, &app)
    }
    if id == known.lookupError { add(.abort(Number(Request.unknownCode)), &model, &app) }
    if id == known.requestRedirect { add(.visit(.redirect, .nowhere), &model, &app) }
  }

  private mutating func add(_ cause: Request.Cause?, _ model: inout Session, _ app: inout Session) {
    guard let cause else { return }
    let request = Request(cause: cause, scope: nil)
    guard case .success(let inModel) = model.find(request) else { return }
    // A separate statement: `find` needs the names that `moved` adds to the app.
    let moved = request.moved(from: model.source.texts, to: &app.source.texts)
    switch app.find(moved) {
    case .failure(let diagnostic):
      let statement = request.text(model.source.texts)
      causes.missing = causes.missing ?? .lacks(statement: statement, reason: diagnostic.message)
    case .success(let inApp):
      let hasHistory = modelHistory.involves(model.raised(inModel)) || appHistory.involves(app.raised(inApp))
      causes.found.append(
        Cause(cause: cause, inModel: inModel.cause, inApp: inApp.cause, hasHistory: hasHistory))
    }
  }
}

extension Session {
  /// The classes that handlers are registered for.
  fileprivate var handledClasses: [ClassID] {
    app.handlers.compactMap { $0.handledClass(in: hierarchy) }
  }

  /// Returns whether a class of the app has the name of this known class.
  fileprivate func isShadowed(_ id: ClassID) -> Bool { app.classID(name(id)) != id }

  /// Returns the class that a request raises.
  fileprivate func raised(_ request: ResolvedRequest) -> ClassID {
    switch request.cause {
    case .raise(let id): id
    case .routing(let failure): hierarchy.raisedByRouting(failure)
    case .abort(let code): hierarchy.raisedByAbort(code)
    case .respond: hierarchy.wellKnown.object
    }
  }
}

extension Request {
  /// Returns the same request with the text numbers of another table.
  func moved(from texts: TextTable, to others: inout TextTable) -> Request {
    var moved = self
    if case .raise(let name) = cause { moved.cause = .raise(Name(others.id(of: Array(texts.utf8(name.text))))) }
    moved.route = route.map { Name(others.id(of: Array(texts.utf8($0.text)))) }
    moved.scope = scope.map { Name(others.id(of: Array(texts.utf8($0.text)))) }
    return moved
  }
}
