import Diagnostics
import PythonSyntax
import Resolution

/// Python's module `datetime` for known values without time zones.
///
/// A date is a partial with its year, month and day. A moment has the parts of the time too. A duration has its
/// microseconds.
extension Evaluator {
  static let dateName = "datetime.date"
  static let momentName = "datetime.datetime"
  static let durationName = "datetime.timedelta"

  private func value(of date: CalendarDate, isDate: Bool) -> Value {
    let numbers = [date.year, date.month, date.day]
    if isDate { return .partial(Self.dateName, numbers.map { .integer($0) }, [:]) }
    let time = [date.hour, date.minute, date.second, date.microsecond]
    return .partial(Self.momentName, (numbers + time).map { .integer($0) }, [:])
  }

  private func duration(_ microseconds: Int64) -> Value {
    .partial(Self.durationName, [.integer(microseconds)], [:])
  }

  /// Returns the date of a value; nil if it is no date and no moment.
  func date(of value: Value) -> (date: CalendarDate, isDate: Bool)? {
    guard case .partial(let name, let values, _) = value, name == Self.dateName || name == Self.momentName else {
      return nil
    }
    let numbers = values.compactMap { if case .integer(let number) = $0 { number } else { nil } }
    guard numbers.count >= 3 else { return nil }
    var date = CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
    if numbers.count == 7 {
      (date.hour, date.minute, date.second, date.microsecond) = (numbers[3], numbers[4], numbers[5], numbers[6])
    }
    return (date, name == Self.dateName)
  }

  private func microseconds(ofDuration value: Value) -> Int64? {
    if case .partial(Self.durationName, let values, _) = value, case .integer(let number)? = values.first {
      number
    } else {
      nil
    }
  }

  /// Whether a value is a date, a moment or a duration.
  func isOfCalendar(_ value: Value) -> Bool { date(of: value) != nil || microseconds(ofDuration: value) != nil }

  // MARK: Functions

  /// Calls a function of `datetime`; returns nil if it is not modeled.
  mutating func callDates(_ name: String, _ arguments: Arguments) throws(Interruption) -> Value? {
    let isDate = name.hasPrefix("date.") || name == "date"
    switch (name, arguments.positional.first) {
    case ("date", _), ("datetime", _):
      let names = ["year", "month", "day"] + (isDate ? [] : ["hour", "minute", "second", "microsecond"])
      var numbers: [Int64] = []
      for (index, name) in names.enumerated() {
        switch arguments.value(index, name) {
        case .integer(let number)?: numbers.append(number)
        case nil where index >= 3: numbers.append(0)
        default: return nil
        }
      }
      guard arguments.positional.count <= names.count, arguments.keywords.keys.allSatisfy({ names.contains($0) }) else {
        return nil
      }
      var date = CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
      if !isDate {
        (date.hour, date.minute, date.second, date.microsecond) = (numbers[3], numbers[4], numbers[5], numbers[6])
      }
      if let problem = date.problem { throw raise("ValueError", problem, isExact: true) }
      return value(of: date, isDate: isDate)
    case ("datetime.strptime", .text(let text)?):
      guard case .text(let format)? = arguments.value(1, "format") else { return nil }
      return try value(of: CalendarDate.parsed(text, format: format), isDate: false)
    case ("date.fromisoformat", .text(let text)?), ("datetime.fromisoformat", .text(let text)?):
      return try value(of: CalendarDate.parsed(iso: text, isDate: isDate), isDate: isDate)
    case ("timedelta", _): return newDuration(arguments)
    default: return nil
    }
  }

  private mutating func value(of parsed: CalendarDate.Parsed, isDate: Bool) throws(Interruption) -> Value? {
    switch parsed {
    case .date(let date): return value(of: date, isDate: isDate)
    case .failure(let message): throw raise("ValueError", message, isExact: true)
    case .notModeled: return nil
    }
  }

  private func newDuration(_ arguments: Arguments) -> Value? {
    let units: [(String, Int64)] = [
      ("days", CalendarDate.microsecondsOfDay), ("seconds", 1_000_000), ("microseconds", 1), ("milliseconds", 1000),
      ("minutes", 60_000_000), ("hours", 3_600_000_000), ("weeks", 7 * CalendarDate.microsecondsOfDay),
    ]
    var total: Int64 = 0
    var count = 0
    for (index, (name, factor)) in units.enumerated() {
      guard let value = arguments.value(index, name) else { continue }
      guard case .integer(let number) = value,
        abs(number) < 1_000_000 || factor < 10_000_000 && abs(number) < 1_000_000_000
      else { return nil }
      count += 1
      total += number * factor
    }
    return count == arguments.positional.count + arguments.keywords.count ? duration(total) : nil
  }

  // MARK: Attributes and methods

