/// What all pages of a book share: head, navigation and footer.
struct PageFrame {
  private let settings: Book.Settings
  private let parts: BookParts

  init(_ settings: Book.Settings, _ parts: BookParts) { (self.settings, self.parts) = (settings, parts) }

  /// The element by which a page of a book is recognized. It also says whether the page can contain answers.
  static func generatorTag(hasAnswers: Bool) -> String {
    generatorStart + (hasAnswers ? "" : " without answers") + "\">"
  }

  static let generatorStart = #"<meta name="generator" content="errorbook book"#

  // MARK: Pages of a folder

  /// Returns the file of a page.
  func page(_ page: BookPage) -> [UInt8] {
    var html = HTMLWriter()
    writeStart(version: page.version, to: &html)
    html.element("head") { html in
      html.line()
      writeMeta(Self.folderPolicy, title: title(of: page), to: &html)
      for style in parts.styles {
        html.void("link", [.init("rel", "stylesheet"), .init("href", "book/\(style.path)")])
        html.line()
      }
      for script in parts.scripts {
        html.element("script", [.init("src", "book/\(script.path)"), .init("defer")])
        html.line()
      }
    }
    html.line()
    html.element("body", [.init("data-errorbook-page", page.kind.rawValue)]) { html in
      html.line()
      writeSkipLink(to: &html)
      html.element("header") { html in
        writeNavigation(.folder, to: &html)
        writeTurns(page, to: &html)
      }
      html.line()
      html.element("main", [.init("id", "main")] + Self.attributes(page)) { html in
        html.line()
        html.raw(page.content)
      }
      html.line()
      writeFooter(saysAnswers: page.hasExercises, to: &html)
      writeData(page, to: &html)
    }
    html.raw("\n</html>\n")
    return html.bytes
  }

  private static let folderPolicy = policy(scripts: ["'self'"], styles: ["'self'"], images: ["'self'", "data:"])

  // MARK: A single file

  /// Returns one file with all pages, each in a section.
  func singleFile(_ pages: [BookPage]) -> [UInt8] {
    let engines = parts.engines.filter { $0.path != BookParts.markingEngine }
    let scripts = (parts.scripts + engines).map { Self.inlineScript($0.bytes) }
    let styles = parts.styles.map { Self.inlineStyle($0.bytes) }
    let policy = Self.policy(
      scripts: scripts.map { Digest.policySource($0) }, styles: styles.map { Digest.policySource($0) },
      images: ["data:"])
    var html = HTMLWriter()
    writeStart(version: "", to: &html)
    html.element("head") { html in
      html.line()
      writeMeta(policy, title: settings.title, to: &html)
      for style in styles {
        html.element("style") { html in html.raw(style) }
        html.line()
      }
    }
    html.line()
    html.element("body", [.init("data-errorbook-page", "course")]) { html in
      html.line()
      writeSkipLink(to: &html)
      html.element("header") { html in writeNavigation(.singleFile, to: &html) }
      html.line()
      html.element("main", [.init("id", "main")]) { html in
        html.line()
        for page in pages { writeSection(page, to: &html) }
      }
      html.line()
      writeFooter(saysAnswers: pages.contains { $0.hasExercises }, to: &html)
      // The scripts come last: inline scripts run at once.
      for script in scripts {
        html.element("script") { html in html.raw(script) }
        html.line()
      }
    }
    html.raw("\n</html>\n")
    return html.bytes
  }

  private func writeSection(_ page: BookPage, to html: inout HTMLWriter) {
    let id = PageLinks.sectionID(page.stem)
    let attributes: [HTMLWriter.Attribute] = [
      .init("id", id), .init("data-route", id), .init("data-title", title(of: page)),
    ]
    html.element("section", attributes) { html in
      html.line()
      writeTurns(page, to: &html)
      html.element("article", Self.attributes(page)) { html in
        html.line()
        html.raw(page.content)
      }
      html.line()
      writeData(page, to: &html)
    }
    html.line()
  }

  /// Returns a script as the text of a `script` element. `</script` and `<!--` would change where the element ends. In
  /// scripts they only appear in texts, where a backslash changes nothing.
  private static func inlineScript(_ script: [UInt8]) -> [UInt8] {
    replacing("<!--", with: "<\\!--", in: replacing("</", with: "<\\/", in: script))
  }

  /// Returns a style sheet as the text of a `style` element, which would end at `</`.
  private static func inlineStyle(_ style: [UInt8]) -> [UInt8] { replacing("</", with: "<\\/", in: style) }

