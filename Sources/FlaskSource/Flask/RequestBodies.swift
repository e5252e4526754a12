import Diagnostics
import PythonSyntax
import Resolution

/// The body of a request: what a client sends, and how Flask reads it.
extension CurrentRequest {
  /// The content type without its parameters, in lower case.
  var mimetype: String {
    let text = (contentType ?? "").prefix { $0 != ";" }.lowercased()
    return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Removes the body, as a client does that follows a redirect with GET.
  mutating func removeBody() {
    (form, files, body, size, contentType) = ([], [], "", 0...0, nil)
  }

  /// Sets a body that is a text.
  mutating func setBody(_ text: String) {
    body = text
    size = text.utf8.count...text.utf8.count
    form = ["application/x-www-form-urlencoded", "multipart/form-data"].contains(mimetype) && !text.isEmpty ? nil : []
  }
}

extension Evaluator {
  /// Reads `data=`, `json=` and the content type of a client call. Returns the reason if they are not modeled.
  mutating func readBody(_ arguments: Arguments, into request: inout CurrentRequest) -> Int? {
    let given = arguments.keywords["content_type"] ?? arguments.keywords["mimetype"]
    switch given ?? request.headers?["content-type"] ?? .none {
    case .text(let text): request.contentType = text
    case .none: break
    default: return reason("the content type of the request is not known")
    }
    let data = arguments.keywords["data"] ?? .none
    let sendsBody = data != .none || (arguments.keywords["json"] ?? .none) != .none
    if given == nil, request.headers == nil, sendsBody { return reason("the headers of the request are not known") }
    if let json = arguments.keywords["json"], json != .none {
      guard data == .none, request.contentType == nil else {
        return reason("`json=` with other data or a content type is not modeled")
      }
      return setJSON(json, of: &request)
    }
    switch data {
    case .none: return nil
    case .text(let text), .bytes(let text): request.setBody(text)
    case .dictionary(let id): return setForm(entries(id), of: &request)
    case .unknown(let unknown):
      guard unknown.isHarmless else {
        return unknown.reason
      }
      (request.form, request.body, request.size) = (nil, nil, nil)
    default: (request.form, request.body, request.size) = (nil, nil, nil)
    }
    return nil
  }

  /// `json=value`.
  private mutating func setJSON(_ value: Value, of request: inout CurrentRequest) -> Int? {
    // Before 1.0, Werkzeug writes the text, and since then Flask does, with sorted keys.
    let style = JSONStyle(sortsKeys: !release.isBefore("1.0"))
    for name in ["JSON_SORT_KEYS", "JSON_AS_ASCII"] where apps[request.app].config[.text(name)] != nil {
      return reason("`json=` with the option `\(name)` is not modeled")
    }
    request.contentType = "application/json"
    do throws(Interruption) {
      guard case .text(let text) = try json(value, style, at: current) else {
        return reason("the value of `json=` is not modeled")
      }
      request.setBody(text)
      return nil
    } catch {
      return reason("the value of `json=` is not modeled")
    }
  }

  /// `data={...}`: a form, with files or without.
  private mutating func setForm(_ fields: HeapObject.Entries, of request: inout CurrentRequest) -> Int? {
    let type = request.mimetype
    guard ["", "application/x-www-form-urlencoded", "multipart/form-data"].contains(type) else {
      // Werkzeug's client ignores the fields then.
      request.setBody("")
      return nil
    }
    var form: [(name: String, value: Value)] = []
    for (key, value) in fields.pairs {
      guard case .text(let key) = key else { return reason("the fields of a form are not known") }
      if case .partial("io.BytesIO", let content, _) = value.fileContent {
        request.files.append((key, file(content.first ?? .bytes(""), value.fileName)))
      } else {
        form.append((key, value))
      }
    }
    request.form = form
    request.body = nil
    let isMultipart = !request.files.isEmpty || type == "multipart/form-data"
    request.size = isMultipart ? multipartSize(form, request.files) : urlencodedSize(form)
    if request.contentType == nil {
      request.contentType = isMultipart ? "multipart/form-data" : "application/x-www-form-urlencoded"
    }
    return nil
  }

  private mutating func file(_ content: Value, _ name: Value) -> Value {
    .partial("werkzeug.FileStorage", [content, name], [:])
  }

