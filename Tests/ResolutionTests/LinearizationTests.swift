import SeededRandom
import Testing

@testable import Resolution

@Suite("C3")
struct LinearizationTests {
  @Test("textbook hierarchies have the same MRO as in CPython")
  func textbook() {
    // The two examples of Michele Simionato from the time when Python adopted C3.
    #expect(
      Classes("F(object)", "E(object)", "D(object)", "C(D, F)", "B(D, E)", "A(B, C)").last == "A B C D E F object")
    #expect(
      Classes("F(object)", "E(object)", "D(object)", "C(D, F)", "B(E, D)", "A(B, C)").last == "A B E C D F object")
    #expect(
      Classes(
        "A(object)", "B(object)", "C(object)", "D(object)", "E(object)", "K1(C, A, B)", "K3(A, D)", "K2(B, D, E)",
        "Z(K1, K3, K2)"
      ).last == "Z K1 C K3 A K2 B D E object")
    // The boats from the original paper about C3 (Barrett and others, 1996).
    #expect(
      Classes(
        "Boat(object)", "DayBoat(Boat)", "WheelBoat(Boat)", "EngineLess(DayBoat)", "SmallMultihull(DayBoat)",
        "PedalWheelBoat(EngineLess, WheelBoat)", "SmallCatamaran(SmallMultihull)",
        "Pedalo(PedalWheelBoat, SmallCatamaran)"
      ).last == "Pedalo PedalWheelBoat EngineLess SmallCatamaran SmallMultihull DayBoat WheelBoat Boat object")
    #expect(Classes("M(object)", "A(M, object)").last == "A M object")
    #expect(Classes("E1(Exception)", "E2(Exception)", "E(E1, E2)").last == "E E1 E2 Exception BaseException object")
  }

  @Test("without a consistent MRO, the remaining heads are the same as in CPython's message")
  func heads() {
    #expect(Classes("X(object)", "Y(object)", "A(X, Y)", "B(Y, X)", "Z(A, B)").last == "heads X Y")
    #expect(Classes("F(object)", "E(F)", "G(F, E)").last == "heads F E")
    #expect(Classes("A(Exception)", "B(A)", "C(A)", "D(B, C)", "E(D, C, B)").last == "heads B C")
    #expect(Classes("A(Exception)", "B(A)", "C(A)", "D(B, C)", "E(C, B)", "F(D, E)").last == "heads B C")
    #expect(
      Classes(
        "A(Exception)", "B(Exception)", "C(Exception)", "AB(A, B)", "BC(B, C)", "CA(C, A)", "All(AB, BC, CA)"
      ).last == "heads A B C")
    #expect(Classes("B(Exception)", "A(BaseException, B)").last == "heads BaseException B")
    #expect(Classes("M(object)", "A(M, Exception)", "B(Exception, M)", "C(A, B)").last == "heads M Exception")
    #expect(Classes("M(object)", "A(object, M)").last == "heads object M")
  }

  @Test("the explanation is a cycle of orders, each with the class that requires it")
  func cycles() {
    #expect(
      Classes("X(object)", "Y(object)", "A(X, Y)", "B(Y, X)", "Z(A, B)").cycle == [
        "Y before X (B 0 1)", "X before Y (A 0 1)",
      ])
    #expect(Classes("F(object)", "E(F)", "G(F, E)").cycle == ["E before F (derived)", "F before E (itself 0 1)"])
    #expect(
      Classes(
        "A(Exception)", "B(Exception)", "C(Exception)", "AB(A, B)", "BC(B, C)", "CA(C, A)", "All(AB, BC, CA)"
      ).cycle == ["B before C (BC 0 1)", "C before A (CA 0 1)", "A before B (AB 0 1)"])
    // An ancestor two levels up requires the order.
    #expect(
      Classes("X(object)", "Y(object)", "A(X, Y)", "A2(A)", "B(Y, X)", "B2(B)", "Z(A2, B2)").cycle == [
        "Y before X (B 0 1)", "X before Y (A 0 1)",
      ])
  }

  @Test("an order that no statement names is explained by several other orders")
  func indirect() {
    // K's MRO has x before z only because y comes between them.
    var classes = Classes(
      "x(object)", "y(object)", "z(object)", "P(y, z)", "Q(x, y)", "K(P, Q)", "L(z, x)")
    #expect(classes.mro("K") == "K P Q x y z object")
    classes.declare("Z(K, L)")
    #expect(classes.last == "heads x z")
    #expect(classes.cycle == ["z before x (L 0 1)", "x before y (Q 0 1)", "y before z (P 0 1)"])
  }

  @Test("an order is found at the other end of a long chain")
  func farDown() {
    var classes = Classes("X(object)", "Y(object)", "A(X, Y)", "B(Y, X)")
    var last = classes["A"]
    for _ in 0..<20_000 {
      guard case .success(let id) = classes.hierarchy.declare(bases: [last]) else { return }
      last = id
    }
    classes.declare("Z", [last, classes["B"]])
    #expect(classes.cycle == ["Y before X (B 0 1)", "X before Y (A 0 1)"])
  }

  @Test("random hierarchies have the same MRO as with a textbook implementation of C3", .seeded)
  func random() {
    var random = SeededRandom(test: 3)
    var refused = 0
    var accepted = 0
    let rounds = TestRun.rounds(150, sample: 20)
    for _ in 0..<rounds {
      var classes = Classes()
      var ids = [classes["object"], classes["Exception"]]
      for number in 0..<24 {
        let count = Int.random(in: 1...5, using: &random)
        var bases: [ClassID] = []
        for _ in 0..<count {
          if let base = ids.randomElement(using: &random), !bases.contains(base) { bases.append(base) }
        }
        let expected = textbookC3(bases.map { Array(classes.hierarchy.mro($0)) } + [bases])
        classes.declare("C\(number)", bases)
        switch expected {
        case .order(let tail):
          #expect(Array(classes.hierarchy.mro(classes["C\(number)"])) == [classes["C\(number)"]] + tail)
          #expect(classes.hierarchy.depth(classes["C\(number)"]) == tail.count + 1)
          ids.append(classes["C\(number)"])
          accepted += 1
        case .heads(let heads):
          guard case .inconsistentMRO(heads, let orders) = classes.refusal else {
            Issue.record("\(classes.last), expected heads \(heads)")
            continue
          }
          checkCycle(orders, bases, classes.hierarchy)
          refused += 1
        }
      }
    }
    #expect(accepted > rounds * 10 && refused > rounds * 10 / 3, "\(accepted) \(refused)")
  }

  /// Checks that each order is true in one of the merged lists and that its second class is the first class of the next
  /// order.
  private func checkCycle(_ orders: [Precedence], _ bases: [ClassID], _ hierarchy: Hierarchy) {
    #expect(orders.count >= 2)
    for (index, order) in orders.enumerated() {
      #expect(order.second == orders[(index + 1) % orders.count].first)
      switch order.reason {
      case .inheritance: #expect(hierarchy.isSubclass(order.first, of: order.second))
      case .bases(let id, let left, let right):
        let list = id.map { hierarchy.bases($0) } ?? bases
        guard list.indices.contains(left), list.indices.contains(right) else {
          Issue.record("no such bases")
          return
        }
        #expect(left < right)
        #expect(hierarchy.isSubclass(list[left], of: order.first))
        #expect(hierarchy.isSubclass(list[right], of: order.second))
      }
    }
  }

  private enum Textbook {
    case order([ClassID])
    case heads([ClassID])
  }

  /// Repeatedly takes the first head that is in no tail. This is slow but simple.
  private func textbookC3(_ lists: [[ClassID]]) -> Textbook {
    var lists = lists.filter { !$0.isEmpty }
    var order: [ClassID] = []
    while !lists.isEmpty {
      let heads = lists.compactMap(\.first)
      guard let next = heads.first(where: { head in !lists.contains { $0.dropFirst().contains(head) } }) else {
        var seen: Set<ClassID> = []
        return .heads(heads.filter { seen.insert($0).inserted })
      }
      order.append(next)
      lists = lists.map { $0.first == next ? Array($0.dropFirst()) : $0 }.filter { !$0.isEmpty }
    }
    return .order(order)
  }
}
