import Testing

@testable import Resolution

@Suite("Classes")
struct HierarchyTests {
  @Test(
    "classes that Python refuses, in the order of its checks",
    arguments: [
      ("X(bool)", "unacceptable base 0"), ("X(Exception, bool)", "unacceptable base 1"),
      ("X(OSError, SyntaxError)", "layout 0 OSError, 1 SyntaxError"),
      ("X(ValueError, OSError, KeyError, ImportError)", "layout 1 OSError, 3 ImportError"),
      ("X(TimeoutError, TabError)", "layout 0 OSError, 1 SyntaxError"),
      ("X(int, str)", "layout 0 int, 1 str"), ("X(int, Exception)", "layout 0 int, 1 BaseException"),
      ("X(UnicodeDecodeError, UnicodeEncodeError)", "layout 0 UnicodeDecodeError, 1 UnicodeEncodeError"),
      ("X(ExceptionGroup, OSError)", "layout 0 BaseExceptionGroup, 1 OSError"),
      ("X(SystemExit, StopIteration)", "layout 0 SystemExit, 1 StopIteration"),
      ("X(KeyError, KeyError)", "duplicate 0, 1"), ("X(OSError, IOError)", "duplicate 0, 1"),
      ("X(EnvironmentError, KeyError, IOError)", "duplicate 0, 2"),
      // The first base that is repeated later, not the first repetition.
      ("X(KeyError, ValueError, ValueError, KeyError)", "duplicate 0, 3"),
      ("X(Exception, KeyError)", "heads Exception KeyError"), ("X(object, Exception)", "heads object Exception"),
      // Layouts and final types are checked together, from left to right.
      ("X(OSError, SyntaxError, bool)", "layout 0 OSError, 1 SyntaxError"),
      ("X(OSError, bool, SyntaxError)", "unacceptable base 1"),
      // Then duplicates, then the order.
      ("X(OSError, SyntaxError, OSError)", "layout 0 OSError, 1 SyntaxError"),
      ("X(Exception, KeyError, KeyError)", "duplicate 1, 2"),
    ])
  func refusals(_ declaration: String, _ refusal: String) {
    #expect(Classes(declaration).last == refusal)
  }

  @Test("a layout is inherited, and a layout that extends another does not conflict")
  func layouts() {
    #expect(Classes("A(OSError)", "B(ValueError)", "X(A, B)").last.hasPrefix("X A OSError B ValueError"))
    #expect(Classes("A(OSError)", "B(SyntaxError)", "X(A, B)").last == "layout 0 OSError, 1 SyntaxError")
    #expect(Classes("X(KeyError, OSError)").last.hasPrefix("X KeyError"))
    #expect(Classes("X(Exception, SystemExit)").last == "X Exception SystemExit BaseException object")
    #expect(Classes("X(SystemExit, Exception)").last == "X SystemExit Exception BaseException object")
    #expect(Classes("M(object)", "X(M, OSError)").last.hasPrefix("X M OSError"))
    #expect(Classes("X(OSError, ConnectionError)").last == "heads OSError ConnectionError")
  }

