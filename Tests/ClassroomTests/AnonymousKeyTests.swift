import Marking
import SeededRandom
import Testing

@testable import Classroom

/// Numbers in place of names.
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

  /// If a student joins or leaves, the numbers of the others stay.
  @Test func numbersAreStable() throws {
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

  /// The order of numbers differs from the order of names, and differs for each class.
  @Test func numbersDoNotRevealNames() {
    let names = (0..<100).map { "s\(100 + $0)" }
    let (first, second) = (Self.key(names, seed: 1), Self.key(names, seed: 2))
    #expect(names.map(first.number) != names.map(second.number))
    #expect(names.compactMap(first.number) != Array(1...100))
  }

  /// A roster added later can show another name.
  @Test func aStudentsOtherNameKeepsTheNumber() throws {
    var key = Self.key(["paying-ada", "ben@x.org"])
    let number = key.number(of: "ben@x.org")
    key = Self.key(["ada", "ben"], after: try Self.read(key))
    #expect(key.number(of: "ben") == number)
    #expect(key.name(of: "ben") == "student-\(number ?? 0)")
  }

  // MARK: Namesakes

  private static func key(_ people: [(String, [String])], after earlier: AnonymousKey = AnonymousKey()) -> (
    key: AnonymousKey, undecided: [String]
  ) {
    var key = earlier
    var numbers = SeededRandom(seed: 3)
    let names = Dictionary(people) { first, _ in first }
    let undecided = key.add(people.map(\.0), names: { names[$0] ?? [] }, using: &numbers)
    return (key, undecided)
  }

  /// A new student with the same name gets a new number, whatever the order in the class.
  @Test(arguments: [
    [("Sam Lee", ["12"]), ("Sam Lee (12)", ["Sam Lee", "12"]), ("Sam Lee (10)", ["Sam Lee", "10"])],
    [("Sam Lee", ["Sam Lee (12)"]), ("Sam Lee (12)", ["Sam Lee"]), ("Sam Lee (10)", ["Sam Lee"])],
    [
      ("Sam Lee", ["s@x.org"]), ("Sam Lee (s@x.org)", ["Sam Lee", "s@x.org"]),
      ("Sam Lee (t@x.org)", ["Sam Lee", "t@x.org"]),
    ],
    [("Sam", ["a", "b"]), ("b", ["Sam"]), ("Sam", ["c"])],
  ])
  func namesakeGetsItsOwnNumber(_ people: [(String, [String])]) throws {
    for joined in [people.dropFirst().map { $0 }, people.dropFirst().reversed()] {
      let first = Self.key([people[0]]).key
      let number = try #require(first.number(of: people[0].0))
      let (second, undecided) = Self.key(joined, after: try Self.read(first))
      #expect(second.number(of: people[1].0) == number && undecided == [])
      #expect(second.number(of: people[2].0) == number + 1)
      // This stays true when the first one leaves and comes back.
      let third = Self.key([people[2]], after: try Self.read(second)).key
      #expect(third.number(of: people[2].0) == number + 1)
      let fourth = Self.key(joined, after: try Self.read(third)).key
      #expect(joined.map { fourth.number(of: $0.0) } == joined.map { second.number(of: $0.0) })
    }
  }

  /// Sam Lee (12) left, and another Sam Lee joined.
  @Test func differentNumbersAreDifferentPeople() throws {
    let first = Self.key([("Sam Lee", ["Sam Lee (12)"])]).key
    let (second, undecided) = Self.key([("Sam Lee", ["Sam Lee (10)"])], after: try Self.read(first))
    #expect(second.number(of: "Sam Lee") == 2 && undecided == ["Sam Lee"])
    let both = Self.key([("Sam Lee (12)", ["Sam Lee"]), ("Sam Lee (10)", ["Sam Lee"])], after: try Self.read(second))
      .key
    #expect(both.number(of: "Sam Lee (12)") == 1 && both.number(of: "Sam Lee (10)") == 2)
  }

  /// An older key has no numbers of people.
  @Test func ambiguousStudentsAreReported() throws {
    let old = try AnonymousKey(CSVReading(Array("number,student\nstudent-1,Sam Lee\nstudent-2,ada\n".utf8)))
    let people = [("Sam Lee (10)", ["Sam Lee"]), ("Sam Lee (12)", ["Sam Lee"]), ("ada", ["a@x.org"])]
    let (key, undecided) = Self.key(people, after: old)
    #expect(undecided == ["Sam Lee (10)", "Sam Lee (12)"])
    #expect(Set(people.compactMap { key.number(of: $0.0) }) == [2, 3, 4])
    #expect(try Self.read(key).bytes == key.bytes)
  }

  /// For random classes over time, no two people share a number, and each key can be read back.
  @Test func randomClassesGiveValidKeys() throws {
    var random = SeededRandom(seed: 11)
    let names = ["ada", "Sam Lee", "Sam Lee (1)", "Sam Lee (2)", "1", "2", "a;b", "x@y", "=a"]
    for _ in 0..<TestRun.rounds(300, sample: 30) {
      var key = AnonymousKey()
      for _ in 0..<4 {
        let shown = names.filter { _ in Bool.random(using: &random) }
        let people = shown.map { ($0, names.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }) }
        key = Self.key(people, after: try Self.read(key)).key
        let numbers = shown.compactMap { key.number(of: $0) }
        #expect(numbers.count == shown.count && Set(numbers).count == shown.count)
        let again = try Self.read(key)
        #expect(again.bytes == key.bytes && shown.compactMap { again.number(of: $0) } == numbers)
      }
    }
  }

  @Test(arguments: [
    "student,number\nada,student-1\n", "number,student\nx,ada\n", "number,student\nstudent-1,ada\nstudent-1,ben\n",
    "number,student\nstudent-1,ada\nstudent-2,ada\n", "number,student\nstudent-0,ada\n", "handler E -> \"x\"\n",
    "number,student\nstudent-1\n",
  ])
  func otherFilesAreRejected(_ text: String) {
    #expect(throws: ListProblem.self) { try AnonymousKey(CSVReading(Array(text.utf8))) }
  }
}
