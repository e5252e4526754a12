import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
  import Foundation
#endif

/// A program at its own terminal. Tests send keys and read the screen.
///
/// The program leads its own session and the terminal is its controlling terminal. So Ctrl-C and closing the terminal
/// affect it like a user's program, and affect nothing else. Every wait ends as soon as the expected text appears. The
/// timeouts are long because they matter only when a test fails.
package final class PseudoTerminal {
  /// The expected output did not appear.
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// How the program ended.
  package enum Ending: Equatable, Sendable {
    case exit(Int32)
    case signal(Int32)
  }

  /// The whole output of the program, including escapes.
  package private(set) var output: [UInt8] = []
  private var screen: Screen
  /// The end of the text that the last `expect` found. The next one searches from here.
  private var mark = (row: 0, column: 0)
  private var master: Int32
  /// The process ID of the program.
  package let child: pid_t
  private var ending: Ending?

  /// A pseudo-terminal must not leak into another program that starts at the same time, or it would never close.
  private static let starting = Mutex<Void>(())

  package init(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], rows: Int = 24,
    columns: Int = 80
  ) throws {
    screen = Screen(height: rows, width: columns)
    var environment = environment
    for (name, value) in ["TERM": "xterm", "LANG": "C.UTF-8", "HOME": "/nonexistent", "PATH": "/usr/bin:/bin"]
    where environment[name] == nil {
      environment[name] = value
    }
    environment.merge(Self.sanitizerOptions) { given, _ in given }
    // An empty value means that the variable is not set.
    let variables = environment.filter { $0.value != "" }.map { "\($0.key)=\($0.value)" }
    let size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    (master, child) = try PseudoTerminal.starting.withLock { _ in
      try PseudoTerminal.start([program] + arguments, variables, size)
    }
  }

  deinit {
    if master >= 0 { close(master) }
    guard ending == nil else { return }
    kill(-child, SIGKILL)
    kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
  }

  /// Returns the path of a program that was built with the tests, beside the test bundle.
  package static func product(_ name: String) -> String {
    #if canImport(Darwin)
      // On macOS the running program belongs to Xcode and loads the bundle.
      let path = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath ?? ""
    #else
      var buffer = [UInt8](repeating: 0, count: 4_096)
      let count = readlink("/proc/self/exe", &buffer, buffer.count)
      let path = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    #endif
    return path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/" + name
  }

  /// The options of the address sanitizer. They also apply to the programs that a test starts.
  package static var sanitizerOptions: [String: String] {
    guard let options = getenv("ASAN_OPTIONS") else { return [:] }
    return ["ASAN_OPTIONS": String(cString: options)]
  }

  /// Sends keys from `Key`, or text.
  package func send(_ keys: String...) throws {
    try send(bytes: Array(keys.joined().utf8))
  }

  /// Sends bytes, which may be invalid text.
  package func send(bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      // Read the program's output while sending to it, or both sides could wait for each other.
      let ready = wait(for: POLLIN | POLLOUT, until: PseudoTerminal.now + 30)
      if ready & POLLIN != 0 { _ = readMore() }
      guard ready & POLLOUT != 0 else {
        if ready & POLLIN != 0 { continue }
        throw failure("the program does not read what is sent")
      }
      let count = rest.prefix(256).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { throw failure("the terminal is closed") }
      rest = rest.dropFirst(count)
    }
  }

  /// Waits until the text appears on the screen after the previously expected text.
  package func expect(_ text: String, within seconds: Double = 30) throws {
    try waitUntil("`\(text)`", within: seconds) {
      guard let found = find(text) else { return false }
      mark = found
      return true
    }
  }

  /// Waits until the row of the cursor has this text.
  package func expectLine(_ text: String, within seconds: Double = 30) throws {
    try waitUntil("the line `\(text)`", within: seconds) { screen.text(ofRow: screen.row) == text }
  }

  /// Waits until the whole screen has this text. Spaces at the end of rows are ignored.
  package func expectScreen(_ text: String, within seconds: Double = 30) throws {
    let wanted = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    try waitUntil("the screen\n\(text)\n", within: seconds) { screen.visible == wanted }
  }

  /// Waits until the last rows of the screen have this text.
  package func expectLastRows(_ rows: [String], within seconds: Double = 30) throws {
    try waitUntil("the last rows\n\(rows.joined(separator: "\n"))\n", within: seconds) {
      screen.visible.suffix(rows.count) == rows[...]
    }
  }

  /// Waits until the cursor is in this column, counted from 0.
  package func expectCursor(inColumn column: Int, within seconds: Double = 30) throws {
    try waitUntil("the cursor in column \(column)", within: seconds) { screen.column == column }
  }

  /// Waits until the program has written these bytes.
  package func expectOutput(_ bytes: String, within seconds: Double = 30) throws {
    let bytes = Array(bytes.utf8)
    try waitUntil("the output \(bytes)", within: seconds) {
      output.indices.contains { output[$0...].starts(with: bytes) }
    }
  }

  /// The current text of the screen.
  package var visible: String { screen.visible.joined(separator: "\n") }

  /// Changes the size of the window.
  /// - Parameter reflows: whether the terminal rewraps long lines at the new width.
  package func resize(rows: Int, columns: Int, reflows: Bool = false) {
    screen.resize(height: rows, width: columns, reflows: reflows)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Sends a signal only to the program, not through the terminal.
  package func signal(_ signal: Int32) {
    kill(child, signal)
  }

  /// Closes the terminal, as if its window were closed.
  package func hangUp() {
    close(master)
    master = -1
  }

  /// Waits for the end of the program.
  package func waitForExit(within seconds: Double = 30) throws -> Ending {
    if let ending { return ending }
    let deadline = PseudoTerminal.now + seconds
    while master >= 0, wait(for: POLLIN, until: deadline) != 0, readMore() {}
    repeat {
      var status: Int32 = 0
      if waitpid(child, &status, WNOHANG) == child {
        let ended: Ending = status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F)
        ending = ended
        return ended
      }
      // No call waits for a process with a timeout.
      usleep(1_000)
    } while PseudoTerminal.now < deadline
    throw failure("the program has not ended")
  }
}

