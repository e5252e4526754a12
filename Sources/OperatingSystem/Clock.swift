#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Returns the seconds since 1970.
package func secondsSince1970() -> Int { Int(time(nil)) }

/// A time in the local time zone.
package struct LocalTime {
  private var parts = tm()

  /// Creates a local time.
  /// - Parameter seconds: the seconds since 1970.
  package init(_ seconds: Int) {
    var time = time_t(seconds)
    localtime_r(&time, &parts)
  }

  /// The time as text, such as `2026-11-26 13:40`.
  package var text: String { format("%Y-%m-%d %H:%M") }

  /// The time as digits for file names, such as `20261126-134059`.
  package var digits: String { format("%Y%m%d-%H%M%S") }

  private func format(_ form: String) -> String {
    var text = [CChar](repeating: 0, count: 64)
    var parts = parts
    let count = strftime(&text, text.count, form, &parts)
    return String(decoding: text.prefix(count).map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
  }
}
