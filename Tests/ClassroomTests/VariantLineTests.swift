import Diagnostics
import Exercises
import Lessons
import Marking
import Testing

@testable import Classroom

/// The line that says which variant a hand-out is, and what a class makes of it.
@Suite("Variants of a class") struct VariantLineTests {
  private static let seeds = [
    "ada", "Ada Lovelace", "ada@example.org", "-->", "<!-- x -->", "a--b", "-a-", "a\nb", "\u{1B}[31m", "zoë", "名前",
    " x ", "100%", "%41", "",
    "# x", "a:b", "`<b>`",
  ]

  @Test(arguments: seeds) func aSeedIsReadBack(_ seed: String) {
    for line in [VariantLine.comment(Variant(seed)), VariantLine.code(Variant(seed))] {
      #expect(line.split(whereSeparator: \.isNewline).count == 1 && line.hasSuffix("\n"))
      for text in [line, "# x\n\n\(line)\nhandler E", "\u{FEFF}# x\r\n" + line.dropLast() + "\r\n", "  " + line] {
        #expect(VariantLine.variant(in: Array(text.utf8))?.seed == seed, "\(text)")
      }
      #expect(line.unicodeScalars.allSatisfy { $0 == "\n" || $0.isFitForTables })
    }
    let comment = VariantLine.comment(Variant(seed)).dropFirst(4)
    #expect(comment.firstRange(of: "--").map { comment[$0.lowerBound...] } == "-->\n")
  }

  @Test(arguments: [("ada", "MosaicA RavenB"), ("ben", "KettleA BrambleB"), ("", "BarleyA HollowB")])
  func aSeedGivesTheSameNamesInEveryRelease(_ seed: String, _ names: String) {
    // Students have their variants on paper and in files.
    let lesson = Lesson(
      SourceText(name: "a.md", "# A\n\n```errorbook\nclass A(Exception)\nclass B(A)\n```\n"))
    let renaming = Variant(seed).renaming(of: lesson)
    #expect(["A", "B"].compactMap { renaming.names[$0] }.joined(separator: " ") == names)
  }

  @Test func otherLinesNameNoVariant() {
    for text in [
      "", "handler E -> \"# errorbook variant: ada\"", "# variant: ada", "x # errorbook variant: ada",
      "<!-- errorbook hand-in 1 -->",
    ] {
      #expect(VariantLine.variant(in: Array(text.utf8)) == nil)
    }
  }

  /// The page, the starter, and what `learn` hands in of the page.
  @Test func aHandOutSaysItsVariant() {
    let lesson = Lesson(
      SourceText(
        name: "a.md",
        "# T\n\n```errorbook\nclass E(Exception)\n```\n\n```errorbook exercise pay\n# yours\n```\n\n```errorbook tests pay\nexpect raise E -> 402\n```\n"
      ))
    for seed in Self.seeds {
      let files = HandOut(lesson, name: "a.md", variant: Variant(seed)).files
      for file in files { #expect(VariantLine.variant(in: Array(file.text.utf8))?.seed == seed) }
      let page = Lesson(SourceText(name: "a.md", files[0].text))
      #expect(page.title == "T" && page.withoutComments.problems == [])
      let handIn = HandIn(page, Standing(in: "a.md", ProgressLog([ProgressRecord]()))).text
      #expect(HandIn.isOne(Array(handIn.utf8)) && VariantLine.variant(in: Array(handIn.utf8))?.seed == seed)
    }
    for file in HandOut(lesson, name: "a.md").files { #expect(VariantLine.variant(in: Array(file.text.utf8)) == nil) }
  }

  private static let students = [
    HandedIn.Student(name: "Ada L", names: ["Ada L", "ada", "ada@x.org"]),
    HandedIn.Student(name: "ben@x.org", names: ["ben@x.org", "Ben B"]),
  ]

  @Test func aVariantIsMatchedByEveryNameOfAStudent() {
    let variants = ClassVariants(.ofStudents, Self.students)
    for seed in ["ada", "Ada L", "ada@x.org", "ADA", "adal", "ada@other.org"] {
      #expect(variants.choice(Variant(seed), of: "Ada L") == ClassVariants.Choice(variants: [Variant(seed)]))
    }
    #expect(variants.choice(Variant("ben"), of: "ben@x.org").warning == nil)
    #expect(variants.choice(nil, of: "Ada L").variants == ["Ada L", "ada", "ada@x.org"].map { Variant($0) })
  }

  @Test func anotherStudentsVariantIsNamedToTheTeacherOnly() throws {
    let variants = ClassVariants(.ofStudents, Self.students)
    let copied = variants.choice(Variant("ben"), of: "Ada L")
    #expect(copied.variants == ["Ada L", "ada", "ada@x.org"].map { Variant($0) })
    #expect(try #require(copied.fault).text == "Ada L answers the variant of ben@x.org (ben)")
    #expect(copied.warning == "This answers the variant of another student.")
    // A seed that is nobody's name may be the student's login: it is named, and it is no reason to fail.
    let unknown = variants.choice(Variant("al99"), of: "Ada L")
    #expect(unknown.variants == [Variant("al99")])
    #expect(unknown.fault?.kind == .otherVariant)
  }

  /// Without a roster, too.
  @Test func aRepositoryHasTheVariantOfItsLogin() {
    let students = ["paying-ada", "paying-ben"].map { HandedIn.Student(name: $0, names: [$0]) }
    let variants = ClassVariants(.ofStudents, students)
    #expect(variants.choice(Variant("ada"), of: "paying-ada") == ClassVariants.Choice(variants: [Variant("ada")]))
    #expect(variants.choice(Variant("ben"), of: "paying-ada").warning == "This answers the variant of another student.")
  }

  @Test func aForgottenOptionIsNamed() {
    #expect(ClassVariants(.none, Self.students).choice(Variant("ada"), of: "Ada L").fault?.kind == .otherVariant)
    #expect(ClassVariants(.none, Self.students).choice(nil, of: "Ada L") == ClassVariants.Choice(variants: [nil]))
    let one = ClassVariants(.one(Variant("group-a")), Self.students)
    #expect(one.choice(Variant("group-a"), of: "Ada L") == ClassVariants.Choice(variants: [Variant("group-a")]))
    for variants in [one, ClassVariants(.ofStudents, Self.students)] {
      #expect(variants.choice(nil, of: "Ada L").fault?.kind == .noVariant)
    }
    #expect(one.choice(Variant("group-b"), of: "Ada L").fault?.kind == .otherVariant)
  }
}
