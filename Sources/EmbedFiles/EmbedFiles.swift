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
  ]

  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    guard let (folder, endings) = Self.wanted[target.name] else {
      Diagnostics.error("EmbedFiles does not know what to embed into \(target.name)")
      return []
    }
    let directory = context.package.directoryURL.appending(path: folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: directory.path())
      .filter { name in endings.contains { name.hasSuffix($0) } }.sorted()
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(names.count) files of \(folder)/",
        executable: try context.tool(named: "FileEmbedder").url,
        arguments: [output.path(), directory.path()] + names, inputFiles: names.map { directory.appending(path: $0) },
        outputFiles: [output])
    ]
  }
}
