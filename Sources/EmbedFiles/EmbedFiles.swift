import Foundation
import PackagePlugin

/// Embeds files into a target at build time, so that the program is one file. The target finds them in
/// `EmbeddedFiles.files`, each with its path below the folder.
@main
struct EmbedFiles: BuildToolPlugin {
  /// The files that each target embeds: those with these name extensions in a folder of the package and below it.
  private static let wanted: [String: (folder: String, endings: [String])] = [
    "Course": ("lessons", [".md", ".eb", ".py"]),
    "Export": ("Sources/Export", ["_dump.py"]),
    "BookFiles": ("Sources/BookFiles", [".js", ".css"]),
  ]

  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    guard let (folder, endings) = Self.wanted[target.name] else {
      Diagnostics.error("EmbedFiles does not know what to embed into \(target.name)")
      return []
    }
    let directory = context.package.directoryURL.appending(path: folder)
    let files = try Self.files(in: directory, endings)
    let commands = [try command(context, "EmbeddedFiles", directory, files)]
    return target.name == "BookFiles" ? commands + [try engineCommand(context)] : commands
  }

  /// Embeds the engine for the browser, which is built apart, as `EmbeddedEngine`. It is empty if the environment variable
  /// ERRORBOOK_ENGINE does not name a folder with it.
  private func engineCommand(_ context: PluginContext) throws -> Command {
    let path = ProcessInfo.processInfo.environment["ERRORBOOK_ENGINE"] ?? ""
    let directory = URL(filePath: path, relativeTo: context.package.directoryURL).absoluteURL
    let files = path.isEmpty ? [] : try Self.files(in: directory, [".js"])
    if files.isEmpty, !path.isEmpty { Diagnostics.error("ERRORBOOK_ENGINE: there is no engine in \(path)") }
    return try command(context, "EmbeddedEngine", directory, files)
  }

  private static func files(in directory: URL, _ endings: [String]) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: directory.path())
      .filter { name in endings.contains { name.hasSuffix($0) } }.sorted()
  }

  private func command(
    _ context: PluginContext, _ name: String, _ directory: URL, _ files: [String]
  ) throws -> Command {
    let output = context.pluginWorkDirectoryURL.appending(path: "\(name).swift")
    return .buildCommand(
      displayName: "Embedding \(files.count) files as \(name)",
      executable: try context.tool(named: "FileEmbedder").url,
      arguments: [output.path(), name, directory.path()] + files,
      inputFiles: files.map { directory.appending(path: $0) },
      outputFiles: [output])
  }
}
