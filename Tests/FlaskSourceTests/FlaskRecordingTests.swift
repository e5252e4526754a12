import Resolution
import SeededRandom
import Testing

@testable import FlaskSource

/// Runs the programs of Tests/FlaskPrograms and compares them with recordings of real Flask and pytest.
@Suite("Recordings of Flask programs") struct FlaskRecordingTests {
  private static let groups = ["programs", "order", "reports"]

  /// The least number of calls, in percent, whose status and body are checked. It may only rise.
  private static let leastShares = ["0.12.5": 80.8, "1.0.4": 84.8, "2.0.3": 84.4, "3.1.3": 84.9]

  /// All programs under all releases, or some programs under one of them.
  @Test(.sampled) func agreesWithFlask() throws {
    let recordings = try Self.groups.flatMap(RecordedFlaskRun.all)
    let releases = Set(TestRun.sample(Self.leastShares.keys.sorted(), 1))
    var comparisons: [String: FlaskRunComparison] = [:]
    let byProgram = Dictionary(grouping: recordings, by: \.program)
    for program in TestRun.sample(byProgram.keys.sorted(), 25) {
      let text = try FlaskProgramText(program)
      for recording in byProgram[program, default: []] where releases.contains(recording.flask) {
        let release = try #require(Framework.flask.release(named: recording.flask))
        let (events, source) = text.run(release)
        comparisons[recording.flask, default: FlaskRunComparison()]
          .compare(PredictedFlaskRun(events, source), with: recording)
      }
    }
    #expect(Set(comparisons.keys) == releases)
    for (release, comparison) in comparisons {
      #expect(comparison.wrong == [])
      // The shares are those of all programs.
      guard TestRun.isWhole else { continue }
      let reasons = comparison.reasons.sorted().joined(separator: "\n")
      #expect(comparison.checkedShare >= Self.leastShares[release] ?? 100, "\(release)\n\(reasons)")
    }
  }

  /// The report that errorbook is about, its form for Python 2, and the test that came with the fix: nothing is refused
  /// or unknown.
  @Test(.sampled) func reportUnderEveryRelease() throws {
    let recordings = Dictionary(grouping: try RecordedFlaskRun.all(in: "every-release"), by: \.program)
    #expect(recordings.keys.sorted() == ["reports/issue_2267", "reports/issue_2267_python2", "reports/pr_2362"])
    for (program, recordings) in recordings {
      #expect(recordings.count == 31)
      let text = try FlaskProgramText(program)
      for recording in TestRun.sample(recordings, 4) {
        let release = try #require(Framework.flask.release(named: recording.flask))
        let (events, source) = text.run(release)
        var comparison = FlaskRunComparison()
        comparison.compare(PredictedFlaskRun(events, source), with: recording)
        #expect(comparison.wrong == [])
        #expect(comparison.calls[.same] == recording.calls.count, "\(recording.name)")
        // Python 3 stops the form for Python 2 at its first comparison of bytes with text.
        let isPythonTwo = program == "reports/issue_2267_python2"
        #expect(comparison.calls[.notReached] == (isPythonTwo ? 1 : nil), "\(recording.name)")
        let verdicts: Set<FlaskRunComparison.Verdict> = isPythonTwo ? [.same, .asPythonTwo] : [.same]
        #expect(verdicts.isSuperset(of: comparison.tests.keys), "\(recording.name)")
      }
    }
  }

  @Test func testsRunInTheOrderOfPytest() throws {
    for (program, recordings) in Dictionary(grouping: try RecordedFlaskRun.all(in: "order"), by: \.program) {
      let text = try FlaskProgramText(program)
      for recording in TestRun.sample(recordings, 1) {
        let release = try #require(Framework.flask.release(named: recording.flask))
        let (events, source) = text.run(release)
        #expect(PredictedFlaskRun(events, source).order == recording.collected, "\(recording.name)")
      }
    }
  }
}
