import OperatingSystem
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

#if os(Linux) && !ERRORBOOK_FALLBACK
  /// Waits until something may have changed in some folders, with notifications from the kernel. The kernel does not report
  /// changes by other machines or in folders beyond its limits, so every wait also ends after a timeout.
  package struct FolderWatcher {
    private let inotify = FileDescriptor(rawValue: inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC)))
    /// The kernel's numbers of the watched folders.
    private var known: Set<Int32> = []

    private static let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE)

    package init() {}

    package mutating func wait(in folders: Set<String>) {
      // Watching a folder again has no effect. A folder that was deleted and created again gets a new number.
      let marks = folders.map { inotify_add_watch(inotify.rawValue, $0, Self.events) }
      let isNew = !known.isSuperset(of: marks.filter { $0 >= 0 })
      known.formUnion(marks.filter { $0 >= 0 })
      // Something may have changed before the watch started.
      guard !isNew else { return }
      let timeout = marks.contains { $0 < 0 } ? 200 : 2_000
      guard let ready = try? waitUntilReady([inotify], milliseconds: timeout), !ready.isEmpty else { return }
      // Wait for related changes: creating, writing and renaming a file.
      sleep(milliseconds: 20)
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while read(inotify.rawValue, &buffer, buffer.count) > 0 {}
    }
  }
#else
  /// Waits until something may have changed in some folders, by polling.
  package typealias FolderWatcher = PollingFolderWatcher
#endif
