import Classroom
import Diagnostics
import Exercises
import Marking
import WebMemory

/// # WebMarking
///
/// The module for the page that marks a folder. Files contain any bytes, so fields have a length: four bytes, the least
/// significant first, and then the bytes of the field.

/// Tells how much of each file is ever read. A caller needs to pass only the size of a larger file.
///
/// Input, fields with lengths: the names of the files. Output: the maximum size of each in bytes, one on each line.
@_expose(wasm, "errorbook_mark_limits")
@_cdecl("errorbook_mark_limits")
public func errorbookMarkLimits() {
  output = []
  var fields = FieldReader(input[...])
  while let name = fields.next() { output += "\(FilesInMemory.limit(of: name))\n".utf8 }
}

/// Marks submissions like `errorbook grade`.
///
/// Input, fields with lengths:
/// - the name and the title of the lesson, the number of its fences, and the words and the content of each fence;
/// - `original` if all students have the original lesson, `students` if each has their own variant, or `variant` if all have
///   the same one, then its seed;
/// - the name and the bytes of the roster, both empty if there is none;
/// - for each file its path, its kind (`file`, `folder`, `other` for links and the like, or `unreadable`), its size and its
///   bytes.
///
/// Output, fields with lengths: a summary of the problems with the class, the problems themselves (one on each line), the marks
/// as CSV, the marks as JSON Lines, then the name and the content of each feedback page. If nothing can be marked, the output
/// is one field with the reason.
/// - Returns: 0, or 2 if nothing can be marked.
@_expose(wasm, "errorbook_mark")
@_cdecl("errorbook_mark")
public func errorbookMark() -> Int32 {
  output = []
  var fields = FieldReader(input[...])
  let lesson = fields.lesson()
  let variants = fields.variants()
  let lists = fields.lists()
  let files = fields.files()
  guard !fields.isBroken else {
    writeField("The input is incomplete.".utf8)
    return 2
  }
  do throws(MarkedFolder.Problem) {
    write(try MarkedFolder(lesson, FilesInMemory(files), lists, variants))
    return 0
  } catch {
    writeField(error.sentence.utf8)
    return 2
  }
}

private func write(_ folder: MarkedFolder) {
  writeField((folder.summary ?? "").utf8)
  writeField(folder.faults.joined(separator: "\n").utf8)
  writeField(folder.csv)
  writeField(folder.json)
  for page in folder.pages {
    writeField(page.name.utf8)
    writeField(page.bytes)
  }
}

private func writeField(_ bytes: some Collection<UInt8>) {
  let count = UInt32(bytes.count)
  for shift: UInt32 in [0, 8, 16, 24] { output.append(UInt8(truncatingIfNeeded: count >> shift)) }
  output += bytes
}

/// Reads fields with lengths.
private struct FieldReader {
  /// Whether the input ended inside a field.
  private(set) var isBroken = false
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  private mutating func bytes() -> ArraySlice<UInt8> {
    guard rest.count >= 4 else { return stop() }
    let count = rest.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard let count = Int(exactly: count), count <= rest.count - 4 else { return stop() }
    let field = rest.dropFirst(4).prefix(count)
    rest = rest[field.endIndex...]
    return field
  }

  private mutating func stop() -> ArraySlice<UInt8> {
    isBroken = true
    rest = []
    return []
  }

  /// Returns the next field as text; nil at the end.
  mutating func next() -> String? { rest.isEmpty ? nil : text() }

  private mutating func text() -> String { String(decoding: bytes(), as: UTF8.self) }

  /// Returns a number from 0. A number that is too large becomes the largest one.
  private mutating func number() -> Int { max(0, Int(text()) ?? Int.max) }

  mutating func lesson() -> Lesson {
    let (name, title) = (text(), text())
    var fences: [(words: String, content: String)] = []
    let count = number()
    while fences.count < count, !isBroken { fences.append((words: text(), content: text())) }
    return Lesson(name: name, title: title, fences: fences)
  }

  mutating func variants() -> ClassVariants.Source {
    switch text() {
    case "students": .ofStudents
    case "variant": .one(Variant(text()))
    default: .none
    }
  }

  mutating func lists() -> ClassLists {
    let (name, bytes) = (text(), bytes())
    var lists = ClassLists()
    guard !name.isEmpty else { return lists }
    lists.roster = Roster(CSVReading(Array(bytes)), name: name)
    lists.rosterName = name
    return lists
  }

  mutating func files() -> [FilesInMemory.File] {
    var files: [FilesInMemory.File] = []
    while !rest.isEmpty {
      let (path, kind, size, bytes) = (text(), kind(), number(), bytes())
      files.append(FilesInMemory.File(path: path, kind: kind, size: size, bytes: bytes))
    }
    return files
  }

  private mutating func kind() -> FilesInMemory.File.Kind {
    switch text() {
    case "file": .file
    case "folder": .folder
    case "unreadable": .unreadable
    default: .other
    }
  }
}
