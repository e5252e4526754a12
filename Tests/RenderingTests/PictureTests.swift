import Diagnostics
import Testing

@testable import Rendering

@Suite("Pictures of diagnostics")
struct PictureTests {
  @Test("a complete picture, character by character")
  func designExample() {
    let script = Script(
      """
      class JsonError(Exception)
      class HtmlError(Exception)
      class ApiError(«1:JsonError, HtmlError»)
      class PageError(«2:HtmlError, JsonError»)
      class «0:CheckoutError»(ApiError, PageError)
      """)
    let picture = script.picture(
      .inconsistentMRO, "the ancestors of `CheckoutError` cannot be put in one order",
      labels: ["inherits both orders", "JsonError before HtmlError", "HtmlError before JsonError"],
      help: "give lines 3 and 4 the same order of bases",
      notes: [
        "Python says: Cannot create a consistent method resolution order (MRO) for bases JsonError, HtmlError"
      ])
    #expect(
      picture == """
        error[inconsistent-mro]: the ancestors of `CheckoutError` cannot be put in one order
         --> checkout.eb:5:7
          |
        3 | class ApiError(JsonError, HtmlError)
          |                -------------------- JsonError before HtmlError
        4 | class PageError(HtmlError, JsonError)
          |                 -------------------- HtmlError before JsonError
        5 | class CheckoutError(ApiError, PageError)
          |       ^^^^^^^^^^^^^ inherits both orders
          = help: give lines 3 and 4 the same order of bases
          = note: Python says: Cannot create a consistent method resolution order (MRO) for bases JsonError, HtmlError

        """)
  }
}
