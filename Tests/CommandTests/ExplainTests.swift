import Testing

/// `errorbook explain`: a page for every kind of diagnostic, and a list of them.
@Suite("explain") struct ExplainTests {
  private let shell = Shell()

  @Test func everySlugOfTheListHasAPage() throws {
    let list = try shell.run("errorbook explain")
    #expect(list.status == 0)
    let slugs = list.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map { String($0) } }
      .filter { $0.contains("-") && $0 == $0.lowercased() }
    #expect(slugs.count > 50)
    for slug in slugs.shuffled().prefix(5) + ["unreadable-file"] {
      let page = try shell.run("errorbook explain \(slug)")
      #expect(page.status == 0)
      #expect(page.output.contains(slug))
    }
  }

  @Test func aNearSlugIsSuggested() throws {
    let result = try shell.run("errorbook explain inconsistent-mor")
    #expect(result.status == 64)
    #expect(result.errors.contains("Did you mean inconsistent-mro?"))
  }
}
