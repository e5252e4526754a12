// swift-tools-version: 6.2
import PackageDescription

// Each target is a floor: it imports only what stands below it, and every file imports what it uses.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error), .enableUpcomingFeature("MemberImportVisibility"),
]

/// The floors of the program, from the top down.
let floors: [Target] = [
  .executableTarget(
    name: "errorbook",
    dependencies: [
      "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "Export", "Exercises", "Prompt", "Lessons",
      "Classroom", "Course", "LineEditing", "Files", .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    swiftSettings: strict),
  .target(
    name: "Prompt",
    dependencies: ["Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "Export", "Exercises"],
    swiftSettings: strict),
  .target(
    name: "Classroom", dependencies: ["Diagnostics", "Resolution", "Syntax", "Rendering", "Exercises", "Lessons"],
    swiftSettings: strict),
  .target(
    name: "Lessons",
    dependencies: [
      "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "Export", "Exercises", "CMarkGFM",
    ],
    swiftSettings: strict),
  .target(
    name: "Exercises", dependencies: ["Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering"],
    swiftSettings: strict),
  .target(
    name: "Export", dependencies: ["Diagnostics", "Resolution", "Syntax", "Interpreter"], swiftSettings: strict),
  .target(name: "Rendering", dependencies: ["Diagnostics", "Resolution", "Interpreter"], swiftSettings: strict),
  .target(name: "Interpreter", dependencies: ["Diagnostics", "Resolution", "Syntax"], swiftSettings: strict),
  .target(name: "Syntax", dependencies: ["Diagnostics"], swiftSettings: strict),
  .target(name: "Diagnostics", swiftSettings: strict),
  .target(name: "Resolution", swiftSettings: strict),
]

/// What stands beside the floors: the terminal, files, the lessons of the course and libraries.
let besides: [Target] = [
  .target(name: "LineEditing", dependencies: ["CLibEdit", "Files"], swiftSettings: strict),
  .target(name: "Files", swiftSettings: strict),
  // The files of lessons/, put into the program when it is built.
  .target(name: "Course", swiftSettings: strict, plugins: ["EmbedLessons"]),
  .plugin(
    name: "EmbedLessons", capability: .buildTool(), dependencies: ["LessonEmbedder"], path: "Sources/EmbedLessons"),
  .executableTarget(name: "LessonEmbedder", swiftSettings: strict),
  .systemLibrary(
    name: "CLibEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
  .systemLibrary(
    name: "CMarkGFM", pkgConfig: "libcmark-gfm",
    providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
]

/// The tests of a floor, beside it in the same order.
let tests: [Target] = [
  .testTarget(
    name: "CommandTests",
    dependencies: ["errorbook", "Diagnostics", "Exercises", "Lessons", "PseudoTerminal"], swiftSettings: strict),
  .testTarget(
    name: "PromptTests",
    dependencies: [
      "Prompt", "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "Exercises", "Lessons",
    ],
    swiftSettings: strict),
  .testTarget(
    name: "ClassroomTests",
    dependencies: ["Classroom", "Diagnostics", "Rendering", "Exercises", "Lessons", "CMarkGFM", "SeededRandom"],
    exclude: ["Fixtures"], swiftSettings: strict),
  .testTarget(
    name: "LessonsTests", dependencies: ["Lessons", "Exercises", "Course", "Diagnostics", "Interpreter", "Rendering"],
    exclude: ["Fixtures"], swiftSettings: strict),
  // Lessons writes the exercises that these are about.
  .testTarget(
    name: "ExercisesTests",
    dependencies: [
      "Exercises", "Lessons", "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "SeededRandom",
    ],
    swiftSettings: strict),
  .testTarget(
    name: "ExportTests", dependencies: ["Export", "Diagnostics", "Resolution", "Syntax", "Interpreter"],
    exclude: ["Fixtures"], swiftSettings: strict),
  .testTarget(
    name: "RenderingTests",
    dependencies: ["Rendering", "Diagnostics", "Resolution", "Syntax", "Interpreter", "SeededRandom"],
    exclude: ["Fixtures"], swiftSettings: strict),
  .testTarget(
    name: "InterpreterTests", dependencies: ["Interpreter", "Diagnostics", "Resolution", "Syntax", "SeededRandom"],
    exclude: ["Fixtures"], swiftSettings: strict),
  .testTarget(name: "SyntaxTests", dependencies: ["Syntax", "Diagnostics", "SeededRandom"], swiftSettings: strict),
  .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "SeededRandom"], swiftSettings: strict),
  .testTarget(name: "ResolutionTests", dependencies: ["Resolution", "SeededRandom"], swiftSettings: strict),
  .testTarget(
    name: "LineEditingTests", dependencies: ["LineEditing", "LineEditingProbe", "PseudoTerminal"],
    swiftSettings: strict),
  .testTarget(name: "FilesTests", dependencies: ["Files"], swiftSettings: strict),
  .testTarget(name: "FuzzedReaderTests", dependencies: ["FuzzedReaders"], swiftSettings: strict),
]

/// What several tests need.
let testing: [Target] = [
  // The numbers of every test that tries many inputs.
  .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),
  // What must hold for any bytes, for tests and for fuzzing.
  .target(
    name: "FuzzedReaders",
    dependencies: [
      "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "Export", "Exercises", "Lessons", "Classroom",
      "LineEditing",
    ],
    path: "Tests/Fuzzing/Readers", swiftSettings: strict),
  // A terminal to drive a program in, and the line editor alone as a program.
  .target(name: "PseudoTerminal", path: "Tests/PseudoTerminal", swiftSettings: strict),
  .executableTarget(
    name: "LineEditingProbe", dependencies: ["LineEditing"], path: "Tests/LineEditingProbe", swiftSettings: strict),
]

let package = Package(
  name: "errorbook",
  products: [.executable(name: "errorbook", targets: ["errorbook"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: floors + besides + tests + testing,
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
