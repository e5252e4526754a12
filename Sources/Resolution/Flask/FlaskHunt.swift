extension OrderHunt {
  /// Examines a class or all classes of an app.
  static func verdict(
    _ process: Process, _ subject: HuntSubject?, _ handlers: [Handler], _ hierarchy: Hierarchy,
    without unreachable: Set<ClassID>, bodyText: BodyText?
  ) -> HuntVerdict {
    let hunt = OrderHunt(process, handlers: handlers, in: hierarchy, without: unreachable, bodyText: bodyText)
    let found = subject.map { hunt.search(for: $0.id, in: $0.scopes) } ?? hunt.searchAll()
    return found.map { proof in proof.requests.map { ResolvedRequest(cause: .raise($0.id), scope: $0.scope) } }
  }
}