  private func urlencodedSize(_ form: [(name: String, value: Value)]) -> ClosedRange<Int>? {
    var size = max(0, form.count - 1)
    for field in form {
      let text: String
      switch field.value {
      case .text(let value): text = value
      case .integer(let number): text = "\(number)"
      default: return nil
      }
      size += 1
      for byte in Array(field.name.utf8) + Array(text.utf8) {
        let isPlain =
          (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "_.-~ ".utf8.contains(byte)
        // Other marks are escaped in some releases only.
        guard isPlain || byte >= 0x80 else { return nil }
        size += isPlain ? 1 : 3
      }
    }
    return size...size
  }

  /// Returns the bounds of the size. The names of files and the boundary count too.
  private func multipartSize(
    _ form: [(name: String, value: Value)], _ files: [(name: String, value: Value)]
  ) -> ClosedRange<Int>? {
    var size = 0
    var names = 0
    for field in form {
      switch field.value {
      case .text(let value): size += value.utf8.count
      case .integer(let number): size += "\(number)".utf8.count
      default: return nil
      }
      names += field.name.utf8.count
    }
    for field in files {
      guard case .partial(_, let parts, _) = field.value, case .bytes(let content)? = parts.first else { return nil }
      if parts.count > 1, case .text(let name) = parts[1] { names += name.utf8.count }
      size += content.utf8.count
      names += field.name.utf8.count
    }
    return size...(size + names + 200 + 250 * (form.count + files.count))
  }

  // MARK: Reading

  /// The limit of `MAX_CONTENT_LENGTH` applies to forms, and since Werkzeug 2.3 to every body.
  mutating func checkSize(isForm: Bool, at span: Span) throws(Interruption) {
    guard let request, isForm || !release.isBefore("2.3.0") else { return }
    guard let option = apps[request.app].config[.text("MAX_CONTENT_LENGTH")], option != .none else { return }
    guard case .integer(let limit) = option, let size = request.size else {
      throw notModeled("the size of the request is not modeled", at: span)
    }
    if size.lowerBound > Int(clamping: limit) {
      throw .raised(newInstance(of: try known("RequestEntityTooLarge"), ["args": .tuple([])]))
    }
    if size.upperBound > Int(clamping: limit) { throw notModeled("the size of the request is not modeled", at: span) }
  }

  /// Returns the text of the body.
  mutating func bodyText(at span: Span) throws(Interruption) -> String {
    try checkSize(isForm: false, at: span)
    guard let text = request?.body else { throw notModeled("the data of the request is not known", at: span) }
    return text
  }

  /// Whether the content type is one of JSON.
  var isJSONRequest: Bool {
    guard let request else { return false }
    let type = request.mimetype
    if type == "application/json" { return true }
    return !release.isBefore("0.11") && type.hasPrefix("application/") && type.hasSuffix("+json")
  }

  /// `request.get_json(...)`.
  mutating func readJSON(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    let isForced = try isTrue(ifGiven: arguments.value(0, "force")) ?? false
    let isSilent = try isTrue(ifGiven: arguments.value(1, "silent")) ?? false
    if let known = request?.parsedJSON { return known }
    if request?.headers == nil { throw notModeled("the headers of the request are not known", at: span) }
    if arguments.value(2, "cache") != nil { throw notModeled("`cache` of `get_json` is not modeled", at: span) }
    guard isForced || isJSONRequest else {
      if isSilent || release.isBefore("2.1.0") { return .none }
      throw try wrongContentType()
    }
    if let type = request?.contentType, type.lowercased().hasPart("charset"), !type.lowercased().hasPart("utf-8") {
      throw notModeled("the charset of the request is not modeled", at: span)
    }
    do {
      let value = try loadJSON(bodyText(at: span), at: span)
      request?.parsedJSON = value
      return value
    } catch .raised(let exception) where isInstance(exception, ofKnown: "ValueError") {
      if isSilent { return .none }
      throw try badJSON(exception)
    }
  }

  /// `on_json_loading_failure` for a content type that is not JSON.
  private mutating func wrongContentType() throws(Interruption) -> Interruption {
    let text = "Did not attempt to load JSON data because the request Content-Type was not 'application/json'."
    let isOfType = !release.isBefore("2.3.0")
    let isDebug = try self.isDebug(request?.app ?? 0)
    let isShown = isOfType || isDebug
    let id = try known(isOfType ? "UnsupportedMediaType" : "BadRequest")
    return .raised(newInstance(of: id, description(isShown ? .text(text) : nil)))
  }

  /// `on_json_loading_failure` for a text that is not JSON.
  private mutating func badJSON(_ exception: Value) throws(Interruption) -> Interruption {
    let isDebug = try self.isDebug(request?.app ?? 0)
    let isShown = isDebug && !release.isBefore("0.11")
    let message = try text(of: exception)
    guard isShown else { return .raised(newInstance(of: try known("BadRequest"), description(nil))) }
    guard case .text(let text) = message else { return .raised(newInstance(of: try known("BadRequest"))) }
    let shown = Value.text("Failed to decode JSON object: " + text)
    return .raised(newInstance(of: try known("BadRequest"), description(shown)))
  }

  private func description(_ text: Value?) -> [String: Value] {
    var attributes: [String: Value] = ["args": .tuple([])]
    attributes["description"] = text
    return attributes
  }

  // MARK: Files

  /// An attribute of an uploaded file.
  mutating func fileAttribute(_ name: String, _ parts: [Value], at span: Span) -> Value {
    if name == "filename" { return parts.count > 1 ? parts[1] : .none }
    return .libraryMethod(.partial("werkzeug.FileStorage", parts, [:]), name)
  }

  /// A method of an uploaded file. The place in the file is not modeled, so it can be read only once.
  mutating func callFile(_ name: String, _ parts: [Value], _ arguments: Arguments, at span: Span)
    throws(Interruption) -> Value
  {
    if name == "read", arguments.isEmpty, let content = parts.first, request?.hasReadFile == false {
      request?.hasReadFile = true
      return content
    }
    throw notModeled("`\(name)` of an uploaded file is not modeled", at: span)
  }

  /// `secure_filename(name)`, for names that it returns unchanged.
  func secureFilename(_ name: String) -> String? {
    let isPlain = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "_.-".utf8.contains(byte)
    }
    guard isPlain, let first = name.utf8.first, let last = name.utf8.last, !"._".utf8.contains(first),
      !"._".utf8.contains(last)
    else { return nil }
    return name
  }
}

extension Value {
  /// The content of a file that a client sends: `io.BytesIO(...)`, or the first element of a tuple with a name.
  fileprivate var fileContent: Value {
    if case .tuple(let values) = self, values.count > 1 { values[0] } else { self }
  }

  fileprivate var fileName: Value { if case .tuple(let values) = self, values.count > 1 { values[1] } else { .none } }
}
