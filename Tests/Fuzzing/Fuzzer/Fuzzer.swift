import FuzzedReaders
import OperatingSystem

/// The reader to fuzz. libFuzzer has no option for it, so it comes from an environment variable.
private let reader: FuzzedReader = {
  guard let name = ThisProcess.environment("ERRORBOOK_FUZZING"), let reader = FuzzedReader(rawValue: name) else {
    fatalError("ERRORBOOK_FUZZING must be one of \(FuzzedReader.allCases.map(\.rawValue).joined(separator: ", "))")
  }
  return reader
}()

/// libFuzzer calls this function with each input, and saves an input that crashes the program.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do throws(Broken) {
    try reader.read(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
  } catch {
    fatalError(error.what)
  }
}
