import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The open files that every program starts with.
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

  /// Whether a person is at the other end.
  package var isTerminal: Bool { isatty(descriptor.rawValue) == 1 }
}

/// How many characters a terminal shows. A terminal that does not know says 0.
package struct TerminalSize: Equatable, Sendable {
  package var rows: Int
  package var columns: Int

  /// The size of the terminal that a stream leads to; nil where it leads to none.
  package init?(of stream: StandardStream) {
    var size = winsize()
    guard ioctl(stream.descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    rows = Int(size.ws_row)
    columns = Int(size.ws_col)
  }
}
