import Exercises
import Lessons

/// The path that a link leads to.
enum LinkedPath {
  /// Returns a relative link as a path without `.` and `..`, or nil if it leads out of the folder of the lessons.
  static func resolved(_ link: String, from path: String) -> String? {
    guard !link.isEmpty else { return path }
    var names: [Substring] = []
    for name in Lesson.Link.path(of: link, from: path).split(separator: "/") {
      switch name {
      case ".": break
      case "..": guard names.popLast() != nil else { return nil }
      default: names.append(name)
      }
    }
    return names.joined(separator: "/")
  }
}

/// A link to another page, with its title.
struct PageTurn: Sendable, Hashable {
  var href: String
  var title: String
}

/// The addresses of the pages of a book.
struct PageLinks: Sendable {
  enum Layout: Sendable, Hashable {
    /// Each page is a file.
    case folder
    /// Each page is a section of one file, and the fragment of the address chooses it.
    case singleFile
  }

  let layout: Layout
  /// The names of the pages, by the path of their source.
  private var stems: [String: String] = [:]
  /// The names of headings, by the path of their source.
  private var anchors: [String: Set<String>] = [:]
  /// The addresses of images, by their path. Each contains the whole image.
  let images: [String: String]

  init(_ sources: [BookSource], _ images: [BookImage], layout: Layout) {
    self.layout = layout
    self.images = Dictionary(images.map { ($0.path, $0.address) }) { first, _ in first }
    var taken: Set<String> = [IndexPage.stem, ToolPage.playground.stem, ToolPage.mark.stem]
    for source in sources {
      let name = Self.stem(of: source.path)
      var (stem, number) = (name, 2)
      while !taken.insert(stem.lowercased()).inserted {
        stem = "\(name)-\(number)"
        number += 1
      }
      stems[source.path] = stem
      if source.kind != .code { anchors[source.path] = VisibleBlocks(source.lesson).anchors }
    }
  }

  /// Returns the name of a page as its source is called. It becomes part of addresses, so it contains nothing that would
  /// have to be escaped there.
  private static func stem(of path: String) -> String {
    // On a Git host, README is the page of its folder. Here it is one of many.
    if path == "README.md" { return "course" }
    let name = path.split(separator: "/").last ?? ""
    let kept = name.hasSuffix(".md") ? name.dropLast(3) : name[...]
    let stem = kept.unicodeScalars.map { isOfAddress($0) ? Character($0) : "-" }
    return stem.isEmpty ? "page" : String(stem)
  }

  private static func isOfAddress(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
    default: false
    }
  }

  /// Returns the name of the page of a source.
  func stem(of source: BookSource) -> String { stems[source.path] ?? "page" }

  /// Returns the link to a page.
  func turn(to source: BookSource) -> PageTurn {
    PageTurn(href: Self.href(stem(of: source), layout), title: source.title)
  }

  /// Returns the address of a page.
  static func href(_ stem: String, _ layout: Layout) -> String {
    layout == .folder ? "\(stem).html" : "#\(Self.sectionID(stem))"
  }

  /// Returns the id of the section of a page in a single file.
  static func sectionID(_ stem: String) -> String { "lesson-\(stem)" }

  /// Returns the id of a heading on a page.
  func headingID(_ anchor: String, on source: BookSource) -> String { id(anchor, on: stem(of: source)) }

  private func id(_ anchor: String, on stem: String) -> String {
    switch layout {
    // `main` is the id of the content.
    case .folder: anchor == "main" ? "main--1" : anchor
    case .singleFile: "\(stem)--\(anchor)"
    }
  }

  /// Returns the address that a link leads to, or nil if the book must not or cannot link there.
  func href(of link: Lesson.Link, on source: BookSource) -> String? {
    if let scheme = Self.scheme(of: link.target) {
      return ["http", "https", "mailto"].contains(scheme) ? link.target : nil
    }
    guard let place = link.place, let path = LinkedPath.resolved(place.file, from: source.path),
      let stem = stems[path]
    else { return nil }
    guard let anchor = place.anchor, !anchor.isEmpty else { return Self.href(stem, layout) }
    guard anchors[path]?.contains(anchor) == true else { return nil }
    let page = layout == .singleFile || path == source.path ? "" : "\(stem).html"
    return "\(page)#\(Self.encoded(id(anchor, on: stem)))"
  }

  /// Returns the scheme of an address in lower case, as a browser reads it: it ignores control characters. Nil for relative
  /// addresses.
  private static func scheme(of target: String) -> String? {
    let visible = target.unicodeScalars.filter { $0.value > 0x20 }
    guard let colon = visible.firstIndex(of: ":") else { return nil }
    let before = visible[..<colon]
    guard !before.contains("/"), !before.contains("?"), !before.contains("#") else { return nil }
    return String(String.UnicodeScalarView(before)).lowercased()
  }

  /// Percent-encodes what an address cannot contain.
  private static func encoded(_ fragment: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return fragment.utf8.reduce(into: "") { text, byte in
      if isOfAddress(Unicode.Scalar(byte)) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }
}
