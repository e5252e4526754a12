/// # Benchmark of the model
///
/// Measures calls of Resolution in one process. Prints a name and a figure on each line: seconds, or bytes for names with
/// `bytes`. The minimum of several rounds of processor time counts, since other work on the machine only adds to it.
/// `measure.py` runs this program and compares the figures with CPython and Flask.
@main
struct Benchmark {
  static func main() {
    for (name, figure) in Lookups().figures() + ClassBuilding().figures() { print(name, figure) }
  }
}
