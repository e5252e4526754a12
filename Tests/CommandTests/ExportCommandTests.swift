import Foundation
import TemporaryFolder
import Testing

/// Tests `errorbook export` and `errorbook import`: the output, and that no file is overwritten or incomplete.
@Suite("export and import") struct ExportCommandTests {
  private let shell = Shell()

  private static let script = "class E(Exception)\nhandler E -> \"x\", 500\nraise E\n"

  @Test(arguments: ["flask", "sanic", "starlette", "fastapi", "singledispatch", "dot", "mermaid"])
  func toStandardOutputOrAFile(_ format: String) throws {
    try shell.write(Self.script, to: "a.eb")
    let printed = try shell.run("errorbook export \(format) a.eb")
    #expect(printed.status == 0 && printed.errors == "")
    #expect(printed.output.contains("E"))
    #expect(try shell.run("errorbook export \(format) a.eb --to out; cat out").output == printed.output)
    #expect(try shell.run("errorbook export \(format) - < a.eb").status == 0)
  }

  @Test("an existing file is kept without --force")
  func neverOverwrites() throws {
    try shell.write(Self.script, to: "a.eb")
    try shell.write("mine\n", to: "out.py")
    let refused = try shell.run("errorbook export flask a.eb --to out.py; echo $?; cat out.py")
    #expect(refused.output == "2\nmine\n")
    #expect(refused.errors.contains("error[unwritable-file]: the file already exists"))
    let forced = try shell.run("errorbook export flask a.eb --to out.py --force; echo $?; cat out.py")
    #expect(forced.output.hasPrefix("0\n\"\"\"a.eb for Flask 3.1.0"))
  }

  @Test("a script that cannot be exported gives an error, and nothing is written")
  func refusals() throws {
    try shell.write("class E(Exception)\nraise Nobody\n", to: "a.eb")
    let result = try shell.run("errorbook export flask a.eb --to out.py; echo $?; ls out.py")
    #expect(result.output == "2\n")
    #expect(result.errors.contains("error[unknown-class]") && result.errors.contains("--> a.eb:2:7"))
    #expect(try shell.run("errorbook export flask a.eb --to no/such/folder/out.py").status == 2)
    #expect(try shell.run("errorbook export flask nowhere.eb").status == 2)
    #expect(try shell.run("errorbook export flask a.eb --flask 9.9").status == 64)
  }

  @Test("the release comes from the script or from the option of the framework")
  func releaseOfAnotherFramework() throws {
    try shell.write("use sanic 24.12\n" + Self.script, to: "a.eb")
    func head(_ arguments: String) throws -> String {
      String(try shell.run("errorbook export \(arguments)").output.prefix { $0 != "," })
    }
    #expect(try head("sanic a.eb") == "\"\"\"a.eb for Sanic 24.12.0")
    #expect(try head("sanic a.eb --sanic 21.6") == "\"\"\"a.eb for Sanic 21.6.2")
    #expect(try head("fastapi a.eb") == "\"\"\"a.eb for FastAPI 0.165.0")
    #expect(try head("flask a.eb") == "\"\"\"a.eb for Flask 3.1.0")
    let wrong = try shell.run("errorbook export starlette a.eb --starlette 9.9")
    #expect(wrong.status == 64 && wrong.errors.contains("errorbook does not model Starlette 9.9"))
  }

  @Test("what a framework does not have is an error, and nothing is written")
  func missingFeatures() throws {
    try shell.write("class E(Exception)\nblueprint a\nblueprint b in a\nraise E in b\n", to: "nested.eb")
    try shell.write("abort 404\nvisit unknown\n", to: "routing.eb")
    try shell.write("config DEBUG on\nraise KeyError\n", to: "options.eb")
    for (arguments, slug) in [
      ("sanic nested.eb", "nested-blueprint"), ("singledispatch routing.eb", "not-in-framework"),
      ("starlette options.eb", "not-in-framework"),
    ] {
      let result = try shell.run("errorbook export \(arguments)")
      #expect(result.status == 2 && result.output == "" && result.errors.contains("error[\(slug)]"), "\(arguments)")
    }
  }

  @Test("the release comes from the script or from --flask")
  func release() throws {
    try shell.write("use flask 0.12.2\n" + Self.script, to: "a.eb")
    #expect(try shell.run("errorbook export flask a.eb").output.contains("pip install pytest Flask==0.12.2 "))
    #expect(try shell.run("errorbook export flask a.eb --flask 1.0").output.contains("pip install pytest Flask==1.0 "))
  }

  @Test("for a lesson, the cells are exported without the errors that it shows")
  func lesson() throws {
    let lesson = "# A lesson\n\n```errorbook\n\(Self.script)```\n\nProse.\n\n```errorbook\nraise Nope\nraise E\n```\n"
    try shell.write(lesson, to: "a.md")
    let result = try shell.run("errorbook export flask a.md")
    #expect(result.status == 0 && result.errors == "")
    #expect(result.output.contains("(\"x\", 500)  # line 3\n    # line 4 is left out: "))
    #expect(result.output.contains("(\"x\", 500)  # line 5\n"))
  }

  @Test("import prints the script that reads an app, or how to get it")
  func importScript() throws {
    let result = try shell.run("errorbook import --script")
    #expect(result.status == 0 && result.errors == "")
    #expect(
      result.output.hasPrefix("\"\"\"Writes the error handlers of a live app of Flask, Sanic, Starlette or FastAPI"))
    let bare = try shell.run("errorbook import")
    #expect(bare.status == 64 && bare.output == "" && bare.errors.contains("errorbook import --script"))
  }
}
