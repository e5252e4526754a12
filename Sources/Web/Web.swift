import Rendering

/// # Web
///
/// The engine for the browser. Input: bytes in the memory of a WebAssembly module. Output: the text that errorbook prints.
/// JavaScript calls a few functions; the module imports nothing. The caller allocates memory with `errorbook_allocate`, writes
/// its input there, calls a function, and reads the output with `errorbook_output` and `errorbook_output_count`. After a trap,
/// discard the instance.

/// The memory for the caller's input.
nonisolated(unsafe) var input: [UInt8] = []
/// The output of the last call.
nonisolated(unsafe) var output: [UInt8] = []

/// Allocates `count` bytes for the caller's input and returns their address. They are valid until the next call.
@_expose(wasm, "errorbook_allocate")
@_cdecl("errorbook_allocate")
public func errorbookAllocate(_ count: Int32) -> UnsafeMutableRawPointer? {
  input = [UInt8](repeating: 0, count: max(0, Int(count)))
  return input.withUnsafeMutableBytes { $0.baseAddress }
}

/// Returns the address of the output of the last call.
@_expose(wasm, "errorbook_output")
@_cdecl("errorbook_output")
public func errorbookOutput() -> UnsafeRawPointer? { output.withUnsafeBytes { $0.baseAddress } }

/// Returns the number of bytes in the output of the last call.
@_expose(wasm, "errorbook_output_count")
@_cdecl("errorbook_output_count")
public func errorbookOutputCount() -> Int32 { Int32(output.count) }

// MARK: Fields and text

func write(_ text: StyledText) { Theme.colorless.write(text, to: &output) }

extension [UInt8] {
  /// Splits the bytes at zero bytes into at most `count` fields.
  func fields(_ count: Int) -> [ArraySlice<UInt8>] {
    split(separator: 0, maxSplits: count - 1, omittingEmptySubsequences: false)
  }
}

extension [ArraySlice<UInt8>] {
  /// Returns a field, or no bytes if it does not exist.
  func bytes(_ place: Int) -> [UInt8] { indices.contains(place) ? Array<UInt8>(self[place]) : [] }

  func text(_ place: Int) -> String { String(decoding: bytes(place), as: UTF8.self) }

  /// Returns the fences of a lesson from this field on: two fields each, the words and the content.
  func fences(from start: Int) -> [(words: String, content: String)] {
    stride(from: start, to: count - 1, by: 2).map { (words: text($0), content: text($0 + 1)) }
  }
}