  /// Returns an attribute that is a number; nil if the value has no such attribute.
  func calendarAttribute(_ name: String, of value: Value) -> Value? {
    if let total = microseconds(ofDuration: value) {
      let day = CalendarDate.microsecondsOfDay
      let rest = (total % day + day) % day
      switch name {
      case "days": return .integer((total - rest) / day)
      case "seconds": return .integer(rest / 1_000_000)
      case "microseconds": return .integer(rest % 1_000_000)
      default: return nil
      }
    }
    guard let (date, isDate) = date(of: value) else { return nil }
    switch name {
    case "year": return .integer(date.year)
    case "month": return .integer(date.month)
    case "day": return .integer(date.day)
    case "hour" where !isDate: return .integer(date.hour)
    case "minute" where !isDate: return .integer(date.minute)
    case "second" where !isDate: return .integer(date.second)
    case "microsecond" where !isDate: return .integer(date.microsecond)
    default: return nil
    }
  }

  /// Calls a method of a date; returns nil if it is not modeled.
  mutating func callCalendar(
    _ name: String, _ receiver: Value, _ arguments: Arguments
  ) throws(Interruption) -> Value? {
    guard let (date, isDate) = date(of: receiver) else { return nil }
    switch name {
    case "strftime":
      guard case .text(let format)? = arguments.value(0, "format") else { return nil }
      return date.text(in: format).map { .text($0) }
    case "isoformat" where arguments.isEmpty: return .text(isDate ? date.dateText : date.dateText + "T" + date.timeText)
    case "weekday": return .integer(date.weekday)
    case "isoweekday": return .integer(date.weekday + 1)
    case "toordinal": return .integer(date.ordinal)
    case "date" where !isDate: return value(of: date, isDate: true)
    case "replace" where arguments.positional.isEmpty:
      var changed = date
      for (name, value) in arguments.keywords {
        guard case .integer(let number) = value else { return nil }
        switch name {
        case "year": changed.year = number
        case "month": changed.month = number
        case "day": changed.day = number
        case "hour" where !isDate: changed.hour = number
        case "minute" where !isDate: changed.minute = number
        case "second" where !isDate: changed.second = number
        case "microsecond" where !isDate: changed.microsecond = number
        default: return nil
        }
      }
      if let problem = changed.problem { throw raise("ValueError", problem, isExact: true) }
      return value(of: changed, isDate: isDate)
    default: return nil
    }
  }

  /// `str(value)`; nil if it is no date, moment or duration.
  func calendarText(_ value: Value) -> String? {
    if let (date, isDate) = date(of: value) { return isDate ? date.dateText : date.dateText + " " + date.timeText }
    guard let total = microseconds(ofDuration: value), case .integer(let days)? = calendarAttribute("days", of: value),
      case .integer(let seconds)? = calendarAttribute("seconds", of: value)
    else { return nil }
    let clock =
      "\(seconds / 3600):" + CalendarDate.padded(seconds / 60 % 60, 2) + ":" + CalendarDate.padded(seconds % 60, 2)
    let rest = (total % 1_000_000 + 1_000_000) % 1_000_000
    let fraction = rest == 0 ? "" : "." + CalendarDate.padded(rest, 6)
    return (days == 0 ? "" : "\(days) day\(abs(days) == 1 ? "" : "s"), ") + clock + fraction
  }

  // MARK: Operators

  /// Returns the result of an operator with dates; nil if it is not modeled.
  func combineDates(_ left: Value, _ operation: PythonExpression.BinaryOperator, _ right: Value) -> Value? {
    let (first, second) = (microseconds(ofDuration: left), microseconds(ofDuration: right))
    switch (operation, first, second) {
    case (.add, let first?, let second?): return duration(first + second)
    case (.subtract, let first?, let second?): return duration(first - second)
    case (.multiply, let first?, nil):
      guard case .integer(let factor) = right, abs(factor) < 1000 else { return nil }
      return duration(first * factor)
    case (.add, nil, let second?): return date(of: left).flatMap { moved($0.date, by: second, isDate: $0.isDate) }
    case (.add, let first?, nil): return date(of: right).flatMap { moved($0.date, by: first, isDate: $0.isDate) }
    case (.subtract, nil, let second?):
      return date(of: left).flatMap { date, isDate in
        // Python takes the days of the duration, and then changes their sign.
        moved(date, by: -(isDate ? wholeDays(second) : second), isDate: isDate)
      }
    case (.subtract, nil, nil):
      guard let one = date(of: left), let other = date(of: right), one.isDate == other.isDate else { return nil }
      return duration(one.date.microseconds - other.date.microseconds)
    default: return nil
    }
  }

  private func moved(_ date: CalendarDate, by microseconds: Int64, isDate: Bool) -> Value? {
    let distance = isDate ? wholeDays(microseconds) : microseconds
    return CalendarDate(microseconds: date.microseconds + distance).map { value(of: $0, isDate: isDate) }
  }

  /// Returns a duration without the part of the last day. Only the days of a duration are added to a date.
  private func wholeDays(_ microseconds: Int64) -> Int64 {
    let day = CalendarDate.microsecondsOfDay
    return microseconds - ((microseconds % day + day) % day)
  }

  /// Returns two comparable numbers for two dates, moments or durations; nil if they cannot be compared.
  func comparableDates(_ left: Value, _ right: Value) -> (Int64, Int64)? {
    if let left = microseconds(ofDuration: left), let right = microseconds(ofDuration: right) { return (left, right) }
    guard let left = date(of: left), let right = date(of: right), left.isDate == right.isDate else { return nil }
    return (left.date.microseconds, right.date.microseconds)
  }
}
