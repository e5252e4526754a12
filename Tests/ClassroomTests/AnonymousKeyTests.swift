import Marking
import SeededRandom
import Testing

@testable import Classroom

/// Numbers instead of names.
@Suite("Anonymous numbers") struct AnonymousKeyTests {
  private static func key(_ students: [String], after earlier: AnonymousKey = AnonymousKey(), seed: UInt64 = 1)
    -> AnonymousKey
  {
    var key = earlier
    var numbers = SeededRandom(seed: seed)
    key.add(students, names: { [$0, $0 + "@x.org"] }, using: &numbers)
    return key
  }

  private static func read(_ key: AnonymousKey) throws -> AnonymousKey { try AnonymousKey(CSVReading(key.bytes)) }

  /// A student who joins or leaves changes nobody's number.
  @Test func aNumberStays() throws {
    let names = ["ada", "ben", "cy", "=cmd", "a,\"b\"", "x;=1", " =y", "zoë\n", "'=cmd"]
    var key = Self.key(names)
    let before = names.map(key.number)
    #expect(Set(before.compactMap { $0 }) == Set(1...names.count))
    for added in ["aa", "mm", "zz"] {
      key = Self.key([added] + names.dropFirst(), after: try Self.read(key), seed: 7)
      #expect(names.map(key.number) == before)
    }
    #expect(key.number(of: "zz") == names.count + 3)
  }

  /// The order of numbers is not the order of names, and not the same for every class.
  @Test func numbersSayNothingAboutNames() {
    let names = (0..<100).map { "s\(100 + $0)" }
    let (first, second) = (Self.key(names, seed: 1), Self.key(names, seed: 2))
    #expect(names.map(first.number) != names.map(second.number))
    #expect(names.compactMap(first.number) != Array(1...100))
  }

  /// A roster that was given later may show another name.
  @Test func anotherNameOfAStudentKeepsTheNumber() throws {
    var key = Self.key(["paying-ada", "ben@x.org"])
    let number = key.number(of: "ben@x.org")
    key = Self.key(["ada", "ben"], after: try Self.read(key))
    #expect(key.number(of: "ben") == number)
    #expect(key.name(of: "ben") == "student-\(number ?? 0)")
  }

  @Test(arguments: [
    "student,number\nada,student-1\n", "number,student\nx,ada\n", "number,student\nstudent-1,ada\nstudent-1,ben\n",
    "number,student\nstudent-1,ada\nstudent-2,ada\n", "number,student\nstudent-0,ada\n", "handler E -> \"x\"\n",
    "number,student\nstudent-1\n",
  ])
  func anotherFileIsNoKey(_ text: String) {
    #expect(throws: ListProblem.self) { try AnonymousKey(CSVReading(Array(text.utf8))) }
  }
}
