/// A run of releases that treat errors by the same rules, as a framework states it: one row of its table.
struct EraRow: Sendable {
  /// The rules that distinguish it from other eras.
  var rules: EraRules
  /// Its releases, oldest first, in runs that were measured with the same release of the library.
  var series: [Series]

  struct Series: Sendable {
    /// The releases, as on PyPI.
    var releases: [String]
    /// The release of the library that goes with them.
    var library: String
    /// The place of their known classes among the framework's sets.
    var classes: Int
  }
}

/// A run of releases of a framework that treat errors by the same rules. Plain data: the place of a row among all rows.
public struct Era: Sendable, Hashable, Comparable {
  /// The place among the eras of all frameworks.
  private let place: Int8

  fileprivate init(_ place: Int) { self.place = Int8(place) }

  /// Every era, those of a framework together, oldest first.
  public static let all: [Era] = table.indices.map { Era($0) }

  /// By number: interpreters ask at each statement.
  private static let table: [EraRow] = Framework.all.flatMap { $0.eras }

  /// Returns whether the left era came first. Eras of different frameworks follow the table of frameworks.
  public static func < (left: Self, right: Self) -> Bool { left.place < right.place }

  /// The rules.
  public var rules: EraRules { Self.table[Int(place)].rules }

  /// Its releases, oldest first.
  public var releases: [Release] { Release.all.filter { $0.era == self } }

  /// The name of its first release.
  public var name: String { Self.table[Int(place)].series.first?.releases.first ?? "" }
}

/// A release of a framework on PyPI, and the rules that it follows. Plain data: every answer says its release.
public struct Release: Sendable, Hashable {
  /// The place among all releases, those of a framework together, oldest first.
  private let place: Int16
  /// The era whose rules the release follows.
  public let era: Era

  private var row: Row { Self.rows[Int(place)] }

  /// As on PyPI: `0.12.2`, `1.1.0`.
  public var name: String { row.name }

  /// The framework that it is a release of.
  public var framework: Framework { Framework.all[row.framework] }

  /// The classes that scripts need not declare under it.
  public var knownClasses: KnownClassSet { Framework.all[row.framework].knownClassSets[row.classes] }

  /// The place of these among the framework's sets of known classes.
  public var knownClassSet: Int { row.classes }

  /// The members of JSON that have its name and that of its library's release: `flask` and `werkzeug`.
  public var members: (framework: StaticString, library: StaticString) { Framework.all[row.framework].members }

  /// With the framework's name: `Flask 0.12.2`.
  public var fullName: String { "\(Framework.all[row.framework].name) \(row.name)" }

  /// The library with its release: `Werkzeug 0.16.1`.
  public var fullLibraryName: String { "\(Framework.all[row.framework].library) \(row.library)" }

  /// The word for the framework in statements: `flask`.
  public var frameworkWord: String { Framework.all[row.framework].word }

  /// Whether it came before another release of its framework; false where the framework has no such release.
  public func isBefore(_ name: String) -> Bool { framework.release(named: name).map { place < $0.place } ?? false }

  /// The release of the framework's library that goes with it: the one with which the model was measured.
  public var libraryRelease: String { row.library }

  private struct Row: Sendable {
    var name: String
    var framework: Int
    var era: Era
    var library: String
    var classes: Int
  }

  private static let rows: [Row] = {
    var rows: [Row] = []
    var era = 0
    for (framework, modeled) in Framework.all.enumerated() {
      for eraRow in modeled.eras {
        for series in eraRow.series {
          rows += series.releases.map {
            Row(name: $0, framework: framework, era: Era(era), library: series.library, classes: series.classes)
          }
        }
        era += 1
      }
    }
    return rows
  }()

  /// Every release of every framework. Patch releases that PyPI never had are not accepted.
  public static let all: [Release] = rows.indices.map { Release(place: Int16($0), era: rows[$0].era) }

  /// What a session starts with.
  public static let standard = Framework.standard.release(named: Framework.standard.standardRelease) ?? all[0]
}

extension Framework {
  /// The eras of the framework, oldest first.
  public var allEras: [Era] {
    var eras: [Era] = []
    for release in releases where release.era != eras.last { eras.append(release.era) }
    return eras
  }

  /// The first release of each era, as messages list them.
  public var eraNames: String { allEras.map { $0.name }.joined(separator: " | ") }

  /// The release that somebody meant who wrote the name of none; nil where only a guess is left.
  ///
  /// `1.0.0` means 1.0, `0122` means 0.12.2, and `1.1.9` the last release of that series. A series that the framework never
  /// had has nothing near: `1.3` is as far from 1.0 as from 1.1.
  public func releaseProbablyMeant(by name: String) -> Release? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 3, parts[2].allSatisfy({ $0 == "0" }),
      let first = releases.first(where: { $0.name == parts[0] + "." + parts[1] })
    {
      return first
    }
    if let sameDigits = releases.first(where: { $0.name.filter { $0 != "." } == name.filter { $0 != "." } }) {
      return sameDigits
    }
    if parts.count == 1 { return release(named: name + ".0") }
    let series = parts[0] + "." + parts[1]
    return releases.last { $0.name == series || $0.name.hasPrefix(series + ".") }
  }
}
