import Diagnostics
import Resolution
import Testing

@testable import Interpreter

@Suite("Names of known classes")
struct KnownNamesTests {
  @Test("each known class is found by its name and each alias under every release")
  func everyRelease() throws {
    for release in Release.all {
      let session = Session(name: "a.eb", release: release)
      for index in 0..<session.hierarchy.knownCount {
        let id = ClassID(Int32(index))
        let name = try #require(session.hierarchy.knownName(id))
        #expect(session.classID(name) == id)
        #expect(session.spelled(id) == name)
      }
      for (alias, name) in KnownClass.aliases { #expect(session.classID(alias) == session.classID(name)) }
    }
  }

  @Test("a name that is new in a later Werkzeug has no class, although the table contains it")
  func later() throws {
    let session = Session(name: "a.eb", release: try #require(Framework.flask.release(named: "1.0")))
    #expect(session.classID("MisdirectedRequest") == nil)
    #expect(session.source.texts.find("MisdirectedRequest") != nil)
  }

  @Test("a copied session has its own names")
  func copies() {
    var first = Session(name: "a.eb")
    _ = first.run("class E(Exception)\n")
    var second = first
    _ = first.run("class F(E)\nhandler F -> \"first\", 500\n")
    _ = second.run("class G(E)\nhandler G -> \"second\", 500\n")
    #expect(first.classID("G") == nil && second.classID("F") == nil)
    let answers = [first.run("raise F\n"), second.run("raise G\n")]
    let texts = [first.source.texts, second.source.texts]
    let bodies = zip(answers, texts).map { events, texts -> String? in
      guard case .answered(let request)? = events.first?.kind else { return nil }
      return request.answer.body.map { texts[$0] }
    }
    #expect(bodies == ["first", "second"])
  }
}
