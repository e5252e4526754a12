/// Appends a text with the characters escaped that have a meaning in HTML, also inside the quotes of an attribute.
public func writeHTMLText(_ bytes: some Sequence<UInt8>, to output: inout [UInt8]) {
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "&"): output += Array("&amp;".utf8)
    case UInt8(ascii: "<"): output += Array("&lt;".utf8)
    case UInt8(ascii: ">"): output += Array("&gt;".utf8)
    case UInt8(ascii: "\""): output += Array("&quot;".utf8)
    case UInt8(ascii: "'"): output += Array("&#39;".utf8)
    default: output.append(byte)
    }
  }
}
