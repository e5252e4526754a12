// swift-tools-version: 6.2
import PackageDescription

// Each target is a floor: it imports only what stands below it, so no circle is possible.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "errorbook",
  products: [.executable(name: "errorbook", targets: ["errorbook"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .executableTarget(
      name: "errorbook",
      dependencies: [
        "Export", "Workbook", "Classroom", "Course", "LineEditing", "Files",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(name: "Classroom", dependencies: ["Workbook"], swiftSettings: strict),
    .target(name: "Workbook", dependencies: ["Rendering", "Export", "CMarkGFM"], swiftSettings: strict),
    .target(name: "Export", dependencies: ["Interpreter"], swiftSettings: strict),
    // The files of lessons/, put into the program when it is built.
    .target(name: "Course", swiftSettings: strict, plugins: ["EmbedLessons"]),
    .plugin(
      name: "EmbedLessons", capability: .buildTool(), dependencies: ["LessonEmbedder"], path: "Sources/EmbedLessons"),
    .executableTarget(name: "LessonEmbedder", swiftSettings: strict),
    .target(name: "Rendering", dependencies: ["Interpreter"], swiftSettings: strict),
    .target(name: "Interpreter", dependencies: ["Syntax", "Resolution"], swiftSettings: strict),
    .target(name: "Syntax", dependencies: ["Diagnostics"], swiftSettings: strict),
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "Resolution", swiftSettings: strict),
    .target(name: "LineEditing", dependencies: ["CLibEdit", "Files"], swiftSettings: strict),
    .target(name: "Files", swiftSettings: strict),
    .systemLibrary(
      name: "CLibEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
    .testTarget(name: "ResolutionTests", dependencies: ["Resolution", "SeededRandom"], swiftSettings: strict),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "SeededRandom"], swiftSettings: strict),
    .testTarget(name: "SyntaxTests", dependencies: ["Syntax", "SeededRandom"], swiftSettings: strict),
    .testTarget(
      name: "InterpreterTests", dependencies: ["Interpreter", "SeededRandom"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(name: "RenderingTests", dependencies: ["Rendering", "SeededRandom"], swiftSettings: strict),
    .testTarget(
      name: "WorkbookTests", dependencies: ["Workbook", "SeededRandom"], exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(name: "FilesTests", dependencies: ["Files"], swiftSettings: strict),
    .testTarget(
      name: "ClassroomTests", dependencies: ["Classroom", "CMarkGFM", "SeededRandom"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(name: "ExportTests", dependencies: ["Export"], exclude: ["Fixtures"], swiftSettings: strict),
    // The numbers of every test that tries many inputs.
    .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),
    // What must hold for any bytes, for tests and for fuzzing.
    .target(
      name: "FuzzedReaders", dependencies: ["Classroom", "Workbook", "Export", "LineEditing"],
      path: "Tests/Fuzzing/Readers", swiftSettings: strict),
    .testTarget(name: "FuzzedReaderTests", dependencies: ["FuzzedReaders"], swiftSettings: strict),
    // What tests of a prompt need: a terminal to drive a program in, and the line editor alone as a program.
    .target(name: "PseudoTerminal", path: "Tests/PseudoTerminal", swiftSettings: strict),
    .executableTarget(
      name: "LineEditingProbe", dependencies: ["LineEditing"], path: "Tests/LineEditingProbe", swiftSettings: strict),
    .testTarget(
      name: "LineEditingTests", dependencies: ["LineEditing", "LineEditingProbe", "PseudoTerminal"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["errorbook", "Workbook", "LineEditing", "PseudoTerminal"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// What nobody needs who uses or tests errorbook: `Tests/Benchmark/run` asks for it.
if Context.environment["ERRORBOOK_BENCHMARK"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Benchmark", dependencies: ["Resolution"], path: "Tests/Benchmark", exclude: ["run", "flask_side.py"],
      swiftSettings: strict))
}

// libFuzzer starts this one: `Tests/Fuzzing/run` asks for it. Programs with a beginning of their own cannot be built beside
// it, nor can what needs one of them.
if Context.environment["ERRORBOOK_FUZZING"] != nil {
  package.products = []
  package.targets.removeAll { ![.regular, .system].contains($0.type) || $0.name == "Course" }
  package.targets.append(
    .executableTarget(
      name: "Fuzzer", dependencies: ["FuzzedReaders"], path: "Tests/Fuzzing/Fuzzer", swiftSettings: strict))
}
