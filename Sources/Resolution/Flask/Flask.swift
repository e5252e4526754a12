extension Framework {
  /// Flask, measured on 31 of its 46 releases through their test clients.
  ///
  /// The rules of an era are in the file with its lookup.
  public static let flask = Framework(
    word: "flask", name: "Flask", library: "Werkzeug", members: ("flask", "werkzeug"), messages: .flask,
    requests: .ofClients, hasOptions: true, hasAllReleases: true, seriesMeans: .first,
    knownClassSets: Werkzeug.allCases.map { $0.knownClasses },
    knownClassNames: { Werkzeug.classNames },
    eras: [
      EraRow(.v0_10, (.v0_16, "0.16.1", ["0.10", "0.10.1"])),
      EraRow(.v0_11, (.v0_16, "0.16.1", ["0.11", "0.11.1", "0.12", "0.12.1", "0.12.2", "0.12.3", "0.12.4", "0.12.5"])),
      EraRow(.v1_0, (.v0_16, "0.16.1", ["1.0"])),
      EraRow(.v1_0_1, (.v0_16, "0.16.1", ["1.0.1", "1.0.2"])),
      EraRow(.v1_0_3, (.v0_16, "0.16.1", ["1.0.3"]), (.v1_0, "1.0.1", ["1.0.4"])),
      EraRow(.v1_1, (.v1_0, "1.0.1", ["1.1.0", "1.1.1", "1.1.2", "1.1.3", "1.1.4"])),
      EraRow(.v2_0, (.v2_0, "2.0.3", ["2.0.0"])),
      EraRow(.v2_0_1, (.v2_0, "2.0.3", ["2.0.1"])),
      EraRow(
        .v2_0_2, (.v2_0, "2.0.3", ["2.0.2", "2.0.3"]), (.v2_0, "2.1.2", ["2.1.0", "2.1.1", "2.1.2", "2.1.3"])),
      EraRow(.v2_2, (.v2_2, "2.2.3", ["2.2.0", "2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.2.5"])),
      EraRow(
        .v2_3, (.v2_2, "2.3.8", ["2.3.0", "2.3.1", "2.3.2", "2.3.3"]),
        (.v2_2, "3.0.6", ["3.0.0", "3.0.1", "3.0.2", "3.0.3"])),
      // The same rules, with a Werkzeug that has one more code.
      EraRow(.v2_3, (.v3_1, "3.1.9", ["3.1.0", "3.1.1", "3.1.2", "3.1.3"])),
    ],
    standardRelease: "3.1.0")
}

extension EraRow {
  /// Creates a row from its rules and its releases, grouped by the generation and the release of Werkzeug.
  fileprivate init(_ rules: EraRules, _ series: (werkzeug: Werkzeug, release: String, flask: [String])...) {
    self.rules = rules
    self.series = series.map { Series(releases: $0.flask, library: $0.release, classes: $0.werkzeug.rawValue) }
  }
}
