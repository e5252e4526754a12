import Diagnostics
import Foundation
import Interpreter
import SeededRandom
import Testing

@testable import FlaskSource

/// Any bytes are read: no crash, no endless loop, and spans that are in the text.
@Suite("Any Flask program", .serialized) struct AnyProgramTests {
  /// Runs bytes as a program and checks the rules for any text.
  private func run(_ bytes: [UInt8], under release: String = "0.12.5") {
    let (events, source) = events(of: bytes, under: release)
    let lines = source.line(of: Int32(bytes.count))
    for event in events {
      #expect((1...max(lines, 1)).contains(event.line))
      guard case .diagnostic(let diagnostic) = event.kind else { continue }
      #expect(!diagnostic.message.isEmpty)
      for label in [diagnostic.primary] + diagnostic.secondary {
        #expect(label.span.start >= 0 && label.span.start <= label.span.end && Int(label.span.end) <= bytes.count)
      }
    }
  }

  @Test(.seeded) func anyBytes() {
    var random = SeededRandom(test: 31)
    for _ in 0..<TestRun.rounds(3000, sample: 30) {
      let count = Int.random(in: 0...80, using: &random)
      run((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
  }

  private static let programs: [String] = {
    let folders = ["programs", "reports", "order"].map { FlaskProgramText.folder.appending(path: $0) }
    let files = folders.flatMap {
      (try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)) ?? []
    }
    return files.filter { $0.pathExtension == "py" }.sorted { $0.path() < $1.path() }.compactMap {
      try? String(contentsOf: $0, encoding: .utf8)
    }
  }()

  /// A program of the corpus with some lines deleted, repeated, swapped, or moved to another depth.
  @Test(.seeded) func changedLines() {
    var random = SeededRandom(test: 32)
    for _ in 0..<TestRun.rounds(2000, sample: 6) {
      var lines = random.pick(Self.programs).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let (one, other) = (lines.indices.randomElement(using: &random), lines.indices.randomElement(using: &random))
        guard let one, let other else { continue }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: lines.remove(at: one)
        case 1: lines.insert(lines[one], at: other)
        case 2: lines.swapAt(one, other)
        case 3: lines[one] = "    " + lines[one]
        default: lines[one] = String(lines[one].dropFirst(4))
        }
      }
      run(Array(lines.joined(separator: "\n").utf8), under: random.pick(Self.releases))
    }
  }

  private static let releases = ["0.12.5", "1.0.4", "2.0.3", "3.1.3"]

