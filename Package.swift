// swift-tools-version: 6.2
import PackageDescription

// Each target imports only targets below it, and every file imports the targets that it uses.
//
// The targets from Diagnostics to Rendering use `public` instead of `package`, although nothing outside this package uses
// them. The compiler inlines functions across targets only if they are public, which makes scripts 10% faster.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error), .enableUpcomingFeature("MemberImportVisibility"),
]

/// The parts of the Python file that reads a live app. The build embeds them.
let dumpScripts = [
  "Dump/errorbook_dump.py", "Flask/Dump/flask_dump.py", "Sanic/Dump/sanic_dump.py", "Starlette/Dump/starlette_dump.py",
]

/// The layers of the program, from top to bottom. `.ci/engine` builds those below Prompt and Page for the browser, too, with
/// the targets Web, WebMarking, WebMemory and WebRuntime.
let layers: [Target] = [
  .executableTarget(
    name: "errorbook",
    dependencies: [
      "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "PythonSyntax", "FlaskSource", "Export",
      "Exercises", "Marking", "Prompt", "Lessons", "Classroom", "Assignments", "Book", "BookFiles", "Course",
      "LineEditing",
      "Files", "OperatingSystem",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    swiftSettings: strict),
  // A lesson as a page in a browser uses it.
  .target(
    name: "Page",
    dependencies: [
      "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "Exercises",
    ],
    swiftSettings: strict),
  .target(
    name: "Prompt",
    dependencies: [
      "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "FlaskSource", "Export", "Exercises",
    ],
    swiftSettings: strict),
  .target(
    name: "Assignments", dependencies: ["Diagnostics", "Exercises", "Marking", "Lessons"], swiftSettings: strict),
  // A page in a browser that marks a folder uses it.
  .target(
    name: "Classroom", dependencies: ["Diagnostics", "Rendering", "Exercises", "Marking"], swiftSettings: strict),
  // The lessons as static pages that run in a browser.
  .target(
    name: "Book",
    dependencies: ["Diagnostics", "Interpreter", "Rendering", "Exercises", "Marking", "Lessons"],
    swiftSettings: strict),
  .target(
    name: "Lessons",
    dependencies: [
      "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "Exercises", "CMarkGFM",
    ],
    swiftSettings: strict),
  .target(
    name: "Marking", dependencies: ["Diagnostics", "Resolution", "Syntax", "Rendering", "Exercises"],
    swiftSettings: strict),
  .target(
    name: "Exercises",
    dependencies: ["Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "PythonSyntax", "FlaskSource"],
    swiftSettings: strict),
  .target(
    name: "Export", dependencies: ["Diagnostics", "Resolution", "Syntax", "Interpreter"],
    exclude: dumpScripts, swiftSettings: strict, plugins: ["EmbedFiles"]),
  // A Flask program in Python, read as statements of the language.
  .target(
    name: "FlaskSource",
    dependencies: ["Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "PythonSyntax"],
    swiftSettings: strict),
  // Python as text: tokens, statements and expressions. It knows nothing of Flask.
  .target(name: "PythonSyntax", dependencies: ["Characters", "Diagnostics"], swiftSettings: strict),
  .target(
    name: "Rendering", dependencies: ["Characters", "Diagnostics", "Resolution", "Syntax", "Interpreter"],
    swiftSettings: strict),
  .target(name: "Interpreter", dependencies: ["Diagnostics", "Resolution", "Syntax"], swiftSettings: strict),
  .target(name: "Syntax", dependencies: ["Characters", "Diagnostics"], swiftSettings: strict),
  .target(name: "Diagnostics", swiftSettings: strict),
  .target(name: "Resolution", swiftSettings: strict),
  // The display widths of characters, for the renderers and the line editor, and the kinds of ASCII characters.
  .target(name: "Characters", swiftSettings: strict),
]

let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

/// The targets beside the layers: the operating system, the terminal, files, the lessons of the course and libraries.
let services: [Target] = [
  .target(
    name: "LineEditing", dependencies: ["Characters", "CLibEdit", "Files", "OperatingSystem"], swiftSettings: strict),
  .target(name: "Files", dependencies: ["OperatingSystem"], swiftSettings: strict),
  // The process, its terminal and its signals. Only this target and Files import a C library.
  .target(name: "OperatingSystem", dependencies: [systemPackage], swiftSettings: strict),
  // The files of lessons/, embedded in the program at build time.
  .target(name: "Course", swiftSettings: strict, plugins: ["EmbedFiles"]),
  // The scripts and styles of the book's pages, and the engine for the browser if there is one, embedded in the program.
  .target(
    name: "BookFiles", exclude: ["Scripts", "Styles"], swiftSettings: strict, plugins: ["EmbedFiles"]),
  // The plugin lists the files that each target embeds.
  .plugin(
    name: "EmbedFiles", capability: .buildTool(), dependencies: ["FileEmbedder"], path: "Sources/EmbedFiles"),
  .executableTarget(name: "FileEmbedder", swiftSettings: strict),
  .systemLibrary(
    name: "CLibEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
  .systemLibrary(
    name: "CMarkGFM", pkgConfig: "libcmark-gfm",
    providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
]

/// The tests, in the order of the targets above.
let tests: [Target] = [
  .testTarget(
    name: "CommandTests",
    dependencies: [
      "errorbook", "BookFiles", "Diagnostics", "Exercises", "Lessons", "PseudoTerminal", "SeededRandom",
      "SampleLessons",
      "TemporaryFolder",
    ],
    swiftSettings: strict),
  .testTarget(
    name: "PageTests",
    dependencies: [
      "Page", "Diagnostics", "Interpreter", "Rendering", "Exercises", "Lessons", "Course",
      "SeededRandom",
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
      "Classroom", "Assignments", "Diagnostics", "Resolution", "Interpreter", "Rendering", "Exercises", "Marking",
      "Lessons", "CMarkGFM",
      "SampleLessons", "SeededRandom",
    ],
    exclude: ["Fixtures"], swiftSettings: strict),
  .testTarget(
    name: "BookTests",
    dependencies: [
      "Book", "BookFiles", "Course", "Diagnostics", "Exercises", "Interpreter", "Lessons", "Page", "Rendering",
      "SampleLessons", "SeededRandom",
    ],
    exclude: ["Fixtures"], swiftSettings: strict),
  // Lessons parses the lessons for these tests.
  .testTarget(
    name: "MarkingTests", dependencies: ["Marking", "Diagnostics", "Exercises", "Lessons", "Course"],
    swiftSettings: strict),
  .testTarget(
    name: "LessonsTests",
    dependencies: [
      "Lessons", "Exercises", "Course", "Diagnostics", "Interpreter", "Rendering", "SampleLessons", "SeededRandom",
    ],
    exclude: ["Fixtures"], swiftSettings: strict),
  // Lessons parses the exercises for these tests.
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
    name: "FlaskSourceTests",
    dependencies: [
      "FlaskSource", "Export", "PythonSyntax", "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering",
      "SeededRandom",
    ],
    exclude: ["Fixtures"], swiftSettings: strict),
  .testTarget(
    name: "PythonSyntaxTests", dependencies: ["PythonSyntax", "Diagnostics", "SeededRandom"], swiftSettings: strict),
  .testTarget(
    name: "RenderingTests",
    dependencies: ["Rendering", "Diagnostics", "Resolution", "Syntax", "Interpreter", "SeededRandom"],
    exclude: ["Fixtures"], swiftSettings: strict),
  .testTarget(
    name: "InterpreterTests", dependencies: ["Interpreter", "Diagnostics", "Resolution", "Syntax", "SeededRandom"],
    exclude: ["Fixtures"], swiftSettings: strict),
  .testTarget(
    name: "SyntaxTests", dependencies: ["Syntax", "Characters", "Diagnostics", "SeededRandom"], swiftSettings: strict),
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
  .testTarget(name: "WordingTests", dependencies: ["SeededRandom"], exclude: ["phrases.txt"], swiftSettings: strict),
]

/// The targets that the readers of any input need.
let fuzzed: [Target.Dependency] = [
  "Diagnostics", "Resolution", "Syntax", "Interpreter", "Rendering", "PythonSyntax", "FlaskSource", "Export",
  "Exercises", "Marking", "Lessons", "Classroom", "LineEditing",
]

/// Targets that several tests share: test targets without tests, because `swift build` leaves these out.
let testing: [Target] = [
  // Random numbers for tests with many inputs.
  .testTarget(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),
  .testTarget(name: "TemporaryFolder", path: "Tests/TemporaryFolder", swiftSettings: strict),
  .testTarget(name: "SampleLessons", path: "Tests/SampleLessons", swiftSettings: strict),
  // Checks that must pass for any input, for tests and fuzzing.
  .testTarget(
    name: "FuzzedReaders", dependencies: fuzzed, path: "Tests/Fuzzing/Readers", swiftSettings: strict),
  // A terminal that controls a program, and a program with only the line editor.
  .testTarget(name: "PseudoTerminal", path: "Tests/PseudoTerminal", swiftSettings: strict),
  .executableTarget(
    name: "LineEditingProbe", dependencies: ["LineEditing", "Files", "OperatingSystem"],
    path: "Tests/LineEditingProbe", swiftSettings: strict),
]

let package = Package(
  name: "errorbook",
  // For `Atomic`.
  platforms: [.macOS(.v15)],
  products: [.executable(name: "errorbook", targets: ["errorbook"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: layers + services + tests + testing,
  swiftLanguageModes: [.v6]
)

// The benchmark, only for `Tests/Benchmark/run`.
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

/// Removes the plugin that embeds files: it runs a program that must be built for the host.
@MainActor
func leaveOutEmbeddedFiles() {
  for target in package.targets where target.plugins != nil {
    target.plugins = nil
    target.exclude = ["Dump"] + dumpScripts.filter { !$0.hasPrefix("Dump/") }
  }
}

// The fuzzer, only for `Tests/Fuzzing/run`. libFuzzer has the `main` function, so targets with their own `main` and targets
// that need one are left out.
if Context.environment["ERRORBOOK_FUZZING"] != nil {
  package.products = []
  package.targets.removeAll { ![.regular, .system].contains($0.type) || ["Course", "BookFiles"].contains($0.name) }
  leaveOutEmbeddedFiles()
  package.targets.append(
    .target(name: "FuzzedReaders", dependencies: fuzzed, path: "Tests/Fuzzing/Readers", swiftSettings: strict))
  package.targets.append(
    .executableTarget(
      name: "Fuzzer", dependencies: ["FuzzedReaders", "OperatingSystem"], path: "Tests/Fuzzing/Fuzzer",
      swiftSettings: strict))
}

// Some targets and those that they need, for tests that `.ci/run` builds in other ways.
if let names = Context.environment["ERRORBOOK_ONLY"] {
  var kept: Set = ["EmbedFiles", "FileEmbedder"]
  var unread = names.split(separator: " ").map(String.init)
  while let name = unread.popLast() {
    guard kept.insert(name).inserted, let target = package.targets.first(where: { $0.name == name }) else { continue }
    for case .byNameItem(let dependency, _) in target.dependencies { unread.append(dependency) }
  }
  package.products.removeAll { !kept.contains($0.name) }
  package.targets.removeAll { !kept.contains($0.name) }
}
