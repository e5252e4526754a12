import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// A Python file with the files beside it that it imports, and its `conftest.py`.
///
/// All files are in one text, one after the other, so that a span says which file it is in.
public struct ProgramFiles: Sendable {
  /// The file that was asked for.
  public let main: PythonProgram
  /// The other files, by the names of their modules.
  public let siblings: [String: PythonProgram]
  /// The names of the files in the folder `templates` beside it; nil if that folder is not known.
  public let templates: Set<String>?

  /// The most files that are read beside the program.
  static let mostFiles = 20
  /// The most bytes of all files.
  static let mostBytes = 4_000_000

  /// Reads a program.
  ///
  /// - Parameters:
  ///   - templates: The names of the files in the folder `templates` beside it; nil if that folder is not known.
  ///   - read: Returns the file of a module; nil if there is none beside the program.
  public init(_ source: SourceText, templates: Set<String>? = nil, read: (String) -> SourceText?) {
    var text = source
    var main = PythonProgram(parsing: source)
    var siblings: [String: PythonProgram] = [:]
    var wanted = ["conftest"] + main.statements.importedModules
    var asked: Set<String> = [Self.module(of: source.name)]
    while let name = wanted.popLast() {
      guard asked.insert(name).inserted, siblings.count < Self.mostFiles, Self.isModuleName(name),
        let file = read(name), text.bytes.count + file.bytes.count <= Self.mostBytes
      else { continue }
      let span = text.append(fileNamed: file.name, file.bytes)
      let program = PythonProgram(parsing: text, in: span)
      siblings[name] = program
      wanted += program.statements.importedModules
    }
    for name in siblings.keys { siblings[name]?.source = text }
    main.source = text
    self.main = main
    self.siblings = siblings
    self.templates = templates
  }

  /// Returns the module of a file: `shop` for `app/shop.py`.
  private static func module(of path: String) -> String {
    let file = path.split(separator: "/").last.map { String($0) } ?? path
    return file.hasSuffix(".py") ? String(file.dropLast(3)) : file
  }

  /// Whether a file with this name can be beside the program. Everything else could be a path to another folder.
  private static func isModuleName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 100
      && name.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
  }
}

extension Translation {
  /// Reads a program with the files beside it.
  public init(_ files: ProgramFiles, release: Release) {
    self.init(files.main, release: release, siblings: files.siblings, templates: files.templates)
  }
}

extension Session {
  /// The release that runs Flask programs: the session's own, or the standard one if the session has another framework.
  public var releaseOfPrograms: Release {
    release.frameworkWord == Framework.standard.word ? release : .standard
  }
}

extension [PythonStatement] {
  /// The modules that the statements and their blocks import.
  fileprivate var importedModules: [String] {
    var modules: [String] = []
    addImports(to: &modules)
    return modules
  }

  fileprivate func addImports(to modules: inout [String]) {
    for statement in self { statement.addImports(to: &modules) }
  }
}

extension PythonStatement {
  fileprivate func addImports(to modules: inout [String]) {
    switch kind {
    case .importModules(let imports): modules += imports.map { $0.name }
    case .importNames(let module, let level, let imports):
      if module.isEmpty, level > 0 { modules += imports.map { $0.name } } else { modules.append(module) }
    case .function(let function): function.body.addImports(to: &modules)
    case .classDefinition(let definition): definition.body.addImports(to: &modules)
    default: for block in blocks { block.addImports(to: &modules) }
    }
  }
}