  private static func replacing(_ old: String, with new: String, in text: [UInt8]) -> [UInt8] {
    let (old, new) = (Array(old.utf8), Array(new.utf8))
    guard let first = old.first else { return text }
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var rest = text[...]
    while let place = rest.firstIndex(of: first) {
      output += rest[..<place]
      rest = rest[place...]
      if rest.starts(with: old) {
        output += new
        rest = rest.dropFirst(old.count)
      } else {
        output.append(first)
        rest = rest.dropFirst()
      }
    }
    return output + rest
  }

  // MARK: Parts of all pages

  private func writeStart(version: String, to html: inout HTMLWriter) {
    html.raw("<!doctype html>\n")
    var attributes: [HTMLWriter.Attribute] = [.init("lang", "en"), .init("data-errorbook-book", settings.key)]
    if !version.isEmpty { attributes.append(.init("data-errorbook-version", version)) }
    html.open("html", attributes)
    html.line()
  }

  private func writeMeta(_ policy: String, title: String, to html: inout HTMLWriter) {
    html.void("meta", [.init("charset", "utf-8")])
    html.line()
    html.void("meta", [.init("http-equiv", "Content-Security-Policy"), .init("content", policy)])
    html.line()
    html.void("meta", [.init("name", "viewport"), .init("content", "width=device-width, initial-scale=1")])
    html.line()
    html.raw(Self.generatorTag(hasAnswers: settings.hasAnswers))
    html.line()
    html.element("title", text: title)
    html.line()
  }

  /// Returns what a browser may load. A page loads nothing from elsewhere, and its lesson cannot bring scripts.
  private static func policy(scripts: [String], styles: [String], images: [String]) -> String {
    [
      "default-src 'none'", "script-src \(scripts.joined(separator: " ")) 'wasm-unsafe-eval'", "worker-src blob:",
      "style-src \(styles.joined(separator: " "))", "img-src \(images.joined(separator: " "))", "base-uri 'none'",
      "form-action 'none'",
    ].joined(separator: "; ")
  }

  private func title(of page: BookPage) -> String {
    page.title == settings.title ? page.title : "\(page.title) - \(settings.title)"
  }

  private static func attributes(_ page: BookPage) -> [HTMLWriter.Attribute] {
    [.part(page.kind.rawValue)] + (page.name.map { [.init("data-name", $0)] } ?? [])
  }

  private func writeSkipLink(to html: inout HTMLWriter) {
    html.element("a", [.init("class", "skip"), .init("href", "#main")], text: "Skip to the content")
    html.line()
  }

  private func writeNavigation(_ layout: PageLinks.Layout, to html: inout HTMLWriter) {
    html.element("nav", [.init("aria-label", "Book")]) { html in
      html.element("a", [.init("href", PageLinks.href(IndexPage.stem, layout))], text: settings.title)
      html.raw(" ")
      html.element("a", [.init("href", PageLinks.href(ToolPage.playground.stem, layout))], text: "Playground")
    }
    html.line()
  }

  private func writeTurns(_ page: BookPage, to html: inout HTMLWriter) {
    guard page.previous != nil || page.next != nil else { return }
    html.element("nav", [.init("class", "turns"), .init("aria-label", "Previous and next lesson")]) { html in
      if let previous = page.previous {
        html.element("a", [.init("href", previous.href), .init("rel", "prev")], text: previous.title)
      }
      if page.previous != nil, page.next != nil { html.raw(" ") }
      if let next = page.next {
        html.element("a", [.init("href", next.href), .init("rel", "next")], text: next.title)
      }
    }
    html.line()
  }

  private func writeFooter(saysAnswers: Bool, to html: inout HTMLWriter) {
    html.element("footer") { html in
      html.line()
      html.element("noscript") { html in
        html.element(
          "p",
          text: "Without JavaScript you can read this page, but nothing on it runs. errorbook computed the results.")
      }
      html.line()
      html.element(
        "p", text: "errorbook computes every result on this page in your browser. Nothing is sent anywhere.")
      html.line()
      if let link = settings.projectLink {
        html.element("p") { html in
          html.element("a", [.init("href", link), .init("rel", "noreferrer")], text: "About errorbook")
        }
        html.line()
      }
      guard saysAnswers else { return }
      html.element(
        "p",
        text: settings.hasAnswers
          ? "The source of this page contains the answers to its exercises."
          : "This page does not contain the answers to its exercises.")
      html.line()
    }
    html.line()
  }

  private func writeData(_ page: BookPage, to html: inout HTMLWriter) {
    guard let data = page.data?(page.next) else { return }
    html.element("script", [.init("type", "application/json"), .part("data")]) { html in
      // In JSON, `<` can only be in a text. Escaped, it cannot end the element or start a comment.
      html.raw(data.flatMap { $0 == UInt8(ascii: "<") ? Array(#"\u003c"#.utf8) : [$0] })
    }
    html.line()
  }
}
