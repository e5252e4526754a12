import Assignments
import Diagnostics
import Exercises
import Lessons
import Marking
import Testing

@testable import Classroom

/// The line that names the variant of a hand-out, and how it is used for a class.
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
    // Students already have their variants on paper and in files.
    let lesson = Lesson(
      SourceText(name: "a.md", "# A\n\n```errorbook\nclass A(Exception)\nclass B(A)\n```\n"))
    let renaming = Variant(seed).renaming(of: lesson)
    #expect(["A", "B"].compactMap { renaming.names[$0] }.joined(separator: " ") == names)
  }

  @Test func unicodeSpaceIsTrimmed() {
    for (text, inner) in [
      ("", ""), (" ", ""), ("\r\n\t a b \r\n", "a b"), ("\u{2003}\u{3000}é\u{0301}\u{85}", "é\u{0301}"), ("a", "a"),
      ("\u{200B} a", "\u{200B} a"), (" \u{0301}a", "a"),
    ] {
      #expect(text.withoutOuterSpace == inner, "\(text.debugDescription)")
      let reversed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
      #expect(text.withoutOuterSpace == String(reversed), "\(text.debugDescription)")
    }
  }

  @Test func otherLinesAreIgnored() {
    for text in [
      "", "handler E -> \"# errorbook variant: ada\"", "# variant: ada", "x # errorbook variant: ada",
      "<!-- errorbook hand-in 1 -->",
    ] {
      #expect(VariantLine.variant(in: Array(text.utf8)) == nil)
    }
  }

  /// The page, the starter, and the hand-in that `learn` writes for the page.
  @Test func aHandOutNamesItsVariant() {
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
      let handIn = HandIn(page, LessonProgress(in: "a.md", ProgressLog([ProgressRecord]()))).text
      #expect(HandIn.isHandIn(Array(handIn.utf8)) && VariantLine.variant(in: Array(handIn.utf8))?.seed == seed)
    }
    for file in HandOut(lesson, name: "a.md").files { #expect(VariantLine.variant(in: Array(file.text.utf8)) == nil) }
  }

  private static let students = [
    ClassSubmissions.Student(name: "Ada L", names: ["Ada L", "ada", "ada@x.org"]),
    ClassSubmissions.Student(name: "ben@x.org", names: ["ben@x.org", "Ben B"]),
  ]

  @Test func aVariantIsMatchedByEveryNameOfAStudent() {
    let variants = ClassVariants(.ofStudents, Self.students)
    let names = ["Ada L", "ada", "ada@x.org"]
    for seed in names {
      // All names of the student match, whichever one the hand-out was made with.
      let all = ([seed] + names.filter { $0 != seed }).map { Variant($0) }
      #expect(
        variants.choice(Variant(seed), of: "Ada L") == ClassVariants.Choice(variants: all, startsWithStated: true))
    }
    #expect(variants.choice(Variant("ben"), of: "ben@x.org").warning == nil)
    #expect(variants.choice(nil, of: "Ada L").variants == ["Ada L", "ada", "ada@x.org"].map { Variant($0) })
  }

  @Test func onlyTheTeacherSeesWhoseVariantItIs() throws {
    let variants = ClassVariants(.ofStudents, Self.students)
    let copied = variants.choice(Variant("ben"), of: "Ada L")
    #expect(copied.variants == ["Ada L", "ada", "ada@x.org"].map { Variant($0) })
    #expect(try #require(copied.fault).text == "Ada L answers the variant of ben@x.org (ben)")
    #expect(copied.warning == "The answer is for another student's variant.")
    // A seed that matches nobody may be the student's login. It is reported and does not fail the answer.
    let unknown = variants.choice(Variant("al99"), of: "Ada L")
    #expect(unknown.variants == ["al99", "Ada L", "ada", "ada@x.org"].map { Variant($0) })
    #expect(unknown.fault?.kind == .otherVariant)
  }

  /// Characters can be chosen so that the variant is a classmate's.
  @Test(arguments: [
    "ada_.__+", "a.d.a", "ada%2F", "adal", "Ada  L", "ada@other.org", "ADA@X", "l ada", "(ada", "ada\u{301}",
  ])
  func similarSeedsDoNotCount(_ seed: String) {
    let choice = ClassVariants(.ofStudents, Self.students).choice(Variant(seed), of: "Ada L")
    let names = Set(["Ada L", "ada", "ada@x.org"])
    if choice.variants.contains(where: { !names.contains($0?.seed ?? "") }) {
      // A seed without any name is only reported.
      #expect(choice.warning == "The answer is for a variant that belongs to no student.")
    }
    #expect(choice.fault?.kind == .otherVariant && choice.warning != nil)
  }

  @Test(arguments: ["ADA", " ada", "ada l", "ADA@x.org "]) func differentCaseCountsAndIsReported(_ seed: String) {
    let choice = ClassVariants(.ofStudents, Self.students).choice(Variant(seed), of: "Ada L")
    #expect(choice.variants == ["Ada L", "ada", "ada@x.org", seed].map { Variant($0) })
    #expect(choice.fault?.text == "Ada L answers the variant of \(seed), which no list has in this spelling")
  }

  /// Strings that are equal but have different bytes are different variants.
  @Test func seedsAreComparedByBytes() {
    let students = [ClassSubmissions.Student(name: "Zo\u{EB}", names: ["Zo\u{EB}"])]
    let choice = ClassVariants(.ofStudents, students).choice(Variant("Zoe\u{308}"), of: "Zo\u{EB}")
    #expect(
      choice.variants.map { $0.map { Array($0.seed.utf8) } } == ["Zo\u{EB}", "Zoe\u{308}"].map { Array($0.utf8) })
    #expect(choice.fault?.kind == .otherVariant)
  }

  @Test func sharedNamesAreReported() {
    let twins = ["Sam (1)", "Sam (2)"].map { ClassSubmissions.Student(name: $0, names: [$0, "Sam"]) }
    let variants = ClassVariants(.ofStudents, twins)
    #expect(variants.choice(Variant("Sam"), of: "Sam (1)").warning == "This variant could belong to several students.")
    #expect(variants.choice(Variant("sam"), of: "Sam (1)").variants == ["Sam (1)", "Sam"].map { Variant($0) })
    #expect(
      variants.choice(Variant("Sam (2)"), of: "Sam (1)").warning == "The answer is for another student's variant.")
  }

  /// Without a roster too.
  @Test func aRepositoryHasTheVariantOfItsLogin() {
    let students = ["paying-ada", "paying-ben"].map { ClassSubmissions.Student(name: $0, names: [$0]) }
    let variants = ClassVariants(.ofStudents, students)
    #expect(
      variants.choice(Variant("ada"), of: "paying-ada")
        == ClassVariants.Choice(variants: ["ada", "paying-ada"].map { Variant($0) }, startsWithStated: true))
    #expect(variants.choice(Variant("ben"), of: "paying-ada").warning == "The answer is for another student's variant.")
  }

  @Test func aMissingOptionIsReported() {
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
