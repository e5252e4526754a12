import Diagnostics

/// The names of an app, indexed so that many unknown names cost little.
struct NameSuggestions: Sendable {
  private(set) var classes = NearNameIndex()
  private(set) var blueprints = NearNameIndex()
  private var declaredClasses: Int
  private var declaredBlueprints: Int

  /// - Parameter classes: the declared ones first.
  init(classes: [String], declared: Int, blueprints: [String]) {
    declaredClasses = declared
    declaredBlueprints = blueprints.count
    for (index, name) in classes.enumerated() {
      // Known names come after those that will be declared.
      self.classes.insert(name, rank: index < declared ? index : Int.max / 2 + index)
    }
    for (index, name) in blueprints.enumerated() { self.blueprints.insert(name, rank: index) }
  }

  mutating func addClass(_ name: String) {
    classes.insert(name, rank: declaredClasses)
    declaredClasses += 1
  }

  mutating func addBlueprint(_ name: String) {
    blueprints.insert(name, rank: declaredBlueprints)
    declaredBlueprints += 1
  }
}
