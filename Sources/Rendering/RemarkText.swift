import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Writes what `why` shows besides the lookups, one sentence each.
extension EventWriter {
  func text(_ remark: WhyEvent.Remark, of release: Release) -> StyledText {
    let framework = release.framework
    switch remark {
    case .viewResponded(let status, let handlers):
      let start: StyledText =
        "The view returned a response with status \(status). \(framework.name) looks for a handler only when an exception is raised"
      guard !handlers.isEmpty else { return start + "." }
      return start + ", so \(list(handlers)) \(isOrAre(handlers)) not called. To call it, write `abort \(status)`."
    case .noRoute(let blueprint, let visit, let handlers):
      let start: StyledText = "No route matched, so \(framework.name) did not search the handlers of any blueprint"
      guard !handlers.isEmpty else { return start + "." }
      guard let blueprint else { return start + ": \(list(handlers)) cannot run for \(urls(visit))." }
      return start + """
        : \(list(handlers)) in blueprint \(shownName(blueprint), .code) cannot run for \(urls(visit)).
        """
    case .blueprintNotFound(let blueprint, let handlers):
      return """
        \(framework.name) \(release.name) does not find blueprint \(shownName(blueprint), .code), because its name \
        \(blueprint.isEmpty ? "is empty" : "has a dot"): \(list(handlers)) \(isOrAre(handlers)) not called.
        """
    case .classTableSkipped(let handlers):
      return """
        In \(framework.releaseRange { $0.lookup.searchesOnlyByCode }), an HTTP exception is looked up only by its code, so \
        \(list(handlers)) \(isOrAre(handlers)) not called for it.
        """
    case .lookupSkipped(let raised, let handlers):
      guard release.era.rules.hasServerErrorPath else {
        return """
          A handler raised \(texts[raised], .code). \(framework.name) looks up no handler for it here: \(list(handlers)) \
          \(isOrAre(handlers)) not called for it.
          """
      }
      let start: StyledText = "A handler raised \(texts[raised], .code), so it goes directly to the 500 path"
      guard !handlers.isEmpty else { return start + ": \(framework.name) does not look for a handler for it." }
      return start + ": \(list(handlers)) \(isOrAre(handlers)) not called for it."
    case .propagated(let option, let handlers):
      let what: StyledText =
        handlers.isEmpty ? "no handler for 500 is called" : "\(list(handlers)) \(isOrAre(handlers)) not called"
      return "The exception leaves the app: \(reason(option)), so \(what)."
    case .failure(let failure): return text(failure, framework) + "."
    }
  }

  /// Returns why an exception propagates: `DEBUG is on and PROPAGATE_EXCEPTIONS is not set`.
  func reason(_ option: String) -> StyledText {
    let isItself = option == "PROPAGATE_EXCEPTIONS"
    return "\(option, .code) is on" + (isItself ? "" : " and \("PROPAGATE_EXCEPTIONS", .code) is not set")
  }

  func text(_ failure: RequestEvent.Failure, _ framework: Framework) -> StyledText {
    let library = framework.library ?? framework.name
    return switch failure {
    case .page(let name, "AttributeError"):
      """
      \(library) cannot create the page of \(texts[name], .code): the constructor of HTTPException did not run, so an \
      attribute is missing (AttributeError)
      """
    case .page(let name, let raises):
      "\(library) cannot create the page of \(texts[name], .code): an attribute has an unusable value (\(raises))"
    case .noAttribute(let name, let attribute):
      "\(texts[name], .code) has no attribute `\(attribute)` (AttributeError)"
    case .noCode(let name): "\(texts[name], .code) has no attribute `code` (AttributeError)"
    case .noResponse(let name): "\(texts[name], .code) is not a response, so it cannot be returned (TypeError)"
    case .notAClass:
      "the lookup tested the exception against a registered number, which is not a class (TypeError)"
    case .brokenApp: "a registration broke the app: it can answer no request"
    case .alreadyStarted(let name):
      """
      a handler of an outer app matches \(texts[name], .code), but the inner app has already sent a response \
      (RuntimeError)
      """
    case .missingKey:
      "in debug mode, \(framework.name) reads the key of a BadRequestKeyError, which is missing here (IndexError)"
    }
  }

  private func list(_ handlers: [HandlerReference]) -> StyledText {
    var text = StyledText()
    for (index, handler) in handlers.prefix(3).enumerated() {
      if index > 0 { text += index == min(handlers.count, 3) - 1 && handlers.count <= 3 ? " and " : ", " }
      text += reference(handler)
    }
    return handlers.count > 3 ? text + " and \(handlers.count - 3) more" : text
  }

  private func isOrAre(_ handlers: [HandlerReference]) -> String { handlers.count == 1 ? "is" : "are" }

  private func urls(_ visit: Request.Visit) -> String {
    switch visit {
    case .wrongMethod: "a method that no route allows"
    case .redirect: "a URL without its trailing slash"
    case .unknown: "unknown URLs"
    }
  }
}
