import Foundation
import Testing

/// Sources/README.md, "Changing the code", is true of the code.
@Suite("Changing the code") struct ChangeGuideTests {
  private static let page = GuidePage.changingTheCode.text

  /// One item of a list: the files that it names, and what it says is in one of them.
  private struct Item: CustomStringConvertible {
    var section: String
    var files: [String] = []
    var fragments: [String] = []

    var description: String { "\(section): \(files) \(fragments)" }
  }

  private static let sections = page.components(separatedBy: "\n## ").filter { $0.hasPrefix("Add ") }

  private static let items: [Item] = sections.flatMap { section in
    let title = section.prefix { $0 != "\n" }
    return section.components(separatedBy: "\n- ").dropFirst().map { text in
      let item = text.components(separatedBy: "\n\n")[0]
      let code = item.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
      return Item(
        section: String(title), files: code.filter(isFile), fragments: code.filter { !isFile($0) && $0.contains(" ") })
    }
  }

  private static func isFile(_ code: String) -> Bool {
    !code.contains(" ") && ["Sources/", "Tests/", "lessons/"].contains { code.hasPrefix($0) }
  }

  private func text(_ file: String) -> String {
    (try? String(contentsOfFile: Shell.top + file, encoding: .utf8)) ?? ""
  }

  @Test func theFilesThatItNamesExist() {
    #expect(Self.sections.count == 5)
    #expect(Self.items.count > 15)
    #expect(Self.items.allSatisfy { !$0.files.isEmpty })
    let code = Self.page.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    for file in code.filter(Self.isFile) {
      #expect(FileManager.default.fileExists(atPath: Shell.top + file), "\(file)")
    }
  }

  @Test func theFilesContainWhatItSays() {
    for item in Self.items {
      let texts = item.files.map(text)
      for fragment in item.fragments where !fragment.hasPrefix("ERRORBOOK_RECORD=1 ") {
        #expect(texts.contains { $0.contains(fragment) }, "`\(fragment)` is in none of \(item.files)")
      }
    }
  }

  /// The files that have a row for the statement `compare`, or for its event, are those that the page names.
  @Test func aStatementTouchesNoOtherFile() throws {
    let named = Set(Self.items.filter { $0.section == "Add a statement" }.flatMap(\.files))
    let sources = FileManager.default.enumerator(atPath: Shell.top + "Sources")?.allObjects as? [String] ?? []
    let touched = sources.filter { $0.hasSuffix(".swift") }.map { "Sources/" + $0 }.filter { file in
      // Most files do not have the word, and reading them with the expression takes two seconds.
      let text = text(file)
      return text.contains("ompare")
        && text.contains(/\bcase \.compared?\b|"compare"|\bstatic var compare\b|: CompareEvent\b|\bcompared\(/)
    }
    #expect(touched.contains("Sources/Syntax/StatementTable.swift"))
    for file in touched {
      #expect(named.contains(file), "\(file) has a row for `compare`, and the page does not name it")
    }
  }

  /// What is true of one framework is in its folders: code elsewhere has its name in a row of a table at most. Comments and
  /// texts may name it. Python programs are read for one framework only, in a target of its own.
  @Test func theCodeOfAFrameworkIsInItsFolders() throws {
    let sources = FileManager.default.enumerator(atPath: Shell.top + "Sources")?.allObjects as? [String] ?? []
    let folders = ["Flask", "Sanic", "Starlette", "Singledispatch"]
    let others = sources.filter { file in
      file.hasSuffix(".swift") && !file.hasPrefix("FlaskSource/") && !folders.contains { file.contains("/\($0)/") }
    }
    #expect(others.count > 200 && others.count < sources.count { $0.hasSuffix(".swift") })
    let names = ["flask", "werkzeug", "sanic", "starlette", "fastapi", "singledispatch"]
    for file in others {
      // Every second part is a literal of several lines.
      let parts = text("Sources/" + file).components(separatedBy: "\"\"\"")
      for part in stride(from: 0, to: parts.count, by: 2).map({ parts[$0] }) {
        let lower = part.lowercased()
        guard names.contains(where: { lower.contains($0) }) else { continue }
        for line in part.split(separator: "\n") where !line.contains("static let all") {
          guard !line.hasSuffix("import FlaskSource"), names.contains(where: { line.lowercased().contains($0) }) else {
            continue
          }
          let code = line.replacing(/\/\/.*/, with: "").replacing(/"(?:\\.|[^"\\\n])*"/, with: "").lowercased()
          #expect(!names.contains { code.contains($0) }, "\(file): \(line)")
        }
      }
    }
  }

  @Test func everyFloorIsInTheMap() throws {
    let floors = FileManager.default.enumerator(atPath: Shell.top + "Sources")?.allObjects as? [String] ?? []
    let folders = Set(floors.compactMap { $0.split(separator: "/").first }.map { String($0) })
    // Parts of the build and modules of C.
    let others: Set = ["README.md", "CLibEdit", "CMarkGFM", "EmbedFiles", "FileEmbedder", "WebRuntime"]
    for folder in folders.subtracting(others) { #expect(Self.page.contains(folder), "\(folder)") }
  }
}