extension PseudoTerminal {
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Uses posix_spawn instead of forkpty: between fork and exec, a process with threads must not run Swift code. The first
  /// terminal that the leader of a new session opens becomes its controlling terminal.
  private static func start(_ arguments: [String], _ variables: [String], _ size: winsize) throws -> (Int32, pid_t) {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    var size = size
    guard openpty(&master, &slave, &name, nil, &size) == 0 else {
      throw Failure(description: "no pseudo-terminal is free")
    }
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
    defer { close(slave) }

    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)

    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    #if canImport(Darwin)
      let newSession = Int16(POSIX_SPAWN_SETSID)
    #else
      // The C library hides the name POSIX_SPAWN_SETSID without a feature macro.
      let newSession: Int16 = 0x80
    #endif
    posix_spawnattr_setflags(&attributes, newSession | Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var values: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer { (words + values).forEach { free($0) } }
    var child: pid_t = 0
    let result = posix_spawnp(&child, arguments[0], &actions, &attributes, &words, &values)
    guard result == 0 else {
      close(master)
      throw Failure(description: "\(arguments[0]): \(String(cString: strerror(result)))")
    }
    return (master, child)
  }

  private func failure(_ reason: String) -> Failure {
    Failure(
      description: "\(reason). The screen:\n\(visible)\n---- cursor in row \(screen.row), column \(screen.column)")
  }

  private func waitUntil(_ what: String, within seconds: Double, _ isTrue: () -> Bool) throws {
    let deadline = PseudoTerminal.now + seconds
    while !isTrue() {
      guard wait(for: POLLIN, until: deadline) != 0 else { throw failure("waited for \(what)") }
      guard readMore() else {
        if isTrue() { return }
        throw failure("the program ended before \(what)")
      }
    }
  }

  private func wait(for events: Int32, until deadline: Double) -> Int32 {
    while true {
      var waits = pollfd(fd: master, events: Int16(events), revents: 0)
      let milliseconds = max(0, (deadline - PseudoTerminal.now) * 1_000)
      let count = poll(&waits, 1, Int32(milliseconds) + 1)
      if count < 0, errno == EINTR { continue }
      // A closed terminal reports an error. The next read detects it.
      return count <= 0 ? 0 : Int32(waits.revents) & (POLLHUP | POLLERR) != 0 ? POLLIN : Int32(waits.revents)
    }
  }

  /// Reads available output. Returns false at its end.
  private func readMore() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    output += buffer.prefix(count)
    screen.feed(buffer.prefix(count))
    return true
  }

  private func find(_ text: String) -> (row: Int, column: Int)? {
    for row in mark.row..<max(mark.row, screen.rows.count) {
      // Count characters, not cells: the cell after a wide character is empty.
      let line = screen.text(ofRow: row)
      let skipped = row == mark.row ? mark.column : 0
      let rest = Array(line.dropFirst(skipped))
      let wanted = Array(text)
      guard rest.count >= wanted.count else { continue }
      for start in 0...(rest.count - wanted.count) where rest[start...].starts(with: wanted) {
        return (row, skipped + start + wanted.count)
      }
    }
    return nil
  }
}
