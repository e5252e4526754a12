import Foundation
import TemporaryFolder
import Testing

/// Tests lessons with different names for each student.
@Suite("errorbook grade: variants") struct GradeVariantTests {
  private let shell = Shell()

  init() throws { try shell.write(GeneratedClass.lesson, to: "paying.md") }

  /// Hands out a variant and hands in a correct answer in the starter.
  private func answerVariant(_ seed: String, to path: String) throws {
    let result = try shell.run(
      """
      rm -rf out; errorbook hand-out paying.md --to out --variant '\(seed)' > /dev/null
      name=$(grep -o '[A-Za-z0-9]*PaymentError' out/paying.md | head -1)
      text=$(grep -o 'not charged ([a-z0-9]*)' out/paying.md | head -1)
      mkdir -p "$(dirname '\(path)')"; cp out/pay.eb '\(path)'
      echo "handler $name -> \\"$text\\", 402" >> '\(path)'
      """)
    #expect(result.status == 0)
  }

  @Test func variantsAreGradedWithTheirNames() throws {
    let result = try shell.run(
      """
      mkdir in out
      for student in ada ben; do
        errorbook hand-out paying.md --to out/$student --variant $student > /dev/null
        name=$(grep -o '[A-Za-z]*PaymentError' out/$student/paying.md | head -1)
        text=$(grep -o 'not charged ([a-z]*)' out/$student/paying.md | head -1)
        mkdir in/$student
        echo "handler $name -> \\"$text\\", 402" > in/$student/pay.eb
      done
      mkdir in/cy; cp in/ada/pay.eb in/cy/
      errorbook grade paying.md in --variants --format csv | cut -d, -f1,3
      """)
    #expect(
      result.output == "student,status\nada,passed\nben,passed\ncy,failed\n")
  }

  @Test func variantOfOtherStudentIsReported() throws {
    try answerVariant("ada", to: "in/ada/pay.eb")
    try answerVariant("ben", to: "in/cy/pay.eb")
    try shell.write("student\nada\nben\ncy\n", to: "roster.csv")
    for format in ["text", "json", "csv", "junit"] {
      let result = try shell.run("errorbook grade paying.md in --variants --roster roster.csv --format \(format)")
      #expect(
        result.errors == """
          note: cy answers the variant of ben (ben)
          note: before you use the marks: 1 answer to another variant; --strict stops here

          """)
    }
    let json = try shell.run(
      "errorbook grade paying.md in --variants --roster roster.csv --format json 2>/dev/null | grep cy")
    #expect(json.output.contains("\"failed\"") && json.output.contains("The answer is for another student's variant."))
    // If a student deleted the line, their own variant is used.
    let deleted = try shell.run(
      "sed -i '/errorbook variant/d' in/*/pay.eb; errorbook grade paying.md in --variants --format csv | cut -d, -f3")
    #expect(deleted.output == "status\npassed\nfailed\n")
    #expect(
      deleted.errors == """
        note: an answer of ada does not name its variant
        note: an answer of cy does not name its variant
        note: before you use the marks: 2 answers that name no variant; --strict stops here

        """)
    #expect(try shell.run("errorbook grade paying.md in --variants --strict").status == 2)
    // A teacher who forgot the option gets a note.
    try answerVariant("ada", to: "in/ada/pay.eb")
    #expect(try shell.run("errorbook grade paying.md in").errors.contains("there is no --variants"))
  }
}
