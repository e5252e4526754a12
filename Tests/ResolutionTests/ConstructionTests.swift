import Testing

@testable import Resolution

/// The classes that `raise E` can instantiate in each generation of Werkzeug, whose constructors call each other.
///
/// Each row was checked with Flask 0.12.5, 1.1.4, 2.0.3 and 3.1.3.
@Suite("Constructors")
struct ConstructionTests {
  private static let all = Set(Werkzeug.allCases)

  @Test(
    "classes in which one of Werkzeug's constructors passes its arguments to another",
    arguments: [
      (["X(InternalServerError, Unauthorized)"], all),
      (["X(InternalServerError, BadRequestKeyError)"], all),
      (["X(InternalServerError, MethodNotAllowed)"], all.subtracting([.v1_0])),
      (["X(InternalServerError, RequestRedirect)"], [.v0_16]),
      (["X(TooManyRequests, RequestRedirect)"], [.v0_16]),
      (["X(NotFound, RequestRedirect)"], all),
      (["X(RequestRedirect, Unauthorized)"], all),
      (["X(Unauthorized, RequestRedirect)"], [.v0_16, .v1_0]),
      (["X(MethodNotAllowed, RequestRedirect)"], [.v0_16, .v1_0]),
      (["X(BadRequestKeyError, RequestRedirect)"], []),
      (["X(RequestRedirect, UnicodeDecodeError)"], [.v0_16, .v1_0]),
      (["Y(ValueError, HTTPException)", "X(InternalServerError, Y)"], [.v0_16]),
      (["Y(SyntaxError, HTTPException)", "X(Unauthorized, Y)"], [.v0_16, .v1_0]),
      (["Y(SyntaxError, HTTPException)", "X(NotFound, Y)"], all),
    ] as [([String], Set<Werkzeug>)])
  func chains(_ declarations: [String], _ expected: Set<Werkzeug>) {
    let raisable = Werkzeug.allCases.filter { werkzeug in
      var classes = Classes(werkzeug: werkzeug)
      for declaration in declarations { classes.declare(declaration) }
      return classes.refusal == nil && classes.hierarchy.canBeRaised(classes["X"])
    }
    #expect(Set(raisable) == expected)
  }
}
