import Testing

@testable import FlaskSource

@Suite("Tests of Flask programs") struct TestProgramTests {
  /// What a test says: `passed`, `failed` with the assertion, `not modeled` with the reason.
  private func outcome(_ body: String, under release: String = "3.1.3") -> String {
    let lines = body.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    let shown = shownEvents(
      of: SmallApp.start + "def test_it():\n    ok = client.get('/ok')\n\(lines)\n", under: release)
    return shown.split(separator: "\n").filter { !$0.hasPrefix("GET ") }.joined(separator: "\n")
  }

  @Test(arguments: [
    "assert ok.status_code == 200", "assert ok.data == b'ok'", "assert b'o' in ok.data and ok.status_code != 500",
    "assert ok.get_data(as_text=True) == 'ok'", "assert ok.text.startswith('o')", "assert ok.status == '200 OK'",
    "assert not ok.status_code >= 400", "assert ok.data.decode() == 'ok'", "assert ok.status_code in (200, 201)",
    "assert 200 <= ok.status_code", "assert len(ok.data) == 2", "assert isinstance(ok.status_code, int)",
    "assert client.get('/abort/404').status_code == 404", "assert (ok.status_code, ok.data) == (200, b'ok')",
    "with pytest.raises(CardError): raise Declined", "with pytest.raises((KeyError, CardError)): raise Declined",
    "with pytest.raises(CardError) as info: raise Declined\nassert info.type is Declined",
    "pytest.raises(CardError, fail, 'Declined')",
    "try: raise Declined\nexcept CardError as e: assert type(e).__name__ == 'Declined'\nelse: assert False",
  ])
  func assertionPasses(_ code: String) { #expect(outcome(code) == "test_it: passed") }

  @Test(arguments: [
    ("assert ok.status_code == 500", "line 16: expected ok.status_code == 500, got 200\ntest_it: failed"),
    ("assert ok.data == b'no'", "line 16: expected ok.data == b'no', got b'ok'\ntest_it: failed"),
    ("assert ok.status_code", "test_it: passed"),
    ("assert ok.status_code == 200 and ok.data == b''", "line 16: expected ok.data == b'', got b'ok'\ntest_it: failed"),
    ("assert False", "line 16: expected False, got \ntest_it: failed"),
    ("raise CardError", "line 16: expected no exception, got CardError\ntest_it: failed"),
    ("with pytest.raises(KeyError): raise Declined", "line 16: expected no exception, got Declined\ntest_it: failed"),
    ("pytest.fail('no')", "line 16: expected pytest.fail('no'), got \ntest_it: failed"),
    ("pytest.skip('later')", "test_it: skipped"),
  ])
  func assertionFails(_ code: String, _ expected: String) { #expect(outcome(code) == expected) }

  @Test func exceptionIsNotRaised() {
    let text = outcome("with pytest.raises(KeyError): client.get('/ok')")
    #expect(
      text == "line 16: expected with pytest.raises(KeyError): client.get('/ok'), got no exception\ntest_it: failed")
  }

  /// Python 2 finds bytes equal to the same text.
  @Test func bytesAndText() {
    #expect(
      outcome("assert ok.data == 'ok'\nassert ok.data == 'ok'") == """
        test_it: passed
        warning, line 16: bytes are compared with a text, which Python 3 never finds equal; errorbook compares the text, \
        as Python 2 did; so do 1 more lines
        """)
    #expect(
      outcome("assert ok.data == 'no'").hasPrefix("line 16: expected ok.data == 'no', got b'ok'\ntest_it: failed"))
  }

  @Test(arguments: [
    ("assert open('a').read() == ok.data", "line 16: this assertion is not checked: files are not read"),
    (
      "assert b'Not Found' in client.get('/abort/404').data",
      "line 16: this assertion is not checked: the text of a default page is not modeled"
    ),
    ("assert ok.headers['X-A'] == 'b'", "line 16: this assertion is not checked: `headers[...]` is not modeled"),
    (
      "assert ok.charset == 'utf-8'",
      "line 16: this assertion is not checked: `charset` of a response is not modeled"
    ),
  ])
  func notChecked(_ code: String, _ note: String) { #expect(outcome(code) == "test_it: not modeled\nnote, \(note)") }

  @Test(arguments: [
    (
      """
      @pytest.fixture
      def answer(): return client.get("/ok")
      def test_a(answer): assert answer.data == b"ok"
      """, "test_a: passed"
    ),
    (
      """
      @pytest.fixture(params=["ok", "abort/404"], ids=["good", "bad"])
      def path(request): return "/" + request.param
      def test_a(path): assert client.get(path).status_code == 200
      """, "test_a[good]: passed\nline 16: expected client.get(path).status_code == 200, got 404\ntest_a[bad]: failed"
    ),
    (
      """
      @pytest.fixture
      def own():
          app.testing = True
          yield app.test_client()
          app.testing = False
      def test_a(own):
          with pytest.raises(CardError): own.get("/raise/CardError")
      def test_b(): assert client.get("/raise/CardError").status_code == 500
      """, "test_a: passed\ntest_b: passed"
    ),
    (
      """
      seen = []
      @pytest.fixture(scope="module", autouse=True)
      def first(): seen.append("first")
      def test_a(): assert seen == ["first"]
      def test_b(): assert seen == ["first"]
      """, "test_a: passed\ntest_b: passed"
    ),
    (
      """
      @pytest.mark.parametrize("path, status", [("/ok", 200), ("/abort/404", 404), pytest.param("/no", 404, id="none")])
      def test_a(path, status): assert client.get(path).status_code == status
      """, "test_a[/ok-200]: passed\ntest_a[/abort/404-404]: passed\ntest_a[none]: passed"
    ),
    (
      """
      import unittest
      class ShopTests(unittest.TestCase):
          def setUp(self): self.client = app.test_client()
          def test_b(self): self.assertEqual(self.client.get("/ok").status_code, 200)
          def test_a(self): self.assertEqual(self.client.get("/ok").status_code, 500)
          @unittest.skip("later")
          def test_c(self): self.fail()
      """,
      """
      line 18: expected self.assertEqual(self.client.get("/ok").status_code, 500), got 200
      ShopTests::test_a: failed
      ShopTests::test_b: passed
      ShopTests::test_c: skipped
      """
    ),
    (
      """
      class TestShop:
          def setup_method(self): self.path = "/ok"
          def test_a(self): assert client.get(self.path).data == b"ok"
          def helper(self): assert False
      """, "TestShop::test_a: passed"
    ),
    (
      """
      @pytest.mark.skip
      def test_a(): assert False
      @pytest.mark.xfail
      def test_b(): assert client.get("/ok").status_code == 500
      @pytest.mark.xfail(strict=True)
      def test_c(): assert client.get("/ok").status_code == 200
      """,
      "test_a: skipped\ntest_b: passed\nline 19: expected no exception, got a test that is expected to fail\ntest_c: failed"
    ),
    (
      """
      class Prices:
          tea = "1"
      @app.route("/price")
      def price(): return Prices.tea
      def test_a(monkeypatch):
          monkeypatch.setattr(Prices, "tea", "2")
          assert client.get("/price").data == b"2"
      def test_b(): assert client.get("/price").data == b"1"
      """, "test_a: passed\ntest_b: passed"
    ),
    (
      """
      def test_a(monkeypatch):
          monkeypatch.setattr(app, "testing", True)
          with pytest.raises(CardError): client.get("/raise/CardError")
      def test_b(): assert client.get("/raise/CardError").status_code == 500
      """,
      """
      error, line 14: the test `test_a` is not modeled: `monkeypatch.setattr` is not modeled here
      test_a: not modeled
      test_b: passed
      """
    ),
    (
      "def test_a(nothing): assert client.get('/ok').data == b'ok'",
      """
      error, line 14: the test `test_a` is not modeled: the fixture `nothing` is not known
      test_a: not modeled
      """
    ),
  ])
  func tests(_ code: String, _ expected: String) {
    let lines = shownEvents(of: SmallApp.start + code).split(separator: "\n").filter {
      !$0.hasPrefix("GET ") && !$0.hasPrefix("note, line 1: the program sends no requests")
    }
    #expect(lines.joined(separator: "\n") == expected)
  }
}
