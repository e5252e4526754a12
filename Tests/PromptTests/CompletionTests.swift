import Diagnostics
import Interpreter
import Resolution
import Syntax
import Testing

@testable import Prompt

@Suite("Tab completion")
struct PromptCompletionTests {
  static let session: Session = {
    var session = Session(name: "session")
    _ = session.run(
      """
      class Timeout(Exception)
      class PaymentError(Exception)
      class Mixin(object)
      blueprint admin
      blueprint users
      raise KeyError at checkout
      abort 404 at pay in admin
      raise KeyError at checkout
      """)
    return session
  }()

  private func offered(_ line: String) -> [String] {
    Completer(session: Self.session, kinds: allKinds).complete(Array(line.utf8)).candidates.map(\.text)
  }

  @Test(
    "Tab offers only words that can come next",
    arguments: [
      ("", ["class", "handler", "help", "learn", "list", "raise"], ["Timeout", "admin"]),
      ("h", ["handler", "handlers", "help", "history", "hunt"], ["class"]),
      (":h", ["help", "history"], ["handler"]),
      ("raise ", ["Timeout", "KeyError", "NotFound"], ["Mixin", "404", "admin"]),
      ("RAISE ", [], ["Timeout"]),
      ("raise T", ["Timeout", "TypeError"], ["KeyError"]),
      ("raise Timeout ", ["at", "in"], ["Timeout"]),
      ("raise Timeout at ", ["checkout", "pay"], ["admin", "in"]),
      ("raise Timeout at checkout ", ["in"], ["at"]),
      ("raise Timeout at checkout in ", ["admin", "users"], ["checkout"]),
      ("raise Timeout in admin ", [], ["at", "in"]),
      ("abort 404 ", ["at", "in"], []),
      ("visit unknown ", ["in"], ["at"]),
      ("hunt Timeout ", ["in"], ["at"]),
      ("why Timeout at ", ["checkout"], []),
      ("compare 404 at ", ["pay"], []),
      ("expect raise Timeout at pay ", ["in", "->"], ["at"]),
      ("raise Timeout in ", ["admin", "users"], ["Timeout"]),
      ("mro ", ["Timeout", "Mixin", "object"], ["404"]),
      ("why ", ["Timeout"], ["Mixin"]),
      ("hunt T", ["Timeout"], []),
      ("handler ", ["Timeout", "404", "500"], []),
      ("handler 4", ["404", "418"], ["500"]),
      ("handler Timeout ", ["in", "->"], []),
      ("handler Timeout in ", ["admin"], ["Timeout"]),
      ("handler Timeout -> ", ["raise", "abort", "e"], []),
      ("handler Timeout -> raise ", ["PaymentError"], []),
      ("handler Timeout -> \"late\", 504 ", ["if"], ["else", "raise"]),
      ("handler Timeout -> f\"late {e.code}\", ", ["e.code", "504"], ["if"]),
      ("handler Timeout -> e if ", ["isinstance", "type", "e.code", "not"], ["else", "Timeout"]),
      ("handler Timeout -> e if isinstance(", ["e", "e.original_exception"], ["Timeout"]),
      ("handler Timeout -> e if isinstance(e, ", ["Timeout", "Mixin"], ["404"]),
      ("handler Timeout -> e if type(e) is ", ["Timeout", "not"], ["404"]),
      ("handler Timeout -> e if e.code == ", ["404"], ["Timeout"]),
      ("handler Timeout -> e if isinstance(e, Timeout) ", ["else"], ["if"]),
      ("handler Timeout -> e if isinstance(e, Timeout) else ", ["raise", "abort", "e"], ["if"]),
      ("handler Timeout -> e if isinstance(e, Timeout) else raise e ", ["if"], ["else"]),
      ("handler Timeout -> e if isinstance(e, Timeout) else e if e.code == 404 else ", ["raise", "abort", "e"], []),
      ("expect last -> ", ["contains", "lacks", "page", "crash"], []),
      ("expect last -> crash ", ["Timeout"], ["404"]),
      ("handler Timeout -> abort ", ["404"], ["Timeout"]),
      (#"handler Timeout -> "no #1 in ", "#, ["500"], []),
      (#"handler Timeout -> "ra"#, [], ["raise"]),
      ("abort ", ["404"], ["Timeout"]),
      ("visit ", ["unknown", "wrong-method", "redirect"], []),
      ("visit wrong-", ["wrong-method"], []),
      ("class E", [], ["Exception"]),
      ("class E(", ["Timeout", "Mixin", "Exception"], ["404"]),
      ("class E(Timeout, P", ["PaymentError", "PermissionError"], ["Timeout"]),
      ("class E(NotFound) ", ["code", "self.code"], []),
      ("class E(NotFound) code ", ["404", "None"], []),
      ("class E(NotFound) code 404 ", ["self.code"], ["code"]),
      ("class E(NotFound) self.code ", ["404", "None"], []),
      ("blueprint x ", ["in", "as"], ["admin"]),
      ("blueprint x in ", ["admin"], []),
      ("blueprint x in admin ", ["as"], ["in"]),
      ("blueprint x in admin, ", ["admin"], []),
      ("blueprint x as ", [], ["admin"]),
      ("respond ", ["404"], ["Timeout"]),
      ("respond 404 ", ["at", "in"], []),
      (#"respond "x", 404 at "#, ["checkout"], []),
      (#"respond "x", "#, ["404"], []),
      (#"respond "x", 404 in "#, ["admin", "users"], []),
      ("why v", ["visit"], []),
      ("why ", ["404", "respond"], []),
      ("why visit ", ["unknown"], []),
      ("why visit unknown in ", ["users"], []),
      ("compare 404 ", ["in"], []),
      (#"handler Timeout -> "x", "#, ["e.code"], []),
      ("handler Timeout -> raise ", ["e"], []),
      ("expect ", ["last", "respond"], []),
      ("expect last ", ["->"], []),
      ("expect last -> ", ["page", "crash"], []),
      ("expect respond 404 -> ", ["page"], []),
      (#"test "a" "#, ["continuing", "under"], []),
      ("config ", ["PROPAGATE_EXCEPTIONS", "TESTING"], []),
      ("use ", ["flask", "sanic", "starlette", "fastapi", "singledispatch"], ["0.12.2"]),
      ("use sanic ", ["20.12.7", "25.12", "25.12.1"], ["0.12.2", "sanic"]),
      ("use fastapi ", ["0.99", "0.165.0"], ["1.10.0"]),
      ("use singledispatch ", ["3.11"], ["3.1.0"]),
      ("use flask 1.0 ", ["with"], ["1.0"]),
      ("use flask ", ["0.10", "0.12.2", "3.1.0"], []),
      ("use flask 0.12.", ["0.12.1", "0.12.5"], ["0.11"]),
      ("expect ", ["raise", "refused", "not"], ["why"]),
      ("expect raise ", ["Timeout"], []),
      ("expect raise Timeout in ", ["admin"], []),
      (#"expect raise Timeout -> "x" received "#, ["Timeout"], []),
      ("expect refused class X(", ["Timeout"], []),
      ("expect mro Timeout: Timeout, ", ["Exception"], []),
      (#"test "a" under "#, ["0.12.2", "sanic"], ["25.12"]),
      (#"test "a" under 1.0, "#, ["0.12.2", "sanic"], ["25.12"]),
      (#"test "a" under sanic "#, ["25.12"], ["0.12.2", "sanic"]),
      (#"test "a" under sanic 25.12, "#, ["21.3.4", "flask"], ["0.12.2"]),
      (#"test "a" under sanic 25.12 "#, ["{"], ["25.12", "flask"]),
      (#"test "a" { expect abort "#, ["404"], []),
      ("config ", ["TRAP_HTTP_EXCEPTIONS", "DEBUG"], []),
      ("config DEBUG ", ["on", "off"], []),
      ("trace ", ["on", "off"], []),
      ("help ra", ["raise"], []),
      ("help inconsistent-", ["inconsistent-mro"], []),
      ("explain unknown-c", ["unknown-class"], []),
      ("step ", ["Timeout"], ["Mixin"]),
      ("step Timeout in ", ["users"], []),
      ("step Timeout at ", ["pay"], []),
      ("# raise ", [], ["Timeout"]),
      ("undo ", [], ["undo"]),
      ("restart ", [], ["Timeout"]),
    ])
  func offers(line: String, offered expected: [String], notOffered: [String]) {
    let offered = offered(line)
    for word in expected { #expect(offered.contains(word), "\(word) after `\(line)`") }
    for word in notOffered { #expect(!offered.contains(word), "\(word) after `\(line)`") }
  }

  @Test("Tab offers the classes and releases of the current framework")
  func currentFramework() {
    var session = Session(name: "session")
    _ = session.run("use starlette 1.10\n")
    func offered(_ line: String) -> [String] {
      Completer(session: session, kinds: allKinds).complete(Array(line.utf8)).candidates.map(\.text)
    }
    #expect(offered("handler H") == ["HTTPException"])
    #expect(!offered("raise ").contains("NotFound"))
    #expect(offered(#"test "a" under 1.1"#) == ["1.10", "1.10.0"])
    _ = session.run("use sanic 25.12\n")
    #expect(offered("handler NotF") == ["NotFound"])
    #expect(offered("raise S").contains("SanicException"))
  }

  @Test("declared classes come first, and completion ignores case")
  func order() {
    #expect(offered("raise ").prefix(2) == ["Timeout", "PaymentError"])
    #expect(offered("raise time") == ["Timeout", "TimeoutError"])
  }

  @Test("an empty name is offered in quotes")
  func emptyNames() {
    var session = Session(name: "session", release: Framework.flask.release(named: "2.0.3") ?? .standard)
    _ = session.run("blueprint \"\"\nraise KeyError at \"\"\n")
    let completer = Completer(session: session, kinds: allKinds)
    for line in ["raise KeyError in ", "handler KeyError in ", "blueprint x in ", "raise KeyError at "] {
      #expect(completer.complete(Array(line.utf8)).candidates.map(\.text) == ["\"\""], "\(line)")
    }
  }

  @Test("a space follows a finished word, except inside parentheses")
  func space() {
    let completer = Completer(session: Self.session, kinds: allKinds)
    #expect(completer.complete(Array("raise Payment".utf8)).candidates == [.init("PaymentError")])
    #expect(
      completer.complete(Array("class E(Payment".utf8)).candidates == [.init("PaymentError", endsWord: false)])
  }

  @Test(
    "the replaced word starts where it was typed", arguments: ["raise Pay", "raise «é» Pay", "  raise Pay"])
  func start(line: String) {
    let bytes = Array(line.utf8)
    let completion = Completer(session: Self.session, kinds: allKinds).complete(bytes)
    #expect(completion.start == bytes.count - 3)
  }

  @Test("the front end completes paths, including spaces")
  func files() {
    var asked: [String] = []
    let completer = Completer(session: Self.session, kinds: allKinds) { typed in
      asked.append(typed)
      return [.init("two words.eb"), .init("folder/", endsWord: false)]
    }
    for (line, path) in [
      ("load ", ""), ("load two w", "two w"), (":load  ~/x", "~/x"), ("save a.eb", "a.eb"), ("SAVE x", "x"),
    ] {
      asked = []
      let completions = completer.complete(Array(line.utf8))
      #expect(asked == [path], "\(line)")
      #expect(completions.start == line.utf8.count - path.utf8.count, "\(line)")
      #expect(completions.candidates == [.init("two words.eb"), .init("folder/", endsWord: false)])
    }
    asked = []
    for line in ["load", "list x", "edit x", "raise load x", "# load x"] { _ = completer.complete(Array(line.utf8)) }
    #expect(asked == [])
  }

  @Test("completion works on any line", arguments: 0..<200)
  func anyLine(seed: UInt64) {
    var random = ProgramRandom(seed: seed)
    let pieces = [
      "class", "(", ")", ",", "->", "-", "\"", "'", "#", "{", "}", " ", "é", "expect", "in", ":", "load", "E", "1.0",
    ]
    let line = (0..<Int.random(in: 0..<12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
      .joined()
    let bytes = Array(line.utf8)
    #expect((0...bytes.count).contains(Completer(session: Self.session, kinds: allKinds).complete(bytes).start))
  }
}
