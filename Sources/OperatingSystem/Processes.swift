import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// This process.
package enum ThisProcess {
  /// The process ID.
  package static var id: Int { Int(getpid()) }

  /// The number of cores, at least one.
  package static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Returns an environment variable, or nil if it is not set.
  package static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Ends the process after running its exit handlers.
  package static func exit(_ status: Int32) -> Never {
    #if canImport(Darwin)
      Darwin.exit(status)
    #elseif canImport(Musl)
      Musl.exit(status)
    #else
      Glibc.exit(status)
    #endif
  }

  /// Ends the process without running exit handlers.
  package static func exitAtOnce(_ status: Int32) -> Never { _exit(status) }
}

/// How a child process ended.
package enum ChildEnding: Equatable, Sendable {
  case notStarted(Errno)
  /// The system does not know how it ended.
  case lost
  case exited(Int32)
  case signaled(Int32)

  /// Decodes the status from `wait`.
  package init(status: Int32) {
    self = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signaled(status & 0x7F)
  }
}

/// Runs a program with this process's environment and open files, and waits for its end.
/// - Parameters:
///   - arguments: the arguments; the first one is the program's own name.
///   - standard: the signals that get their default action in the program, even if this process ignores them.
package func runProgram(_ path: String, _ arguments: [String], standard: [Signal] = []) -> ChildEnding {
  var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
  defer { words.forEach { free($0) } }
  #if canImport(Darwin)
    var attributes: posix_spawnattr_t?
    let environment = _NSGetEnviron().pointee
  #else
    var attributes = posix_spawnattr_t()
    let environment = environ
  #endif
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var signals = sigset_t()
  sigemptyset(&signals)
  for signal in standard { sigaddset(&signals, signal.number) }
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
  var child: pid_t = 0
  let failure = posix_spawn(&child, path, nil, &attributes, &words, environment)
  guard failure == 0 else { return .notStarted(Errno(rawValue: failure)) }
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0 {
    guard errno == EINTR else { return .lost }
  }
  return ChildEnding(status: status)
}
