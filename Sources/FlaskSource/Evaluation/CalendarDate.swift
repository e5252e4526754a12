/// A moment of Python's module `datetime` without a time zone, in microseconds.
struct CalendarDate: Equatable {
  var year: Int64
  var month: Int64
  var day: Int64
  var hour: Int64 = 0
  var minute: Int64 = 0
  var second: Int64 = 0
  var microsecond: Int64 = 0

  static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  static let dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  static let microsecondsOfDay: Int64 = 86_400_000_000

  /// Returns what Python says about values that are out of range; nil if there is nothing to say.
  var problem: String? {
    if !(1...9999).contains(year) { return "year \(year) is out of range" }
    if !(1...12).contains(month) { return "month must be in 1..12" }
    if day < 1 || day > Self.days(of: month, in: year) { return "day is out of range for month" }
    if !(0...23).contains(hour) { return "hour must be in 0..23" }
    if !(0...59).contains(minute) { return "minute must be in 0..59" }
    if !(0...59).contains(second) { return "second must be in 0..59" }
    if !(0...999_999).contains(microsecond) { return "microsecond must be in 0..999999" }
    return nil
  }

  static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func days(of month: Int64, in year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The number of the day, as Python's `toordinal` counts it from the year 1 on.
  var ordinal: Int64 {
    let before = year - 1
    return before * 365 + before / 4 - before / 100 + before / 400 + dayOfYear
  }

  var dayOfYear: Int64 { (1..<max(month, 1)).reduce(day) { $0 + Self.days(of: $1, in: year) } }

  /// 0 for Monday.
  var weekday: Int64 { (ordinal + 6) % 7 }

  /// The microseconds since the start of the year 1.
  var microseconds: Int64 {
    (ordinal - 1) * Self.microsecondsOfDay + ((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond
  }

  init(year: Int64, month: Int64, day: Int64) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Returns nil if the year is not one of those from 1 to 9999.
  init?(microseconds: Int64) {
    guard microseconds >= 0 else { return nil }
    var days = microseconds / Self.microsecondsOfDay
    guard days < 3_652_059 else { return nil }
    var year = days / 366 + 1
    while CalendarDate(year: year + 1, month: 1, day: 1).ordinal - 1 <= days { year += 1 }
    days -= CalendarDate(year: year, month: 1, day: 1).ordinal - 1
    var month: Int64 = 1
    while days >= Self.days(of: month, in: year) {
      days -= Self.days(of: month, in: year)
      month += 1
    }
    self.init(year: year, month: month, day: days + 1)
    let rest = microseconds % Self.microsecondsOfDay
    (hour, minute) = (rest / 3_600_000_000, rest / 60_000_000 % 60)
    (second, microsecond) = (rest / 1_000_000 % 60, rest % 1_000_000)
  }

  // MARK: Texts

  static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  var dateText: String { Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2) }

  var timeText: String {
    let whole = Self.padded(hour, 2) + ":" + Self.padded(minute, 2) + ":" + Self.padded(second, 2)
    return microsecond == 0 ? whole : whole + "." + Self.padded(microsecond, 6)
  }

  /// `strftime(format)`; nil for directives that are not modeled.
  func text(in format: String) -> String? {
    guard year >= 1000 else { return nil }
    var result = ""
    var rest = format.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      guard let directive = rest.popFirst() else { return nil }
      let hourOfHalf = hour % 12 == 0 ? 12 : hour % 12
      switch directive {
      case "Y": result += String(year)
      case "y": result += Self.padded(year % 100, 2)
      case "m": result += Self.padded(month, 2)
      case "d": result += Self.padded(day, 2)
      case "H": result += Self.padded(hour, 2)
      case "I": result += Self.padded(hourOfHalf, 2)
      case "M": result += Self.padded(minute, 2)
      case "S": result += Self.padded(second, 2)
      case "f": result += Self.padded(microsecond, 6)
      case "j": result += Self.padded(dayOfYear, 3)
      case "p": result += hour < 12 ? "AM" : "PM"
      case "B": result += Self.monthNames[Int(month - 1)]
      case "b": result += Self.monthNames[Int(month - 1)].prefix(3)
      case "A": result += Self.dayNames[Int(weekday)]
      case "a": result += Self.dayNames[Int(weekday)].prefix(3)
      case "%": result += "%"
      default: return nil
      }
    }
    return result
  }

  enum Parsed {
    case date(CalendarDate)
    /// Python raises ValueError with this message.
    case failure(String)
    case notModeled
  }

  /// `strptime(text, format)`.
  static func parsed(_ text: String, format: String) -> Parsed {
    guard (text + format).utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\\") }) else {
      return .notModeled
    }
    guard let (pattern, directives) = pattern(for: format), directives.contains("Y") || directives.contains("y"),
      let expression = RegularExpressionParser.expression(pattern, flags: 2)
    else { return .notModeled }
    var search = RegularExpressionSearch(expression, in: Array(text.unicodeScalars))
    let found = search.match(at: 0, .prefix)
    if search.isExhausted { return .notModeled }
    guard let found, let whole = found.first ?? nil else {
      return .failure("time data '\(text)' does not match format '\(format)'")
    }
    if whole.upperBound < search.text.count {
      return .failure("unconverted data remains: " + String(scalars: search.text[whole.upperBound...]))
    }
    var date = CalendarDate(year: 1900, month: 1, day: 1)
    for (directive, range) in zip(directives, found.dropFirst()) {
      guard let range else { return .notModeled }
      let part = String(scalars: search.text[range])
      let number = Int64(part.filter { $0 != " " }) ?? 0
      switch directive {
      case "Y": date.year = number
      case "y": date.year = number + (number < 69 ? 2000 : 1900)
      case "m": date.month = number
      case "d": date.day = number
      case "H": date.hour = number
      case "M": date.minute = number
      case "S": date.second = number
      case "f": date.microsecond = Int64(part + String(repeating: "0", count: 6 - part.utf8.count)) ?? 0
      default:
        let name = part.lowercased()
        let month = monthNames.firstIndex { $0.lowercased() == name || $0.prefix(3).lowercased() == name }
        date.month = Int64(month ?? 0) + 1
      }
    }
    return date.problem.map { .failure($0) } ?? .date(date)
  }

