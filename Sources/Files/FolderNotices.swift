import OperatingSystem
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

#if os(Linux) && !ERRORBOOK_FALLBACK
  /// Waits until something may have changed in some folders. The kernel says so where it can; as it says nothing of files
  /// that another machine changes, nor of folders beyond its limits, a wait ends after a while in any case.
  package struct FolderNotices {
    private let notices = FileDescriptor(rawValue: inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC)))
    /// What the kernel calls the folders that it watches.
    private var known: Set<Int32> = []

    private static let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE)

    package init() {}

    package mutating func wait(in folders: Set<String>) {
      // To watch a folder again changes nothing, and one that was made anew is another.
      let marks = folders.map { inotify_add_watch(notices.rawValue, $0, Self.events) }
      let isNew = !known.isSuperset(of: marks.filter { $0 >= 0 })
      known.formUnion(marks.filter { $0 >= 0 })
      // Something may have happened between the last look and now.
      guard !isNew else { return }
      let patience = marks.contains { $0 < 0 } ? 200 : 2_000
      guard let ready = try? waitUntilReady([notices], milliseconds: patience), !ready.isEmpty else { return }
      // What belongs together comes together: a new file, its contents, its name.
      sleep(milliseconds: 20)
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while read(notices.rawValue, &buffer, buffer.count) > 0 {}
    }
  }
#else
  /// Waits until something may have changed in some folders, by looking at them from time to time.
  package typealias FolderNotices = FolderPolling
#endif
