import Glibc

/// Waits until something may have changed in some folders. The kernel says so where it can; as it says nothing of files that
/// another machine changes, nor of folders beyond its limits, a wait ends after a while in any case.
struct FolderNotices {
  private let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
  /// What the kernel calls the folders that it watches.
  private var known: Set<Int32> = []

  private static let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE)

  mutating func wait(in folders: Set<String>) {
    // To watch a folder again changes nothing, and one that was made anew is another.
    let marks = folders.map { inotify_add_watch(descriptor, $0, Self.events) }
    let isNew = !known.isSuperset(of: marks.filter { $0 >= 0 })
    known.formUnion(marks.filter { $0 >= 0 })
    // Something may have happened between the last look and now.
    guard !isNew else { return }
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, marks.contains { $0 < 0 } ? 200 : 2_000) > 0 else { return }
    // What belongs together comes together: a new file, its contents, its name.
    usleep(20_000)
    var notices = [UInt8](repeating: 0, count: 65_536)
    while read(descriptor, &notices, notices.count) > 0 {}
  }
}
