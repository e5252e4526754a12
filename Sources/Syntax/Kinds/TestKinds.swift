import Diagnostics

/// Tests and their braces.
extension DiagnosticKind {
  static let continuingUnder = Self(
    "continuing-under", title: "Continuing test with another release",
    explanation: #"""
      `test "name" continuing { ... }` runs in the process of the session and keeps its effects, like tests that \#
      share one app. `under` starts a new process under another release. So a test can have only one of the two.
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
    "missing-brace", title: "Missing opening brace of a test",
    explanation: #"""
      Write the statements of a test between braces. Indentation has no meaning here.
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
    "unclosed-brace", title: "Test not closed",
    explanation: #"""
      Everything after the opening brace belongs to the test until the closing brace. Without a closing brace, the \#
      test would include the rest of the file.
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
    "unopened-brace", title: "Closing brace without a test",
    explanation: #"""
      A closing brace ends a test, but no test is open here. Either the brace is unnecessary, or the first line of \#
      the test is missing or has an error.
      """#,
    wrong: #"""
      raise KeyError
      }
      """#,
    right: "raise KeyError")

  static let nestedTest = Self(
    "nested-test", title: "Test inside a test",
    explanation: #"""
      Each test runs in its own process and leaves no trace, so a test inside another test would have no clear \#
      meaning. Write two tests, one after the other.
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
