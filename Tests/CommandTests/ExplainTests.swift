import SeededRandom
import Testing

/// Tests `errorbook explain`: a page for every kind of diagnostic, and a list of them.
@Suite("explain") struct ExplainTests {
  private let shell = Shell()

  @Test(.sampled) func everySlugOfTheListHasAPage() throws {
    let list = try shell.run("errorbook explain")
    #expect(list.status == 0)
    let slugs = list.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map { String($0) } }
      .filter { $0.contains("-") && $0 == $0.lowercased() }
    #expect(slugs.count > 50)
    for slug in TestRun.sample(slugs, 2) + ["unreadable-file"] {
      let page = try shell.run("errorbook explain \(slug)")
      #expect(page.status == 0)
      #expect(page.output.contains(slug))
    }
  }

  /// The diagnostics of `check` and `grade` are also in the list.
  @Test(.sampled) func everyProblemOfALessonHasAPage() throws {
    try shell.write(
      """
      ```errorbook
      raise Nobody
      ```

      ```output
      nothing
      ```

      ```output
      ```

      ```errorbook exercise
      ```

      ```errorbook exercise a with
      ```

      ```errorbook exercise a
      ```

      ```errorbook tests b
      ```

      ```errorbook exercise c equivalent under 1.0
      ```

      ```errorbook tests c
      expect
      ```

      ```errorbook solution c
      class E(Exception)
      ```

      ```errorbook solution c
      ```

      ```errorbook also c
      handler KeyError -> "x"
      ```

      ```errorbook wrong c
      class E(Exception)
      ```

      [nowhere](nowhere.md)

      """, to: "broken.md")
    try shell.write("student,exercise,points\n,,\n", to: "overrides.csv")
    let result = try shell.run(
      """
      errorbook check broken.md; errorbook check nowhere; errorbook grade broken.md .
      errorbook grade 1 . --overrides overrides.csv; errorbook grade 1 . --fill overrides.csv
      errorbook report overrides.csv; errorbook check --exercise 1#none broken.md
      """)
    let slugs = Set(
      (result.output + result.errors).matches(of: #/error\[([a-z-]+)\]|\[([a-z-]+)\]: /#)
        .compactMap { $0.output.1 ?? $0.output.2 }.map { String($0) })
    #expect(slugs.count >= 15, "\(slugs)")
    let list = try shell.run("errorbook explain").output
    let listed = Set(list.split(separator: "\n").compactMap { $0.split(separator: " ").first.map { String($0) } })
    #expect(slugs.subtracting(listed) == [])
    for slug in TestRun.sample(slugs.sorted(), 3) {
      #expect(try shell.run("errorbook explain \(slug)").status == 0, "\(slug)")
    }
  }

  @Test func similarSlugIsSuggested() throws {
    let result = try shell.run("errorbook explain inconsistent-mor")
    #expect(result.status == 64)
    #expect(result.errors.contains("Did you mean inconsistent-mro?"))
  }
}
