import Foundation
import PackagePlugin

/// Puts the files of lessons/ into the program whenever it is built: the folder is the only place where they are written.
@main
struct EmbedLessons: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "lessons")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
    let files = names.filter { $0.hasSuffix(".md") || $0.hasSuffix(".eb") }.sorted().map { folder.appending(path: $0) }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedLessons.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) files of lessons/",
        executable: try context.tool(named: "LessonEmbedder").url,
        arguments: [output.path()] + files.map { $0.path() }, inputFiles: files, outputFiles: [output])
    ]
  }
}
