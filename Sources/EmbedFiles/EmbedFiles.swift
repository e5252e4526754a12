import Foundation
import PackagePlugin

/// Embeds files into a target at build time, so that the program is one file. The target finds their names and texts in
/// `EmbeddedFiles.files`.
@main
struct EmbedFiles: BuildToolPlugin {
  /// The files that each target embeds: a folder of the package and the file name extensions.
  private static let wanted: [String: (folder: String, endings: [String])] = [
    "Course": ("lessons", [".md", ".eb"]),
    "Export": ("Sources/Export/Flask/Dump", [".py"]),
  ]

  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    guard let (folder, endings) = Self.wanted[target.name] else {
      Diagnostics.error("EmbedFiles does not know what to embed into \(target.name)")
      return []
    }
    let directory = context.package.directoryURL.appending(path: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path())
    let files = names.filter { name in endings.contains { name.hasSuffix($0) } }.sorted()
      .map { directory.appending(path: $0) }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) files of \(folder)/",
        executable: try context.tool(named: "FileEmbedder").url,
        arguments: [output.path()] + files.map { $0.path() }, inputFiles: files, outputFiles: [output])
    ]
  }
}