  /// The regular expression that Python makes of a format, and its directives; nil if one is not modeled.
  private static func pattern(for format: String) -> (pattern: String, directives: [Unicode.Scalar])? {
    var pattern = ""
    var directives: [Unicode.Scalar] = []
    var rest = format.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar.isPythonSpace {
        while let next = rest.first, next.isPythonSpace { rest.removeFirst() }
        pattern += "\\s+"
        continue
      }
      guard scalar == "%" else {
        if !scalar.isASCIILetter, !scalar.isASCIIDigit { pattern += "\\" }
        pattern.unicodeScalars.append(scalar)
        continue
      }
      guard let directive = rest.popFirst(), !directives.contains(directive) else { return nil }
      switch directive {
      case "Y": pattern += "(\\d\\d\\d\\d)"
      case "y": pattern += "(\\d\\d)"
      case "m": pattern += "(1[0-2]|0[1-9]|[1-9])"
      case "d": pattern += "(3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9])"
      case "H": pattern += "(2[0-3]|[0-1]\\d|\\d)"
      case "M": pattern += "([0-5]\\d|\\d)"
      case "S": pattern += "(6[0-1]|[0-5]\\d|\\d)"
      case "f": pattern += "([0-9]{1,6})"
      // Longer names are tried first.
      case "B": pattern += "(" + monthNames.sorted { $0.utf8.count > $1.utf8.count }.joined(separator: "|") + ")"
      case "b": pattern += "(" + monthNames.map { String($0.prefix(3)) }.joined(separator: "|") + ")"
      case "%":
        pattern += "%"
        continue
      default: return nil
      }
      directives.append(directive)
    }
    let monthDirectives = directives.filter { ["m", "b", "B"].contains($0) }
    return monthDirectives.count < 2 && !(directives.contains("Y") && directives.contains("y"))
      ? (pattern, directives) : nil
  }

  /// `fromisoformat(text)` of Python 3.11.
  static func parsed(iso text: String, isDate: Bool) -> Parsed {
    let scalars = Array(text.unicodeScalars)
    guard scalars.allSatisfy({ $0.isASCII && $0 != "'" && $0 != "\\" && $0.value >= 0x20 }) else { return .notModeled }
    let failure = Parsed.failure("Invalid isoformat string: '\(text)'")
    // A week date.
    if scalars.contains("W") { return .notModeled }
    let dashes = scalars.count > 7 && scalars[4] == "-" && scalars[7] == "-"
    func number(_ range: Range<Int>) -> Int64? {
      guard range.upperBound <= scalars.count, scalars[range].allSatisfy({ $0.isASCIIDigit }) else { return nil }
      return Int64(String(scalars: scalars[range]))
    }
    if isDate, scalars.count != 10, scalars.count != 8 { return scalars.count == 7 ? .notModeled : failure }
    if !isDate, scalars.count < 7 { return failure }
    let compact = !dashes && (scalars.count == 8)
    guard let year = number(0..<4), let month = number(compact ? 4..<6 : 5..<7),
      let day = number(compact ? 6..<8 : 8..<10), compact || dashes
    else { return isDate || scalars.first.map({ !$0.isASCIIDigit }) ?? true ? failure : .notModeled }
    var date = CalendarDate(year: year, month: month, day: day)
    if scalars.count > 10 {
      guard scalars[10] == "T" || scalars[10] == " ", scalars.count == 16 || scalars.count == 19,
        let hour = number(11..<13), scalars[13] == ":", let minute = number(14..<16)
      else { return .notModeled }
      (date.hour, date.minute) = (hour, minute)
      if scalars.count == 19 {
        guard scalars[16] == ":", let second = number(17..<19) else { return .notModeled }
        date.second = second
      }
    }
    return date.problem.map { .failure($0) } ?? .date(date)
  }
}
