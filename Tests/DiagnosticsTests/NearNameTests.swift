import Testing

@testable import Diagnostics

@Suite("The name that was probably meant")
struct NearNameTests {
  private let names = ["Timeout", "PaymentError", "CardTimeout", "E1", "E2", "KeyError", "admin"]

  @Test(
    "a near name is found, in upper or lower case",
    arguments: [
      ("Timeuot", "Timeout"), ("timeout", "Timeout"), ("TIMEOUT", "Timeout"), ("Timeot", "Timeout"),
      ("PaymentErorr", "PaymentError"), ("paymenterr", "PaymentError"), ("E3", "E1"), ("KeyEror", "KeyError"),
      ("amdin", "admin"), ("CardTimeOut", "CardTimeout"),
    ])
  func near(_ written: String, _ meant: String) {
    #expect(nearestName(to: written, among: names) == meant)
  }

  @Test("a distant name is not", arguments: ["Zebra", "Time", "X", "Exception", "", "Paym", "adapter"])
  func far(_ written: String) {
    #expect(nearestName(to: written, among: names) == nil)
  }

  @Test("the nearest name wins; of equally near names, the first one")
  func nearest() {
    #expect(nearestName(to: "abcdef", among: ["abcxyf", "abcdex"]) == "abcdex")
    #expect(nearestName(to: "abcdef", among: ["abcdex", "xbcdef"]) == "abcdex")
    #expect(nearestName(to: "abcdef", among: ["xbcdef", "abcdex"]) == "xbcdef")
  }

  @Test("at most a third of the longer name may differ, at least one letter")
  func limit() {
    #expect(nearestName(to: "abcdef", among: ["abcdxy"]) == "abcdxy")
    #expect(nearestName(to: "abcdef", among: ["abcxyz"]) == nil)
    #expect(nearestName(to: "ab", among: ["ac"]) == "ac")
    #expect(nearestName(to: "ab", among: ["cd"]) == nil)
    // Two swapped letters are one step.
    #expect(nearestName(to: "ba", among: ["ab"]) == "ab")
  }

  @Test("very long names are not typing errors")
  func long() {
    let name = String(repeating: "a", count: 201)
    #expect(nearestName(to: name, among: [name]) == nil)
    let short = String(repeating: "a", count: 200)
    #expect(nearestName(to: short, among: [name, short]) == short)
  }

  @Test("there is no near name among no names")
  func empty() {
    #expect(nearestName(to: "a", among: []) == nil)
    #expect(nearestName(to: "", among: ["a"]) == "a")
  }
}
