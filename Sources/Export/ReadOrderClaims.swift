import Diagnostics
import Interpreter
import Syntax

/// `expect safe` and `expect not safe`, which are about every order of raises.
extension ScriptReader {
  /// That an order changes an answer a test shows by sending it. That none does no test can show, since it could only try
  /// some; the head of the file says that the claim is not in it.
  mutating func checkOrder(of subject: Subject?, isSafe: Bool, _ statement: Statement) {
    guard !run(statement).isEmpty,
      case .hunted(let hunt)? = session.run(statement.replaced(by: .hunt(subject))).first?.kind
    else { return }
    guard let proof = hunt.proof, let last = proof.raises.last else {
      let claim = session.source.text(statement.span)
      plan.leftOut.append("`\(claim)` in line \(line(statement.span))\(isSafe ? "" : " (which does not hold)")")
      return
    }
    let outside = (session: session, place: place)
    place.test = PlannedTest(origin: .order(line: line(statement.span)))
    if isSafe { add(.comment("the script expects that no order of raises changes an answer")) }
    for raises in [proof.raises, [last]] {
      run(statement.replaced(by: .restart))
      forgetProcess()
      for raise in raises { send(raise, statement) }
    }
    closeTest()
    (session, place) = outside
  }

  /// The raise of a proof, as if it were typed in the place of the claim.
  private mutating func send(_ raise: HuntEvent.Raise, _ statement: Statement) {
    guard case .raise(let type) = raise.target else { return }
    let scope = raise.scope.map { Name($0, statement.span) }
    send(Request(cause: .raise(Name(type, statement.span)), scope: scope), expecting: nil, statement)
  }
}
