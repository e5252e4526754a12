import FuzzedReaders
import OperatingSystem

/// libFuzzer has an option for everything but this.
private let reader: FuzzedReader = {
  guard let name = ThisProcess.environment("ERRORBOOK_FUZZING"), let reader = FuzzedReader(rawValue: name) else {
    fatalError("ERRORBOOK_FUZZING is none of \(FuzzedReader.allCases.map(\.rawValue).joined(separator: ", "))")
  }
  return reader
}()

/// libFuzzer calls this with one input after the other, and keeps the one that brings the program down.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do throws(Broken) {
    try reader.read(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
  } catch {
    fatalError(error.what)
  }
}
