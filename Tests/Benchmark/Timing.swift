#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Returns the minimum time of one call of `body` in seconds, over several rounds of at least `roundLength`.
/// The results of the calls are used, so that the compiler cannot remove a call.
func leastTime(rounds: Int = 15, roundLength: Double = 0.02, _ body: () -> Int) -> Double {
  var calls = 1
  var sum = 0
  while true {
    let took = seconds { for _ in 0..<calls { sum &+= body() } }
    if took >= roundLength { break }
    calls *= 2
  }
  var least = Double.infinity
  for _ in 0..<rounds { least = min(least, seconds { for _ in 0..<calls { sum &+= body() } } / Double(calls)) }
  keep(sum)
  return least
}

/// Returns the processor time, which excludes other work on the machine.
func seconds(_ body: () -> Void) -> Double { measured(CLOCK_PROCESS_CPUTIME_ID, body) }

private func measured(_ clock: clockid_t, _ body: () -> Void) -> Double {
  let began = now(clock)
  body()
  return now(clock) - began
}

private func now(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Uses a number in a way that the compiler cannot optimize away.
@inline(never) func keep(_ number: Int) { if number == 0x5eed_0f_ab1e { print("") } }

/// Returns the memory of this process in bytes.
var residentMemory: Int {
  #if os(Linux)
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, 128, file) != nil else { return 0 }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
    let words = text.split(separator: " ")
    return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * Int(getpagesize())
  #else
    // Without /proc, use the maximum so far.
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    return Int(usage.ru_maxrss) * bytesInMemoryUnit
  #endif
}

/// The unit of `ru_maxrss`: kilobytes on Linux, bytes on macOS.
private var bytesInMemoryUnit: Int {
  #if canImport(Darwin)
    1
  #else
    1_024
  #endif
}
