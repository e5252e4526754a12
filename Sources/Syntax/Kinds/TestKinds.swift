import Diagnostics

/// Tests and their braces.
extension DiagnosticKind {
  static let continuingUnder = Self(
    "continuing-under", title: "A test that continues under another release",
    explanation: #"""
      `test "name" continuing { ... }` runs in the process of the session and keeps its effects, as tests that \#
      share one app do. `under` starts a new process of another release, so the two cannot go together.
      """#,
    wrong: #"""
      test "second request" continuing under 0.12.2 {
        expect raise KeyError -> 500
      }
      """#,
    right: #"""
      use flask 0.12.2
      test "second request" continuing {
        expect raise KeyError -> 500
      }
      """#)

  static let missingBrace = Self(
    "missing-brace", title: "A test without its opening brace",
    explanation: #"""
      The statements of a test stand between braces. Indentation alone says nothing here.
      """#,
    wrong: #"""
      test "a key"
        expect raise KeyError -> 500

      """#,
    right: #"""
      test "a key" {
        expect raise KeyError -> 500
      }
      """#)

  static let unclosedBrace = Self(
    "unclosed-brace", title: "A test that is never closed",
    explanation: #"""
      Everything behind the opening brace belongs to the test until its closing brace, so without one the test \#
      would reach to the end of the file.
      """#,
    wrong: #"""
      test "a key" {
        expect raise KeyError -> 500

      """#,
    right: #"""
      test "a key" {
        expect raise KeyError -> 500
      }
      """#)

  static let unopenedBrace = Self(
    "unopened-brace", title: "A closing brace too many",
    explanation: #"""
      A closing brace ends a test. Here none is open: either the brace is one too many, or the first line of the \#
      test is missing or broken.
      """#,
    wrong: #"""
      raise KeyError
      }
      """#,
    right: "raise KeyError")

  static let nestedTest = Self(
    "nested-test", title: "A test inside of a test",
    explanation: #"""
      Each test runs in a process of its own and leaves no trace. What would it mean for a test to begin a \#
      process inside of another one? Two tests in a row say the same and are read more easily.
      """#,
    wrong: #"""
      test "outer" {
        test "inner" {
          expect raise KeyError -> 500
        }
      }
      """#,
    right: #"""
      test "inner" {
        expect raise KeyError -> 500
      }
      """#)
}
