// swift-tools-version: 6.2
import PackageDescription

// Each target is a floor: it imports only what stands below it, and every file imports what it uses.
//
// What Diagnostics to Rendering declare for others is `public`, although nothing outside of this package uses it: the compiler
// takes small functions over into other targets only if they are public, and scripts run a tenth faster for it.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error), .enableUpcomingFeature("MemberImportVisibility"),
]

/// The floors of the program, from the top down.
let floors: [Target] = [
  .executableTarget(
    name: "errorbook",
    dependencies: [
      "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "Export", "Exercises", "Marking", "Prompt",
      "Lessons", "Classroom", "Course", "LineEditing", "Files", "OperatingSystem",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    swiftSettings: strict),
  .target(
    name: "Prompt",
    dependencies: ["Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "Export", "Exercises"],
    swiftSettings: strict),
  .target(
    name: "Classroom", dependencies: ["Diagnostics", "Rendering", "Exercises", "Lessons", "Marking"],
    swiftSettings: strict),
  .target(
    name: "Lessons",
    dependencies: [
      "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "Export", "Exercises", "CMarkGFM",
    ],
    swiftSettings: strict),
  .target(
    name: "Marking", dependencies: ["Diagnostics", "Resolution", "Syntax", "Rendering", "Exercises"],
    swiftSettings: strict),
  .target(
    name: "Exercises", dependencies: ["Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering"],
    swiftSettings: strict),
  .target(
    name: "Export", dependencies: ["Diagnostics", "Resolution", "Syntax", "Interpreter"],
    exclude: ["Flask/Dump/errorbook_dump.py"], swiftSettings: strict, plugins: ["EmbedFiles"]),
  .target(
    name: "Rendering", dependencies: ["Characters", "Diagnostics", "Resolution", "Syntax", "Interpreter"],
    swiftSettings: strict),
  .target(name: "Interpreter", dependencies: ["Diagnostics", "Resolution", "Syntax"], swiftSettings: strict),
  .target(name: "Syntax", dependencies: ["Diagnostics"], swiftSettings: strict),
  .target(name: "Diagnostics", swiftSettings: strict),
  .target(name: "Resolution", swiftSettings: strict),
  // The widths of characters, for the renderers and the line editor.
  .target(name: "Characters", swiftSettings: strict),
]

let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

/// What stands beside the floors: the operating system, the terminal, files, the lessons of the course and libraries.
let besides: [Target] = [
  .target(
    name: "LineEditing", dependencies: ["Characters", "CLibEdit", "Files", "OperatingSystem"], swiftSettings: strict),
  .target(name: "Files", dependencies: ["OperatingSystem"], swiftSettings: strict),
  // The process, its terminal and its signals. Beside Files the only target that imports a C library.
  .target(name: "OperatingSystem", dependencies: [systemPackage], swiftSettings: strict),
  // The files of lessons/, put into the program when it is built.
  .target(name: "Course", swiftSettings: strict, plugins: ["EmbedFiles"]),
  // What a target embeds is listed in the plugin.
  .plugin(
    name: "EmbedFiles", capability: .buildTool(), dependencies: ["FileEmbedder"], path: "Sources/EmbedFiles"),
  .executableTarget(name: "FileEmbedder", swiftSettings: strict),
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
    dependencies: [
      "errorbook", "Diagnostics", "Exercises", "Lessons", "PseudoTerminal", "SeededRandom", "SampleLessons",
      "TemporaryFolder",
    ],
    swiftSettings: strict),
  .testTarget(
    name: "PromptTests",
    dependencies: [
      "Prompt", "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "Exercises", "Lessons",
      "SeededRandom",
    ],
    exclude: ["Fixtures"], swiftSettings: strict),
  .testTarget(
    name: "ClassroomTests",
    dependencies: [
      "Classroom", "Diagnostics", "Resolution", "Interpreter", "Rendering", "Exercises", "Marking", "Lessons",
      "CMarkGFM",
      "SampleLessons", "SeededRandom",
    ],
    exclude: ["Fixtures"], swiftSettings: strict),
  // Lessons reads the lessons that these mark.
  .testTarget(
    name: "MarkingTests", dependencies: ["Marking", "Diagnostics", "Exercises", "Lessons", "Course"],
    swiftSettings: strict),
  .testTarget(
    name: "LessonsTests",
    dependencies: [
      "Lessons", "Exercises", "Course", "Diagnostics", "Interpreter", "Rendering", "SampleLessons", "SeededRandom",
    ],
    exclude: ["Fixtures"], swiftSettings: strict),
  // Lessons writes the exercises that these are about.
  .testTarget(
    name: "ExercisesTests",
    dependencies: [
      "Exercises", "Lessons", "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "SampleLessons",
      "SeededRandom",
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
    name: "LineEditingTests",
    dependencies: [
      "LineEditing", "LineEditingProbe", "PseudoTerminal", "TemporaryFolder", "Characters", "CLibEdit", "SeededRandom",
    ],
    swiftSettings: strict),
  .testTarget(
    name: "FilesTests", dependencies: ["Files", "OperatingSystem", "TemporaryFolder", systemPackage],
    swiftSettings: strict),
  .testTarget(name: "OperatingSystemTests", dependencies: ["OperatingSystem", systemPackage], swiftSettings: strict),
  .testTarget(name: "FuzzedReaderTests", dependencies: ["FuzzedReaders", "SeededRandom"], swiftSettings: strict),
  // The words of the whole project.
  .testTarget(name: "WordingTests", exclude: ["phrases.txt"], swiftSettings: strict),
]

/// What the readers of any bytes need.
let fuzzed: [Target.Dependency] = [
  "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "Export", "Exercises", "Marking", "Lessons",
  "Classroom", "LineEditing",
]

/// What several tests need: test targets without tests, because `swift build` leaves these out.
let testing: [Target] = [
  // The numbers of every test that tries many inputs.
  .testTarget(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),
  .testTarget(name: "TemporaryFolder", path: "Tests/TemporaryFolder", swiftSettings: strict),
  .testTarget(name: "SampleLessons", path: "Tests/SampleLessons", swiftSettings: strict),
  // What must hold for any bytes, for tests and for fuzzing.
  .testTarget(
    name: "FuzzedReaders", dependencies: fuzzed, path: "Tests/Fuzzing/Readers", swiftSettings: strict),
  // A terminal to drive a program in, and the line editor alone as a program.
  .testTarget(name: "PseudoTerminal", path: "Tests/PseudoTerminal", swiftSettings: strict),
  .executableTarget(
    name: "LineEditingProbe", dependencies: ["LineEditing", "Files", "OperatingSystem"],
    path: "Tests/LineEditingProbe", swiftSettings: strict),
]

let package = Package(
  name: "errorbook",
  // `Atomic` of the standard library.
  platforms: [.macOS(.v15)],
  products: [.executable(name: "errorbook", targets: ["errorbook"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: floors + besides + tests + testing,
  swiftLanguageModes: [.v6]
)

// What nobody needs who uses or tests errorbook: `Tests/Benchmark/run` asks for it.
if Context.environment["ERRORBOOK_BENCHMARK"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Benchmark", dependencies: ["Resolution"], path: "Tests/Benchmark",
      exclude: [
        "README.md", "run", "measure.py", "processes.py", "table.py", "workloads.py", "flask_side.py", "instructions",
        "instructions.txt",
      ],
      swiftSettings: strict))
}

/// The Python file that `import` prints is embedded by a program, which is built for the machine that builds.
@MainActor
func leaveOutEmbeddedFiles() {
  for target in package.targets where target.plugins != nil {
    target.plugins = nil
    target.exclude = ["Flask/Dump"]
  }
}

// libFuzzer starts this one: `Tests/Fuzzing/run` asks for it. Programs with a beginning of their own cannot be built beside
// it, nor can what needs one of them.
if Context.environment["ERRORBOOK_FUZZING"] != nil {
  package.products = []
  package.targets.removeAll { ![.regular, .system].contains($0.type) || $0.name == "Course" }
  leaveOutEmbeddedFiles()
  package.targets.append(
    .target(name: "FuzzedReaders", dependencies: fuzzed, path: "Tests/Fuzzing/Readers", swiftSettings: strict))
  package.targets.append(
    .executableTarget(
      name: "Fuzzer", dependencies: ["FuzzedReaders", "OperatingSystem"], path: "Tests/Fuzzing/Fuzzer",
      swiftSettings: strict))
}

// The engine of the browser: `Tests/Web/build` asks for it, with a triple for which nothing else can be built.
if Context.environment["ERRORBOOK_WEB"] != nil {
  let core = [
    "Characters", "Resolution", "Diagnostics", "Syntax", "Interpreter", "Rendering", "Export", "Exercises", "Marking",
    "Prompt",
  ]
  package.products = []
  package.dependencies = []
  package.targets.removeAll { !core.contains($0.name) }
  leaveOutEmbeddedFiles()
  package.targets.append(.target(name: "WebRuntime"))
  package.targets.append(
    .executableTarget(name: "Web", dependencies: core.map { .byName(name: $0) } + ["WebRuntime"], swiftSettings: strict)
  )
}

// The interpreter and its tests alone: so `.ci/run` builds them in release mode, to replay all recordings.
if Context.environment["ERRORBOOK_REPLAY"] != nil {
  let kept: Set = ["Diagnostics", "Resolution", "Syntax", "Interpreter", "SeededRandom", "InterpreterTests"]
  package.products = []
  package.targets.removeAll { !kept.contains($0.name) }
}
