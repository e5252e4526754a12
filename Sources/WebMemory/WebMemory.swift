/// # WebMemory
///
/// The memory that a module of the browser shares with its caller: the input and the output of a call. The caller allocates
/// memory with `errorbook_allocate`, writes its input there, calls a function, and reads the output with `errorbook_output`
/// and `errorbook_output_count`. After a trap, discard the instance.

/// The memory for the caller's input.
nonisolated(unsafe) package var input: [UInt8] = []
/// The output of the last call.
nonisolated(unsafe) package var output: [UInt8] = []

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
