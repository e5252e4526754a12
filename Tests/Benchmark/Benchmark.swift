/// # Benchmark of the model
///
/// In: nothing. Out: a name and a figure a line, for calls of Resolution alone, within one process; seconds, and bytes for
/// a name with `bytes`. The least of several rounds of processor time counts, since other work of the machine only ever adds
/// to it. `measure.py` starts this program and compares its figures with those of CPython and Flask.
@main
struct Benchmark {
  static func main() {
    for (name, figure) in Lookups().figures() + ClassBuilding().figures() { print(name, figure) }
  }
}
