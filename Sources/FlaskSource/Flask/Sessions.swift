import Diagnostics
import PythonSyntax
import Resolution

/// The session of a client, and the messages that `flash` stores in it.
extension Evaluator {
  /// Whether an app can store sessions.
  func hasSecretKey(_ app: Int) throws(Interruption) -> Bool {
    switch apps[app].config[.text("SECRET_KEY")] {
    case nil, Value.none?, .text("")?, .bytes("")?: return false
    case .unknown(let unknown)? where unknown.mayBeNone: throw undecided(unknown)
    default: return true
    }
  }

  /// Returns the dictionary of the current session; nil outside of requests, and without a secret key.
  mutating func currentSession() throws(Interruption) -> Value? {
    guard let request = visibleRequest else {
      guard decisions == nil, case .notModeled(let reason)? = lingering else { return nil }
      return .unknown(Unknown(reason: reason))
    }
    if let option = try unmodeledCookieOption(of: request.app) {
      throw notModeled("the session with the option `\(option)` is not modeled")
    }
    return try hasSecretKey(request.app) ? .dictionary(request.session) : nil
  }

  /// Returns the option that decides whether the client gets the cookie of its session and sends it back, if one does.
  private mutating func unmodeledCookieOption(of app: Int) throws(Interruption) -> String? {
    for name in ["DOMAIN", "PATH", "SECURE", "SAMESITE", "PARTITIONED"] {
      switch (name, apps[app].config[.text("SESSION_COOKIE_\(name)")]) {
      case (_, nil), (_, Value.none?), (_, .boolean(false)?), ("PATH", .text("/")?): continue
      case ("SAMESITE", .text("Lax")?), ("SAMESITE", .text("Strict")?): continue
      default: return "SESSION_COOKIE_\(name)"
      }
    }
    return nil
  }

  /// Returns the exception for a change of a session without a secret key, or outside of a request.
  mutating func unavailableSession() -> Interruption {
    if request != nil { return raise("RuntimeError", "The session is unavailable because no secret key was set.") }
    if hasNoContext { return raise("RuntimeError", "Working outside of request context.") }
    return notModeled("the session is not modeled here")
  }

  /// Calls a method of a session without a secret key; returns nil if it is not modeled.
  mutating func callUnavailableSession(_ name: String, _ arguments: Arguments) throws(Interruption) -> Value? {
    if hasNoContext { throw unavailableSession() }
    guard request != nil else { return nil }
    switch name {
    case "get": return arguments.value(1, "default") ?? Value.none
    case "keys", "values", "items": return newList([])
    case "clear", "pop", "popitem", "update", "setdefault", "__setitem__", "__delitem__": throw unavailableSession()
    default: return nil
    }
  }

  // MARK: Attributes

  /// The attributes that a session has and no other dictionary; nil for other names.
  mutating func sessionAttribute(_ name: String, of id: ObjectID) -> Value? {
    // Only a session has these attributes.
    guard ["permanent", "modified", "new", "accessed"].contains(name) else { return nil }
    guard id == visibleRequest?.session else { return unknown("`\(name)` of a session is not modeled") }
    switch name {
    case "permanent": return entries(id)[Self.permanentKey] ?? .boolean(false)
    case "modified" where request != nil: return .boolean(isSessionChanged)
    default: return unknown("`\(name)` of a session is not modeled")
    }
  }

  /// Sets an attribute of a dictionary, which only a session has.
  mutating func setSessionAttribute(_ name: String, of id: ObjectID, to value: Value) throws(Interruption) {
    switch name {
    case "permanent":
      var session = entries(id)
      session[Self.permanentKey] = .boolean(try isTrue(value))
      update(id, .dictionary(session))
    case "modified": if id == request?.session { isSessionChanged = try isTrue(value) }
    default: throw notModeled("attributes of the session are not modeled")
    }
  }

  private static let permanentKey = Value.text("_permanent")

  // MARK: Saving

  /// Returns the entries of a session with their own lists and dictionaries; nil if the cookie cannot store them.
  mutating func copiedSession(_ id: ObjectID) -> HeapObject.Entries? { copied(entries(id), level: 0) }

