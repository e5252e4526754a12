import LineEditing

/// Reads bytes as a history file and as a history entry. What was read can be written and read again unchanged.
func readHistory(_ bytes: [UInt8]) throws(Broken) {
  if let content = HistoryCoding.decode(bytes) { try requireKept(content.entries) }
  try requireKept([bytes, [UInt8](bytes.reversed())].filter { !$0.isEmpty })
}

private func requireKept(_ entries: [[UInt8]]) throws(Broken) {
  let written = HistoryCoding.header + entries.flatMap(HistoryCoding.encode)
  let read = HistoryCoding.decode(written)
  try require(
    read?.entries == entries && read?.endsClean == true,
    "the history has changed after writing and reading it: \(entries)")
  // A file that a program left when it was killed during a write.
  let torn = HistoryCoding.decode(Array(written.dropLast()))
  try require(
    entries.isEmpty || torn?.entries == entries.dropLast(), "a truncated history loses more than its last entry")
}