  /// Counted with CPython 3.11.7 and Werkzeug 3.1.3: `type("X", (a, b), {})` for every ordered pair.
  @Test("all pairs of known classes")
  func allPairs() {
    let classes = Classes()
    func count(_ names: [String]) -> [String: Int] {
      var outcomes: [String: Int] = [:]
      for left in names {
        for right in names {
          var hierarchy = classes.hierarchy
          let outcome =
            switch hierarchy.declare(bases: [classes[left], classes[right]]) {
            case .success: "accepted"
            case .failure(.unacceptableBase): "unacceptable"
            case .failure(.layoutConflict): "layout"
            case .failure(.duplicateBase): "duplicate"
            case .failure(.inconsistentMRO): "order"
            case .failure: "limit"
            }
          outcomes[outcome, default: 0] += 1
        }
      }
      return outcomes
    }
    let all = KnownClass.all(.v3_1)
    let python = KnownClass.python.map(\.name)
    #expect(python.count == 71)
    #expect(
      count(python) == ["accepted": 3636, "order": 246, "layout": 948, "duplicate": 70, "unacceptable": 141])
    #expect(all.count == 110)
    #expect(
      count(all.map(\.name))
        == ["accepted": 10259, "order": 409, "layout": 1104, "duplicate": 109, "unacceptable": 219])
  }

  @Test("a refused class changes nothing")
  func nothingStays() {
    var classes = Classes("A(Exception)")
    let before = (classes.hierarchy.count, classes.hierarchy.storedEntries)
    for declaration in ["X(bool)", "X(OSError, SyntaxError)", "X(A, A)", "X(Exception, A)"] {
      classes.declare(declaration)
      #expect(classes.refusal != nil)
    }
    #expect((classes.hierarchy.count, classes.hierarchy.storedEntries) == before)
    classes.declare("B(A)")
    #expect(classes.last == "B A Exception BaseException object")
  }

  @Test("other names of OSError are the same class")
  func aliases() {
    let classes = Classes()
    #expect(classes["IOError"] == classes["OSError"])
    #expect(classes["EnvironmentError"] == classes["OSError"])
    #expect(classes.name(classes["IOError"]) == "OSError")
  }

  @Test("the code comes from the first class on the MRO that sets it, and only HTTP errors have one")
  func codes() {
    let classes = Classes(
      "Teapot(HTTPException) 418", "Lost(NotFound)", "Both(Lost, Gone)", "Late(Both) 425", "Odd(Exception) 404",
      "OddPage(Odd, NotFound)", "PageOdd(NotFound, Odd)", "Plain(HTTPException)", "Mixin(object) 499",
      "Mixed(Mixin, NotFound)", "Zero(NotFound) 0", "ZeroAndGone(Zero, Gone)", "Exit(SystemExit, NotFound)",
      "HTTPExit(NotFound, SystemExit)", "Vague(HTTPException)", "GoneAfterNone(Vague, Gone)")
    let expected: [String: Int32?] = [
      "Teapot": 418, "Lost": 404, "Both": 404, "Late": 425, "Odd": nil, "OddPage": 404, "PageOdd": 404, "Plain": nil,
      "Mixin": nil, "Mixed": 499, "Zero": 0, "ZeroAndGone": 0, "Exit": nil, "HTTPExit": 404, "GoneAfterNone": 410,
      "BadRequestKeyError": 400, "RequestRedirect": 308, "HTTPException": nil, "KeyError": nil, "SystemExit": nil,
    ]
    for (name, code) in expected where !(name == "OddPage") {
      #expect(classes.hierarchy.code(classes[name]) == code, "\(name)")
    }
    // Odd comes before NotFound, and its code counts although it is not an HTTP error itself.
    #expect(classes.hierarchy.code(classes["OddPage"]) == 404)
    #expect(classes.hierarchy.codeAttribute(classes["Exit"]) == .descriptor)
    #expect(classes.hierarchy.codeAttribute(classes["Odd"]) == .number(404))
    #expect(classes.hierarchy.codeAttribute(classes["Plain"]) == CodeAttribute.none)
    #expect(classes.hierarchy.codeAttribute(classes["KeyError"]) == .absent)
  }

  @Test("the kinds of a class are inherited from every base")
  func kinds() {
    let classes = Classes("M(object)", "A(M, KeyError)", "B(A, NotFound)", "R(RequestRedirect)", "K(KeyboardInterrupt)")
    let kinds = ["M", "A", "B", "R", "K", "object", "int", "bool", "Exception", "RoutingException"].map { name in
      let (id, hierarchy) = (classes[name], classes.hierarchy)
      return [
        hierarchy.isBaseException(id) ? "raisable" : nil, hierarchy.isException(id) ? "exception" : nil,
        hierarchy.isHTTP(id) ? "http" : nil, hierarchy.isRouting(id) ? "routing" : nil,
      ].compactMap { $0 }.joined(separator: " ")
    }
    #expect(
      kinds == [
        "", "raisable exception", "raisable exception http", "raisable exception http routing", "raisable", "", "", "",
        "raisable exception", "raisable exception routing",
      ])
  }

  @Test(
    "classes that a view can instantiate, with the arguments that they need",
    arguments: [
      ("X(Exception)", true), ("X(KeyError, NotFound)", true), ("X(NotFound, KeyError)", true),
      ("X(UnicodeError)", true), ("X(UnicodeDecodeError)", true), ("X(ValueError, UnicodeDecodeError)", nil),
      ("X(KeyError, UnicodeDecodeError)", true), ("X(UnicodeDecodeError, KeyError)", true),
      ("X(NotFound, UnicodeEncodeError)", false), ("X(ExceptionGroup)", true), ("X(KeyError, ExceptionGroup)", true),
      ("X(BaseExceptionGroup)", true), ("X(RequestRedirect)", true), ("X(BadRequestKeyError)", true),
      ("X(SyntaxError)", true), ("X(SystemExit)", true), ("X(InternalServerError, KeyError)", true),
    ])
  func construction(_ declaration: String, _ canBeMade: Bool?) {
    let classes = Classes(declaration)
    let answer = classes.refusal == nil ? classes.hierarchy.canBeRaised(classes["X"]) : nil
    #expect(answer == canBeMade)
  }

  /// Checked with CPython 3.11.7: one of Werkzeug's constructors can pass on arguments that the next one does not
  /// accept.
  @Test("constructors that call each other")
  func chainedConstructors() {
    func canBeMade(_ declaration: String, _ werkzeug: Werkzeug = .v3_1) -> Bool {
      let classes = Classes("K(KeyError, NotFound)", "S(SyntaxError, NotFound)", declaration, werkzeug: werkzeug)
      return classes.hierarchy.canBeRaised(classes["X"])
    }
    // KeyError gets keyword arguments, which it does not accept. 0.16 has no such constructor, or calls HTTPException's
    // by name.
    #expect(!canBeMade("X(InternalServerError, K)"))
    #expect(canBeMade("X(InternalServerError, K)", .v0_16))
    #expect(!canBeMade("X(MethodNotAllowed, K)"))
    #expect(canBeMade("X(MethodNotAllowed, K)", .v1_0))
    // KeyError accepts two arguments. SyntaxError needs a tuple as the second one.
    #expect(canBeMade("X(Unauthorized, K)"))
    #expect(!canBeMade("X(Unauthorized, S)"))
    #expect(!canBeMade("X(TooManyRequests, S)"))
    #expect(canBeMade("X(TooManyRequests, S)", .v0_16))
    #expect(canBeMade("X(NotFound, InternalServerError, KeyError)"))
  }

  @Test("the generations of Werkzeug have different classes")
  func generations() {
    #expect(Classes(werkzeug: .v0_16).mro("TooManyRequests").hasPrefix("TooManyRequests HTTPException"))
    #expect(Classes(werkzeug: .v1_0).mro("TooManyRequests").hasPrefix("TooManyRequests _RetryAfter HTTPException"))
    for (werkzeug, knows421) in [(Werkzeug.v0_16, false), (.v1_0, false), (.v3_1, true)] {
      let hierarchy = Hierarchy(werkzeug.knownClasses)
      #expect((hierarchy.knownClass("MisdirectedRequest") != nil) == knows421)
      #expect((hierarchy.exception(forCode: 421) != nil) == knows421)
      #expect(hierarchy.exception(forCode: 404) == hierarchy.knownClass("NotFound"))
      #expect(hierarchy.exception(forCode: 600) == nil)
      #expect(hierarchy.exception(forCode: 308) == nil, "abort never raises a redirect")
    }
  }
}

