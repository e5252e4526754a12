import Foundation
import Resolution
import Testing

@testable import Page

@Suite("The menu of releases") struct ReleaseMenuTests {
  private struct Menu: Decodable {
    struct Framework: Decodable {
      struct Release: Decodable {
        var name: String
        var era: String
      }

      var word: String
      var name: String
      var releases: [Release]
    }

    struct Standard: Decodable {
      var framework: String
      var release: String
    }

    var frameworks: [Framework]
    var standard: Standard
  }

  private let menu: Menu

  init() throws { menu = try JSONDecoder().decode(Menu.self, from: Data(ReleaseMenu.json)) }

  @Test("it has every release of every framework, oldest first")
  func releases() {
    #expect(menu.frameworks.map { $0.word } == Resolution.Framework.all.map { $0.word })
    #expect(menu.frameworks.flatMap { $0.releases.map { $0.name } } == Release.all.map { $0.name })
    #expect(menu.frameworks.first?.name == "Flask")
  }

  @Test("releases with the same rules have the same era, which is named after the oldest of them")
  func eras() {
    for framework in menu.frameworks {
      var seen: Set<String> = []
      for (index, release) in framework.releases.enumerated() where seen.insert(release.era).inserted {
        #expect(framework.releases[index].name == release.era)
      }
    }
  }

  @Test("it names the release that a session starts with")
  func standard() {
    let framework = menu.frameworks.first { $0.word == menu.standard.framework }
    #expect(framework?.releases.contains { $0.name == menu.standard.release } == true)
  }
}
