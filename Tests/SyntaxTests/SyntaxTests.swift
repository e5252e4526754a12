import Diagnostics
import Testing

@testable import Syntax

@Test func smoke() {
  let text = """
    class E1(Exception)                      # bases
    class Teapot(HTTPException) code 418     # an
    class A(
        B,
        C,
    )
    blueprint admin
    blueprint users in admin
    handler E2 -> "E2", 500
    handler 404 in admin -> 'no \\u{e9}page', 404
    handler E1 -> raise E2
    handler HTTPException -> e
    raise E in admin
    abort 404 in admin
    visit unknown in admin
    visit wrong-method
    use flask 1.0 with memo
    config TRAP_HTTP_EXCEPTIONS on
    restart
    expect raise E -> "E2", 500
    expect abort 404 -> 404 page
    expect raise KeyboardInterrupt -> crash
    expect raise E -> "x" received InternalServerError
    expect refused class X(A, B)
    expect mro E: E, E1, object
    expect not safe E in bp
    test "a name" under 0.12.2, 1.0 {
      expect raise E1 -> "Exception"
      foo
    }
    test "x" { raise E }
    why E in admin
    hunt
    raise E in
    raise E(
    class A(B
    raise F
    """
  var parser = Parser(SourceText(name: "x", text))
  while let next = parser.next() {
    if let s = next.statement { print(s.kind, parser.source.text(s.span)) }
    for d in next.diagnostics { print(d.kind.slug, d.message, parser.source.position(of: d.primary.span.start)) }
  }
}
