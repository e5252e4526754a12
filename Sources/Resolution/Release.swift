/// An era in the table of a framework: consecutive releases with the same rules.
struct EraRow: Sendable {
  /// The rules of the era.
  var rules: EraRules
  /// The releases of the era, oldest first, grouped by the release of the library that they were measured with.
  var series: [Series]

  struct Series: Sendable {
    /// The releases, as on PyPI.
    var releases: [String]
    /// The release of the library that goes with them; nil if the framework has no such library.
    var library: String?
    /// The index of their set of known classes in `Framework.knownClassSets`.
    var classes: Int
  }
}

/// An era: consecutive releases of a framework with the same rules. It is stored as an index into the table of all
/// eras.
public struct Era: Sendable, Hashable, Comparable {
  /// The index among the eras of all frameworks.
  private let place: Int8

  fileprivate init(_ place: Int) { self.place = Int8(place) }

  /// The rows of all eras. A row is found by its index, because interpreters read rules at each statement.
  private static let table: [EraRow] = Framework.all.flatMap { $0.eras }

  /// Returns whether the left era is older. Eras of different frameworks are in the order of the frameworks.
  public static func < (left: Self, right: Self) -> Bool { left.place < right.place }

  /// The rules of the era.
  public var rules: EraRules { Self.table[Int(place)].rules }

  /// The releases of the era, oldest first.
  public var releases: [Release] { Release.all.filter { $0.era == self } }

  /// The name of the era: the name of its first release.
  public var name: String { Self.table[Int(place)].series.first?.releases.first ?? "" }
}

/// A release of a framework on PyPI, with its rules. It is small, because every answer contains its release.
public struct Release: Sendable, Hashable {
  /// The index among the releases of all frameworks, oldest first within a framework.
  private let place: Int16
  /// The era with the rules of the release.
  public let era: Era

  private var row: Row { Self.rows[Int(place)] }

  /// The name on PyPI: `0.12.2`, `1.1.0`.
  public var name: String { row.name }

  /// The framework of the release.
  public var framework: Framework { Framework.all[row.framework] }

  /// The classes that scripts do not need to declare under this release.
  public var knownClasses: KnownClassSet { Framework.all[row.framework].knownClassSets[row.classes] }

  /// The index of the known classes in `Framework.knownClassSets`.
  public var knownClassSet: Int { row.classes }

  /// The JSON members for its name and for its library's release: `flask` and `werkzeug`.
  public var members: (framework: StaticString, library: StaticString) { Framework.all[row.framework].members }

  /// The name with the framework's name: `Flask 0.12.2`.
  public var fullName: String { "\(Framework.all[row.framework].name) \(row.name)" }

  /// The library with its release: `Werkzeug 0.16.1`; nil if the framework has no such library.
  public var fullLibraryName: String? {
    guard let library = Framework.all[row.framework].library, let release = row.library else { return nil }
    return "\(library) \(release)"
  }

  /// The name, with the framework's name unless sessions start with this framework: `0.12.2`, `Sanic 25.12.1`.
  public var shortName: String { row.framework == 0 ? row.name : fullName }
  /// The name with that of the library, if there is one: `Flask 0.12.2 with Werkzeug 0.16.1`.
  public var nameWithLibrary: String { fullName + (fullLibraryName.map { " with \($0)" } ?? "") }

  /// The word for the framework in statements: `flask`.
  public var frameworkWord: String { Framework.all[row.framework].word }

  /// Returns whether the release is older than another release of its framework. Returns false if there is no such
  /// release.
  public func isBefore(_ name: String) -> Bool { framework.release(named: name).map { place < $0.place } ?? false }

  /// The release of the framework's library with which this release was measured, if it has one.
  public var libraryRelease: String? { row.library }

  private struct Row: Sendable {
    var name: String
    var framework: Int
    var era: Era
    var library: String?
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

  /// All releases of all frameworks. Only releases on PyPI are included.
  public static let all: [Release] = rows.indices.map { Release(place: Int16($0), era: rows[$0].era) }

  /// The release that a session starts with.
  public static let standard = Framework.standard.release(named: Framework.standard.standardRelease) ?? all[0]
}

extension Framework {
  /// The eras of all frameworks, in the order of the frameworks.
  public static var allEras: [Era] { all.flatMap { $0.allEras } }

  /// The eras of the framework, oldest first.
  public var allEras: [Era] {
    var eras: [Era] = []
    for release in releases where release.era != eras.last { eras.append(release.era) }
    return eras
  }

  /// Names the releases with a rule, such as `Flask up to 0.12.5` or `Flask 1.0.3 and later`.
  ///
  /// They must be the first or the last releases of the framework.
  public func releaseRange(where rule: (EraRules) -> Bool) -> String {
    let range = releases.filter { rule($0.era.rules) }
    guard range.count < releases.count, let first = range.first, let last = range.last else { return name }
    return first == releases.first ? "\(name) up to \(last.name)" : "\(name) \(first.name) and later"
  }

  /// The newest release whose lookup writes into the table that it searches: of this framework, or else of all.
  public var newestThatWritesBack: Release {
    let writing = Release.all.filter { $0.era.rules.lookup.writesBack }
    return writing.last { $0.frameworkWord == word } ?? writing.last ?? .standard
  }

  /// The first release of each era, as messages list them.
  public var eraNames: String { allEras.map { $0.name }.joined(separator: " | ") }

  /// Returns the release that a name without a release probably means, or nil if that would be a mere guess.
  ///
  /// `1.0.0` means 1.0, `0122` means 0.12.2, and `1.1.9` means the last release of that series. An unknown series has
  /// no similar release: `1.3` could mean 1.0 as well as 1.1.
  public func closestRelease(by name: String) -> Release? {
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
