import Diagnostics

/// What an export can refuse besides what is wrong with the script itself.
package let exportKinds: [DiagnosticKind] = [.notExportable]

extension DiagnosticKind {
  package static let notExportable = DiagnosticKind(
    "not-exportable", title: "A statement that no test of real Flask can stand for",
    explanation: """
      `errorbook export flask` writes a file whose tests send requests and compare answers. A statement about every \
      order of raises has no such test: trying some of them would prove less than the statement says.

      `errorbook run` still checks it. Put it into a file of its own, or write down the requests that you want to see.
      """,
    wrong: """
      class E(Exception)
      expect safe
      """,
    right: """
      class E(Exception)
      expect raise E -> 500
      """)
}
