import Testing

@testable import Resolution

/// The classes that `raise E` can instantiate in Sanic. From 23.3 on, the constructor of HTTPException calls the next one on
/// the MRO with keyword arguments, which Python's own exceptions refuse.
///
/// Each row was checked with Sanic 23.3.0, 24.12.0 and 25.12.1.
@Suite("Constructors of Sanic")
struct SanicConstructionTests {
  @Test(
    "one of Python's exceptions between HTTPException and SanicException",
    arguments: [
      (["X(PayloadTooLarge, OSError)"], true),
      (["X(OSError, PayloadTooLarge)"], true),
      (["X(PayloadTooLarge, OSError, SanicException)"], false),
      (["Y(PayloadTooLarge, OSError, SanicException)", "X(Y, UnicodeError, TimeoutError)"], false),
      (["X(SanicException, OSError)"], true),
      (["X(LoadFileException, OSError, SanicException)"], true),
      (["X(Forbidden, LoadFileException)"], true),
      (["X(NotFound, Unauthorized)"], true),
      (["X(ServerError, SyntaxError)"], true),
    ])
  func betweenTheTwo(_ declarations: [String], _ canBeRaised: Bool) {
    for release in [SanicClasses.v23_3, .v25_12] {
      let classes = Classes(declarations, known: release.knownClasses)
      #expect(classes.refusal == nil)
      #expect(classes.hierarchy.canBeRaised(classes["X"]) == canBeRaised, "\(release)")
    }
    let old = Classes(declarations, known: SanicClasses.v22_12.knownClasses)
    #expect(old.hierarchy.canBeRaised(old["X"]))
  }
}