@Suite("Many classes")
struct ScaleTests {
  @Test("a chain of 100,000 classes stores no MRO entries")
  func chain() {
    var classes = Classes()
    var last = classes["Exception"]
    let before = classes.hierarchy.storedEntries
    for number in 0..<100_000 {
      guard case .success(let id) = classes.hierarchy.declare(bases: [last]) else {
        Issue.record("C\(number) was refused")
        return
      }
      last = id
    }
    #expect(classes.hierarchy.storedEntries == before)
    #expect(classes.hierarchy.depth(last) == 100_003)
    #expect(classes.hierarchy.mro(last).prefix(3).map { last.index - $0.index } == [0, 1, 2])
    #expect(classes.hierarchy.isSubclass(last, of: classes["object"]))
    #expect(classes.hierarchy.isException(last))
  }

  @Test("a class with 1,000 bases, each the end of a chain of 10, stores each class once")
  func manyBases() {
    var classes = Classes()
    let before = classes.hierarchy.storedEntries
    var bases: [ClassID] = []
    for chain in 0..<1000 {
      var last = classes["Exception"]
      for link in 0..<10 {
        classes.declare("C\(chain)_\(link)", [last])
        last = classes["C\(chain)_\(link)"]
      }
      bases.append(last)
    }
    classes.declare("X", bases)
    #expect(classes.refusal == nil)
    #expect(classes.hierarchy.depth(classes["X"]) == 10_004)
    #expect(classes.hierarchy.storedEntries == before + 10_003)
    let mro = Array(classes.hierarchy.mro(classes["X"]))
    #expect(Set(mro).count == mro.count)
    #expect(mro[1] == bases[0] && mro[11] == bases[1])
    // A subclass with one base stores nothing.
    classes.declare("Y(X)")
    #expect(classes.hierarchy.storedEntries == before + 10_003)
  }

  @Test("a class over the limits is refused and changes nothing")
  func limits() {
    var few = Classes("A(Exception)", "B(A)", limits: .init(classes: 2))
    #expect(few.refusal == nil)
    few.declare("C(A)")
    #expect(few.last == "more than 2 classes")
    #expect(few.hierarchy.count - few.hierarchy.knownCount == 2)

    let stored = Classes().hierarchy.storedEntries
    // X stores A, B, Exception, BaseException and object.
    let enough = Classes("A(Exception)", "B(Exception)", "X(A, B)", limits: .init(storedEntries: stored + 64))
    #expect(enough.refusal == nil)
    var short = Classes("A(Exception)", "B(Exception)", "X(A, B)", limits: .init(storedEntries: stored + 4))
    #expect(short.last == "more than \(stored + 4) entries")
    short.declare("Y(A)")
    #expect(short.refusal == nil, "one base stores nothing")
  }
}
