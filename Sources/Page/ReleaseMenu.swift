import Rendering
import Resolution

/// The releases that a page offers in a menu and draws in a timeline.
package enum ReleaseMenu {
  /// The releases as JSON: `frameworks`, each with its `word`, its `name` and its `releases`, oldest first, each with its
  /// `name` and the name of its `era`; and `standard`, with the `framework` and the `release` that a session starts with.
  package static var json: [UInt8] {
    var json = JSONWriter()
    json.writeLine { json in
      json.objects("frameworks", Framework.all) { json, framework in
        json.member("word", framework.word)
        json.member("name", framework.name)
        json.objects("releases", framework.releases) { json, release in
          json.member("name", release.name)
          json.member("era", release.era.name)
        }
      }
      json.object("standard") { json in
        json.member("framework", Release.standard.frameworkWord)
        json.member("release", Release.standard.name)
      }
    }
    return Array(json.bytes)
  }
}
