import Diagnostics
import Resolution

extension Library {
  /// The exception classes of libraries with their bases, as far as they have the constructor of a known class.
  fileprivate static let exceptionBases: [String: [String]] = [
    "asyncio.CancelledError": ["BaseException"], "asyncio.QueueEmpty": ["Exception"],
    "asyncio.QueueFull": ["Exception"],
    "decimal.DecimalException": ["ArithmeticError"], "decimal.InvalidOperation": ["decimal.DecimalException"],
    "decimal.Inexact": ["decimal.DecimalException"], "decimal.Rounded": ["decimal.DecimalException"],
    "decimal.DivisionByZero": ["decimal.DecimalException", "ZeroDivisionError"],
    "sqlite3.Warning": ["Exception"], "sqlite3.Error": ["Exception"], "sqlite3.InterfaceError": ["sqlite3.Error"],
    "sqlite3.DatabaseError": ["sqlite3.Error"], "sqlite3.DataError": ["sqlite3.DatabaseError"],
    "sqlite3.OperationalError": ["sqlite3.DatabaseError"], "sqlite3.IntegrityError": ["sqlite3.DatabaseError"],
    "sqlite3.InternalError": ["sqlite3.DatabaseError"], "sqlite3.ProgrammingError": ["sqlite3.DatabaseError"],
    "sqlite3.NotSupportedError": ["sqlite3.DatabaseError"],
    "queue.Empty": ["Exception"], "queue.Full": ["Exception"], "struct.error": ["Exception"],
    "binascii.Error": ["ValueError"], "json.JSONDecodeError": ["ValueError"], "csv.Error": ["Exception"],
    "zipfile.BadZipFile": ["Exception"],
    "shutil.Error": ["OSError"], "subprocess.SubprocessError": ["Exception"],
    "http.client.HTTPException": ["Exception"], "smtplib.SMTPException": ["OSError"],
    "pickle.PickleError": ["Exception"], "pickle.PicklingError": ["pickle.PickleError"],
    "pickle.UnpicklingError": ["pickle.PickleError"], "threading.BrokenBarrierError": ["RuntimeError"],
    "statistics.StatisticsError": ["ValueError"], "concurrent.futures.Error": ["Exception"],
    "concurrent.futures.CancelledError": ["concurrent.futures.Error"],
    "werkzeug.routing.ValidationError": ["ValueError"],
    "werkzeug.routing.BuildError": ["RoutingException", "LookupError"], "jinja2.TemplateError": ["Exception"],
    "jinja2.TemplateNotFound": ["OSError", "LookupError", "jinja2.TemplateError"],
    "jinja2.TemplateRuntimeError": ["jinja2.TemplateError"],
    "jinja2.UndefinedError": ["jinja2.TemplateRuntimeError"],
  ]

  /// The other modules from which these classes can be imported.
  fileprivate static let exceptionHomes = [
    "asyncio.exceptions.": "asyncio.", "jinja2.exceptions.": "jinja2.", "json.decoder.": "json.",
    "werkzeug.routing.converters.": "werkzeug.routing.", "werkzeug.routing.exceptions.": "werkzeug.routing.",
  ]
}

/// Exception classes of libraries.
extension Evaluator {
  /// Returns the class with this full name; nil if it is not modeled.
  mutating func libraryException(_ name: String) -> ClassID? {
    var name = name
    for (home, module) in Library.exceptionHomes where name.hasPrefix(home) {
      name = module + name.dropFirst(home.utf8.count)
    }
    if let known = hierarchy.knownClass(name) { return known }
    if let declared = libraryExceptions[name] { return declared }
    guard let baseNames = Library.exceptionBases[name] else { return nil }
    var bases: [ClassID] = []
    // A name without a module is one of Python's own classes. The table has no cycles.
    for base in baseNames {
      guard let id = libraryException(base) else { return nil }
      bases.append(id)
    }
    guard case .success(let id) = hierarchy.declare(bases: bases) else { return nil }
    let ownName = name.split(separator: ".").last.map { String($0) } ?? name
    classes[id] = ClassObject(name: ownName, namespace: [:], order: [], span: current)
    libraryExceptions[name] = id
    return id
  }

  /// Returns the interruption of an exception of a library.
  ///
  /// - Parameter attributes: The attributes that its constructor sets.
  mutating func raise(
    ofLibrary name: String, _ arguments: [Value], _ attributes: [String: Value] = [:]
  ) -> Interruption {
    guard let id = libraryException(name) else { return notModeled("`\(name)` is not modeled") }
    raisedAt = current
    var attributes = attributes
    attributes["args"] = .tuple(arguments)
    return .raised(newInstance(of: id, attributes))
  }
}
