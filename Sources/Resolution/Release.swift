/// A release of Flask on PyPI, from 0.10 to 3.1.3, and the rules that it follows. Plain data: every answer says its release.
public struct Release: Sendable, Hashable {
  /// Its place among all releases, oldest first.
  private let place: Int8
  /// The era whose rules the release follows.
  public let era: Era
  /// The generation of Werkzeug that goes with it.
  public let werkzeug: Werkzeug

  /// As on PyPI: `0.12.2`, `1.1.0`.
  public var name: String { Self.names[Int(place)] }

  private static let names = series.flatMap { $0.names }

  /// The Werkzeug release that goes with it: the one with which the model was measured.
  public var werkzeugRelease: String {
    switch werkzeug {
    case .v0_16: "0.16.1"
    case .v1_0: "1.0.1"
    case .v2_0, .v2_2: Self.werkzeugOfSeries.first { name.hasPrefix($0.series) }?.werkzeug ?? "2.0.3"
    case .v3_1: "3.1.9"
    }
  }

  private static let werkzeugOfSeries: [(series: String, werkzeug: String)] = [
    ("2.0.", "2.0.3"), ("2.1.", "2.1.2"), ("2.2.", "2.2.3"), ("2.3.", "2.3.8"), ("3.0.", "3.0.6"),
  ]

  /// Every release, oldest first. Patch releases that PyPI never had are not accepted.
  public static let all: [Release] = series.reduce(into: []) { releases, series in
    for _ in series.names {
      releases.append(Release(place: Int8(releases.count), era: series.era, werkzeug: series.werkzeug))
    }
  }

  private static let series: [(era: Era, werkzeug: Werkzeug, names: [String])] = [
    (.v0_10, .v0_16, ["0.10", "0.10.1"]),
    (.v0_11, .v0_16, ["0.11", "0.11.1", "0.12", "0.12.1", "0.12.2", "0.12.3", "0.12.4", "0.12.5"]),
    (.v1_0, .v0_16, ["1.0"]),
    (.v1_0_1, .v0_16, ["1.0.1", "1.0.2"]),
    (.v1_0_3, .v0_16, ["1.0.3"]),
    (.v1_0_3, .v1_0, ["1.0.4"]),
    (.v1_1, .v1_0, ["1.1.0", "1.1.1", "1.1.2", "1.1.3", "1.1.4"]),
    (.v2_0, .v2_0, ["2.0.0"]),
    (.v2_0_1, .v2_0, ["2.0.1"]),
    (.v2_0_2, .v2_0, ["2.0.2", "2.0.3", "2.1.0", "2.1.1", "2.1.2", "2.1.3"]),
    (.v2_2, .v2_2, ["2.2.0", "2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.2.5"]),
    (.v2_3, .v2_2, ["2.3.0", "2.3.1", "2.3.2", "2.3.3", "3.0.0", "3.0.1", "3.0.2", "3.0.3"]),
    (.v2_3, .v3_1, ["3.1.0", "3.1.1", "3.1.2", "3.1.3"]),
  ]

  /// What a session starts with.
  public static let standard = all.first { $0.name == "3.1.0" } ?? all[all.count - 1]

  /// The first release of each group that answers alike, as messages list them. (1.0 itself differs from 1.0.1, but in
  /// debug mode only.)
  public static let eraNames = ["0.10", "0.11", "1.0", "1.0.3", "1.1", "2.0", "2.2", "2.3", "3.1"]

  /// Every release, those together that share an era; 3.1, whose Werkzeug knows a code more, stands apart from 2.3.
  public static let byEra: [[Release]] = all.reduce(into: []) { groups, release in
    if let last = groups.last?.last, last.era == release.era,
      (last.werkzeug == .v3_1) == (release.werkzeug == .v3_1)
    {
      groups[groups.count - 1].append(release)
    } else {
      groups.append([release])
    }
  }

  /// Finds a release by name; `x.y` that is no release itself means its first, as `2.0` means 2.0.0.
  public static func named(_ name: String) -> Release? {
    let isSeries = name.utf8.count { $0 == UInt8(ascii: ".") } == 1
    return all.first { $0.name == name } ?? (isSeries ? all.first { $0.name == name + ".0" } : nil)
  }
}

extension Release {
  /// The release that somebody meant who wrote the name of none; nil where only a guess is left.
  ///
  /// `1.0.0` means 1.0, `0122` means 0.12.2, and `1.1.9` the last release of that series. A series that Flask never had has
  /// nothing near: `1.3` is as far from 1.0 as from 1.1.
  public static func probablyMeant(by name: String) -> Release? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 3, parts[2].allSatisfy({ $0 == "0" }),
      let first = all.first(where: { $0.name == parts[0] + "." + parts[1] })
    {
      return first
    }
    if let sameDigits = all.first(where: { $0.name.filter { $0 != "." } == name.filter { $0 != "." } }) {
      return sameDigits
    }
    if parts.count == 1 { return named(name + ".0") }
    let series = parts[0] + "." + parts[1]
    return all.last { $0.name == series || $0.name.hasPrefix(series + ".") }
  }
}
