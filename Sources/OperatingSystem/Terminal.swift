import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The standard streams of a program.
package enum StandardStream: Sendable, CaseIterable {
  case input
  case output
  case errors

  package var descriptor: FileDescriptor {
    switch self {
    case .input: .standardInput
    case .output: .standardOutput
    case .errors: .standardError
    }
  }

  /// Whether the stream is a terminal.
  package var isTerminal: Bool { isatty(descriptor.rawValue) == 1 }
}

/// The size of a terminal in characters. It is 0 if the terminal does not know it.
package struct TerminalSize: Equatable, Sendable {
  package var rows: Int
  package var columns: Int

  /// Creates the size of a stream's terminal. Nil if the stream is not a terminal.
  package init?(of stream: StandardStream) {
    var size = winsize()
    guard ioctl(stream.descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    rows = Int(size.ws_row)
    columns = Int(size.ws_col)
  }
}