  private mutating func copied(_ entries: HeapObject.Entries, level: Int) -> HeapObject.Entries? {
    guard level < 20 else { return nil }
    var copy = HeapObject.Entries()
    for (key, value) in entries.pairs {
      guard case .text = key, let value = copied(value, level: level) else { return nil }
      copy[key] = value
    }
    return copy
  }

  private mutating func copied(_ value: Value, level: Int) -> Value? {
    switch value {
    case .none, .boolean, .integer, .float, .text, .bytes, .template, .page, .unknown: return value
    case .tuple(let values): return copied(values, level: level).map { .tuple($0) }
    case .list(let id): return copied(elements(id), level: level).map { newList($0) }
    case .dictionary(let id):
      guard let entries = copied(entries(id), level: level + 1) else { return nil }
      return .dictionary(new(.dictionary(entries)))
    default: return nil
    }
  }

  private mutating func copied(_ values: [Value], level: Int) -> [Value]? {
    guard level < 20 else { return nil }
    var copies: [Value] = []
    for value in values {
      guard let copy = copied(value, level: level + 1) else { return nil }
      copies.append(copy)
    }
    return copies
  }

  /// Saves the session of an answered request: Flask stores it if an entry was changed. Returns why that is not modeled.
  mutating func saveSession(_ id: ObjectID, _ before: HeapObject.Entries) -> Int? {
    let isStored = isSessionChanged || entries(id)[Self.permanentKey] == .boolean(true)
    guard isStored else {
      update(id, .dictionary(before))
      return nil
    }
    guard let copy = copiedSession(id) else { return reason("a value of the session is not modeled") }
    update(id, .dictionary(copy))
    return nil
  }

  // MARK: Messages

  private static let flashKey = Value.text("_flashes")

  /// `flash(message, category)`.
  mutating func flash(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    // A handler is also evaluated with each exception that it receives.
    if decisions != nil, let app = contexts.last?.app, try hasSecretKey(app) { return .none }
    guard case .dictionary(let id)? = try currentSession() else { throw unavailableSession() }
    let entry = Value.tuple([
      arguments.value(1, "category") ?? .text("message"), arguments.value(0, "message") ?? .none,
    ])
    var session = entries(id)
    var messages: [Value] = []
    if let before = session[Self.flashKey] { messages = try iterate(over: before) }
    guard messages.count < Self.mostElements else { throw notModeled("a list has too many elements", at: span) }
    session[Self.flashKey] = newList(messages + [entry])
    update(id, .dictionary(session))
    return .none
  }

  /// `get_flashed_messages(with_categories, category_filter)`. The first call in a request takes them from the session.
  mutating func flashedMessages(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    guard request != nil else {
      throw hasNoContext ? unavailableSession() : notModeled("messages outside of a request are not modeled", at: span)
    }
    var messages = try takeMessages()
    if let filter = arguments.value(1, "category_filter"), try isTrue(filter) {
      let categories = try iterate(over: filter)
      messages = messages.filter { message in
        if case .tuple(let parts) = message, let category = parts.first { categories.contains(category) } else { false }
      }
    }
    if try isTrue(ifGiven: arguments.value(0, "with_categories")) ?? false { return newList(messages) }
    return newList(messages.compactMap { if case .tuple(let parts) = $0 { parts.last } else { nil } })
  }

  private mutating func takeMessages() throws(Interruption) -> [Value] {
    if let messages = request?.messages { return messages }
    var messages: [Value] = []
    if case .dictionary(let id)? = try currentSession() {
      var session = entries(id)
      if let stored = session[Self.flashKey] {
        messages = try iterate(over: stored)
        session[Self.flashKey] = nil
        update(id, .dictionary(session))
      }
    }
    request?.messages = messages
    return messages
  }

  /// Records that a template, whose text is not known, may have shown the messages.
  mutating func forgetMessages(because unknown: Value) {
    guard let request else { return }
    var session = entries(request.session)
    guard session[Self.flashKey] != nil else { return }
    session[Self.flashKey] = unknown
    update(request.session, .dictionary(session))
  }
}
