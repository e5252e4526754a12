extension Framework.Messages {
  static let flask = Self(
    refusal: FlaskMessages.error, tooLate: FlaskMessages.tooLate, tooLateOnBlueprint: FlaskMessages.tooLateOnBlueprint,
    blueprintName: FlaskMessages.refusal)
}

/// The exceptions that Flask raises for registrations, with the first line of their messages.
private enum FlaskMessages {
  static func error(
    _ refusal: HandlerRefusal, _ atMount: Bool, _ names: (ClassID) -> String, _ scope: String?, _ rules: EraRules
  ) -> RegistrationError {
    switch refusal {
    case .unknownCode(let code, let error):
      let text =
        "'\(code)' is not a recognized HTTP error code. Use a subclass of HTTPException with that code instead."
      // The message of a bare KeyError is the missing key.
      let message = error == .bareKeyError ? String(code) : text
      return RegistrationError(type: type(error), message: message, atMount: atMount)
    case .notAnException(let id, let error):
      return RegistrationError(type: type(error), message: notAnException(names(id), error), atMount: atMount)
    case .serverErrorOnBlueprint:
      let text = "It is currently not possible to register a 500 internal server error on a per-blueprint level."
      return RegistrationError(type: "AssertionError", message: text, atMount: atMount)
    case .tooLateOnApp: return tooLate("errorhandler", rules)
    case .tooLateOnBlueprint:
      return RegistrationError(type: "AssertionError", message: tooLateOnBlueprint(scope ?? "", "errorhandler"))
    // Other frameworks refuse these.
    case .duplicate, .brokenRouter, .notAnExceptionKey, .notAClass:
      return RegistrationError(type: "AssertionError", message: "")
    }
  }

  /// Returns the error of the app for a setup method after the first request.
  ///
  /// Up to 2.1 Flask raises it only in debug mode (app.py, `setupmethod`), later always (app.py,
  /// `_check_setup_finished`).
  static func tooLate(_ setup: String, _ rules: EraRules) -> RegistrationError {
    RegistrationError(type: "AssertionError", message: tooLateText(setup, rules))
  }

  private static func tooLateText(_ setup: String, _ rules: EraRules) -> String {
    if rules.lateOnApp == .refused {
      return
        "The setup method '\(setup)' can no longer be called on the application. It has already handled its first"
        + " request, any changes will not be applied consistently."
    }
    // 2.0 and 2.1 have one space between the sentences, earlier releases two.
    return "A setup function was called after the first request was handled.\(rules.nestsBlueprints ? " " : "  ")"
      + "This usually indicates a bug in the application where a module was not imported and decorators or other"
      + " functionality was called too late."
  }

  /// Returns the message with which a mounted blueprint warns (2.2) or fails (2.3 and later; blueprints.py,
  /// `_check_setup_finished`).
  static func tooLateOnBlueprint(_ name: String, _ setup: String) -> String {
    "The setup method '\(setup)' can no longer be called on the blueprint '\(name)'. It has already been registered at"
      + " least once, any changes will not be applied consistently."
  }

  /// Returns the error that `Blueprint.__init__` raises for a name, or nil if the release accepts the name.
  static func refusal(_ name: String, _ rules: BlueprintRules) -> RegistrationError? {
    if name.isEmpty {
      return rules.emptyNames == .refused
        ? RegistrationError(type: "ValueError", message: "'name' may not be empty.") : nil
    }
    guard rules.dottedNames == .refused, name.utf8.contains(UInt8(ascii: ".")) else { return nil }
    return RegistrationError(type: "ValueError", message: "'name' may not contain a dot '.' character.")
  }

  private static func notAnException(_ name: String, _ error: EraRules.TargetError) -> String {
    switch error {
    case .bareAssertionError, .bareKeyError, .keyError: ""
    case .assertionError: "Custom exceptions must be subclasses of Exception."
    case .valueError:
      "'\(name)' is not a subclass of Exception. Handlers can only be registered for Exception classes or HTTP error"
        + " codes."
    }
  }

  private static func type(_ error: EraRules.TargetError) -> String {
    switch error {
    case .bareKeyError, .keyError: "KeyError"
    case .bareAssertionError, .assertionError: "AssertionError"
    case .valueError: "ValueError"
    }
  }
}
