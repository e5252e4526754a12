/// The mistake of issue #2267 on the lookup of 1.0: what was found is written back into the table that it was found in, so
/// that the next search ends sooner. The search itself is the right one; what is wrong is that the tables no longer hold
/// registrations only (`Process.writesBack`).
extension HandlerTables {
  func findWritingBack(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    firstByCodeThenClass(query) { walk(query, $0, in: hierarchy, &record) }
  }
}