  /// A program of the corpus with some words deleted, repeated, swapped, or replaced by words of other programs.
  @Test(.seeded) func changedWords() {
    var random = SeededRandom(test: 33)
    for _ in 0..<TestRun.rounds(2000, sample: 6) {
      var words = Self.words(random.pick(Self.programs))
      let others = Self.words(random.pick(Self.programs))
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let (one, other) = (words.indices.randomElement(using: &random), words.indices.randomElement(using: &random))
        guard let one, let other, let foreign = others.randomElement(using: &random) else { continue }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: words.remove(at: one)
        case 1: words.insert(words[one], at: other)
        case 2: words.swapAt(one, other)
        default: words[one] = foreign
        }
      }
      run(Array(words.joined().utf8), under: random.pick(Self.releases))
    }
  }

  /// Splits a text into words, spaces and single other characters.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var last: Character = "\n"
    for character in text {
      let joins = character.isLetter || character.isNumber || character == "_"
      let lastJoins = last.isLetter || last.isNumber || last == "_"
      if !words.isEmpty, joins && lastJoins || character == " " && last == " " {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
      last = character
    }
    return words
  }

  /// Programs that never end, or that need more memory or stack than there is.
  @Test(
    .sampled,
    arguments: TestRun.sample(
      [
        "while True: pass", "while True: x = [x] if 'x' in globals() else []", "x = [1]\nwhile x: x.append(x)",
        "def f(): return f()\nf()", "def f(n): return f(n + 1) + f(n + 2)\nf(0)", "f = lambda: f()\nf()",
        "class A:\n    def __getattr__(self, name): return getattr(self, name)\nA().x",
        "class A:\n    def __init__(self): A()\nA()", "class A:\n    @property\n    def x(self): return self.x\nA().x",
        "x = 'ab' * 9223372036854775807", "x = 'ab' * -9223372036854775807", "x = 'a' * 10000 * 10000",
        "x = [0] * 1000000", "x = list(range(1000000))", "x = [a for a in range(10000) for b in range(10000)]",
        "x = range()", "x = range(0, -9223372036854775807 - 1, -1)", "x = (-9223372036854775807 - 1) // -1",
        "x = (-9223372036854775807 - 1) % -1", "x = 9223372036854775807 + 1", "x = -(-9223372036854775807 - 1)",
        "x = abs(-9223372036854775807 - 1)", "x = 2 ** 1000000", "x = 1 << 1000000", "x = 'a'[9223372036854775807]",
        "x = 'abc'[-9223372036854775807:9223372036854775807:9223372036854775807]",
        "x = round(1.5, 9223372036854775807)",
        "x = 'a'\nfor i in range(60): x += x", "x = [1]\nfor i in range(60): x = x + x",
        "x = (1,)\nfor i in range(60): x = x + x", "x = ()\nfor i in range(15000): x = (x,)\ny = x == (x,)",
        "x = ()\ndef f(*a): return a\nfor i in range(60): x = f(x, x)\ny = x == (x, 1)",
        "x = ()\nfor i in range(60): x = (x, x)\ny = {x: 1}\nz = x == (x, 1)",
        "x = [1]\nfor i in range(60): x = [x, x]\nimport json\ny = json.dumps(x)\nz = str(x)\nassert x == [1]",
        "a = []\na.append(a)\nb = []\nb.append(b)\nx = a == b\nimport json\ny = json.dumps(a)\nz = str(a)\nprint(a, a in b)",
        "a = {}\na['a'] = a\nb = {}\nb['a'] = b\nx = a == b\nimport json\ny = json.dumps(a)\nz = str(a)",
        "a = []\na.append(a)\ndef test_a():\n    assert a == 1\n    assert (a, [a]) == 1",
        "x = '%9223372036854775807d' % 1", "x = '{:9223372036854775807}'.format(1)", "x = f'{1:>9223372036854775807}'",
        "x = '{9223372036854775807}'.format(1)", "x = '{0.a[0]}'.format(1)", "x = '{'.format()\ny = '}'.format()",
        "x = 'a'.center(9223372036854775807)\ny = 'a'.zfill(9223372036854775807)",
        "x = 'a'.replace('', 'b' * 20000)", "x = [1, 2].pop(9223372036854775807)", "x = [].pop()\ny = {}.popitem()",
        "x = [1]\nx.insert(-9223372036854775807, 1)\nx.insert(9223372036854775807, 1)",
        "x = chr(-1)\ny = chr(9223372036854775807)\nz = ord('')", "x = int('9' * 100)\ny = int('-')\nz = int('')",
        "class A(A): pass", "class A: pass\nclass B(A, A): pass", "class A(type): pass\nclass B(metaclass=A): pass",
        "x = max()\ny = min([])\nz = sum(['a'])", "x = zip()\ny = dict(1)\nz = list(1)\nw = sorted([1, 'a'])",
        "from .. import x\nfrom . import y\nimport a.b.c as d", "x, *y, *z = 1, 2", "x, y = 1", "(x, y), z = (1, 2), 3",
        "del x\ndel x[0]\ndel x.y", "global x\nnonlocal x", "return\nyield\nbreak\ncontinue",
        "raise\nraise 1\nraise None",
        "try:\n    1 / 0\nfinally:\n    raise KeyError",
        "import pytest\n@pytest.mark.parametrize('a', range(10000))\n@pytest.mark.parametrize('b', range(10000))\ndef test_a(a, b): pass",
        "import pytest\n@pytest.fixture\ndef a(b): pass\n@pytest.fixture\ndef b(a): pass\ndef test_a(a): pass",
        "import pytest\n@pytest.fixture\ndef a(a): pass\ndef test_a(a): pass",
        "import pytest\n@pytest.fixture(params=range(10000))\ndef a(request): pass\n@pytest.fixture(params=range(10000))\ndef b(a): pass\ndef test_a(a, b): pass",
        "import pytest\n@pytest.mark.parametrize('a,b', [1])\ndef test_a(a, b): pass",
        "import pytest\n@pytest.mark.parametrize()\ndef test_a(): pass",
      ], 5))
  func extremes(_ program: String) {
    run(Array(program.utf8))
    run(Array((SmallApp.start + program + "\nclient.get('/ok')\n").utf8))
  }

  /// Requests whose views, handlers and hooks never end, and apps that contain themselves.
  @Test(
    .sampled,
    arguments: TestRun.sample(
      [
        "@app.route('/x')\ndef x(): return client.get('/x')", "@app.route('/x')\ndef x():\n    while True: pass",
        "@app.route('/x')\ndef x(): return redirect('/x')",
        "@app.route('/x')\ndef x(): raise CardError\n@app.errorhandler(CardError)\ndef card(e): raise e",
        "@app.route('/x')\ndef x(): raise CardError\n@app.errorhandler(CardError)\ndef card(e): return card(e)",
        "@app.route('/x')\ndef x(): raise CardError\n@app.errorhandler(CardError)\ndef card(e):\n    while True: pass",
        "@app.before_request\ndef x(): return client.get('/x')", "@app.after_request\ndef x(r): return x(r)",
        "b = Blueprint('b', __name__)\nb.register_blueprint(b)\napp.register_blueprint(b)",
        "a = Blueprint('a', __name__)\nb = Blueprint('b', __name__)\na.register_blueprint(b)\nb.register_blueprint(a)\napp.register_blueprint(a)",
        "@app.route('/x')\ndef x(): abort(9223372036854775807)",
        "@app.route('/x')\ndef x(): return 'a', 9223372036854775807",
        "@app.route('/x')\ndef x(): return 'a', -1", "app.register_error_handler(-1, ok)",
        "@app.errorhandler(Exception)\ndef card(e):\n"
          + (0..<12).map { "    if e.code == \($0): x\($0) = 1\n" }.joined()
          + "    return 'a'\n@app.route('/x')\ndef x(): raise CardError",
        "for i in range(60):\n    class A(Exception): pass\n    app.register_error_handler(A, lambda e: 'a')",
        "for i in range(300): app.add_url_rule('/x%d' % i, 'x%d' % i, ok)", "for i in range(300): client.get('/x')",
        "app.config = app", "app = app.app = None", "client.get()\nclient.get(1)\nclient.get('/x', '/y', '/z')",
      ], 3))
  func extremeRequests(_ code: String) {
    for release in ["0.12.5", "3.1.3"] {
      run(Array((SmallApp.start + code + "\nclient.get('/x', follow_redirects=True)\n").utf8), under: release)
    }
  }

  @Test(
    .serialized, .sampled,
    arguments: TestRun.sample(
      [
        "x = 1\n", "class A(Exception): pass\n", "def f(): pass\n", "client.get('/ok')\n",
        "client.get('/raise/CardError')\n",
        "@app.errorhandler(CardError)\ndef card(e): return 'a'\n", "assert client.get('/ok').status_code == 500\n",
        "def test_a(): assert client.get('/ok').data == 'ok'\n", "x = open('a').read()\n", "x = [1, 'a', {'b': 2}]\n",
        "@app.before_request\ndef f(): pass\n", "client.get(open('a'))\n", "if x: y = 1\n", "a b\n",
      ], 3))
  func timeIsLinear(_ text: String) {
    let ratio = Growth.ofFourTimes { run(Array((SmallApp.start + String(repeating: text, count: $0 * 40)).utf8)) }
    #expect(ratio < 9)
  }
}
