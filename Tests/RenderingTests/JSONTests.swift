import Diagnostics
import Foundation
import SeededRandom
import Testing

@testable import Rendering

@Suite("JSON lines")
struct JSONTests {
  private func line(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.writeLine(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func line(_ members: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    writer.writeLine(members)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test("members and elements are written one after the other, with commas between them")
  func streaming() {
    let written = line { json in
      json.member("event", "raise")
      json.member("line", 7)
      json.member("unhandled", false)
      json.member("mro", ["E", "Exception"])
      json.objects("ran", [5, 6]) { json, handler in
        json.member("handler", handler)
        json.member("argument", "E\"")
      }
      json.array("lines") { json in
        json.value(1)
        json.array { $0.value(true) }
        json.object { $0.member("a", 2) }
        json.null()
        json.value("x")
      }
      json.object("answer", 404) { json, status in json.member("status", status) }
      json.member("last", true)
    }
    #expect(
      written == """
        {"event":"raise","line":7,"unhandled":false,"mro":["E","Exception"],\
        "ran":[{"handler":5,"argument":"E\\""},{"handler":6,"argument":"E\\""}],\
        "lines":[1,[true],{"a":2},null,"x"],"answer":{"status":404},"last":true}

        """)
  }

  @Test("empty and missing values are also written")
  func nothing() {
    let (noText, noNumber): (String?, Int?) = (nil, nil)
    let written = line { json in
      json.object("object") { _ in }
      json.array("array") { _ in }
      json.objects("objects", [Int]()) { _, _ in }
      json.member("texts", [])
      json.member("text", noText)
      json.member("number", noNumber)
      json.object("subject", noNumber) { json, number in json.member("number", number) }
      json.null("null")
      json.member("", "")
    }
    #expect(
      written == """
        {"object":{},"array":[],"objects":[],"texts":[],"text":null,"number":null,"subject":null,"null":null,"":""}

        """)
    #expect(line { _ in } == "{}\n")
  }

  @Test("members keep their order, and a value is one line")
  func order() {
    let value: JSONValue = [
      "event": "raise", "line": 7, "scope": nil, "body": "Exception", "unhandled": false,
      "ran": [["handler": 5, "argument": "E"]], "steps": [], "answer": [:],
    ]
    #expect(
      line(value) == """
        {"event":"raise","line":7,"scope":null,"body":"Exception","unhandled":false,\
        "ran":[{"handler":5,"argument":"E"}],"steps":[],"answer":{}}

        """)
  }

  @Test("numbers and missing values")
  func scalars() {
    #expect(line([.integer(.min), .integer(.max)]) == "[-9223372036854775808,9223372036854775807]\n")
    #expect(line([true, false, nil]) == "[true,false,null]\n")
    let (noText, noNumber): (String?, Int?) = (nil, nil)
    #expect(line([JSONValue(noText), JSONValue(noNumber)]) == "[null,null]\n")
  }

  @Test("lines are collected until they are printed")
  func lines() {
    var writer = JSONWriter()
    writer.writeLine(1)
    writer.writeLine(2)
    #expect(writer.bytes.elementsEqual("1\n2\n".utf8))
    writer.removeAll()
    #expect(writer.bytes.isEmpty)
    writer.writeLine { $0.member("a", 1) }
    writer.writeLine { $0.member("a", 2) }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "{\"a\":1}\n{\"a\":2}\n")
  }

  @Test(
    "strings are escaped where necessary",
    arguments: [
      ("plain", "plain"), (#"a"b\c"#, #"a\"b\\c"#), (#"a\c"#, #"a\\c"#), (#"a"c"#, #"a\"c"#),
      ("\n\r\t", #"\n\r\t"#), ("\u{1B}[31m", #"\u001b[31m"#),
      ("\0\u{7F}\u{9B}", #"\u0000\u007f\u009b"#), ("\u{2028}\u{2029}", #"\u2028\u2029"#),
      ("\u{202E}\u{200B}", #"\u202e\u200b"#), ("\u{E0041}", #"\udb40\udc41"#), ("日本é", "日本é"), ("/", "/"),
    ])
  func strings(text: String, written: String) {
    #expect(line(.string(text)) == "\"\(written)\"\n")
    #expect(line { $0.member("text", text) } == "{\"text\":\"\(written)\"}\n")
  }

  @Test("for any text, the JSON is valid, decodes to the same text, and contains no raw control character", .seeded)
  func anyText() throws {
    var random = SeededRandom(test: 1)
    for _ in 0..<TestRun.rounds(2000, sample: 250) {
      let text = random.nastyText()
      let written = line([.string(text), .object([.init(text, nil)])])
      let parsed = try #require(try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [Any])
      let string = try #require(parsed.first as? String)
      #expect(Array(string.unicodeScalars) == Array(text.unicodeScalars))
      #expect(written.unicodeScalars.dropLast().allSatisfy { !$0.isUnfitForDisplay })
    }
  }

  @Test("a diagnostic is an event")
  func diagnostic() {
    let script = Script("class é(«1:E»)\nraise «0:E3»", name: "a\u{1B}.eb")
    let diagnostic = script.diagnostic(
      .sample, .warning, "no `E3`", labels: ["not\n\"declared\"", "near"], help: nil, notes: ["one", "two"]
    )
    var writer = JSONWriter()
    writer.writeLine(diagnostic, in: script.source)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"event":"diagnostic","file":"a\u001b.eb","line":2,"severity":"warning","code":"sample","#
        + #""message":"no `E3`","column":7,"help":null,"notes":["one","two"],"labels":["#
        + #"{"line":2,"column":7,"endLine":2,"endColumn":9,"text":"not\n\"declared\""},"#
        + #"{"line":1,"column":9,"endLine":1,"endColumn":10,"text":"near"}]}"# + "\n")
  }
}
