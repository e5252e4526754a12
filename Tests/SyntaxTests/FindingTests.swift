import Diagnostics
import Testing

@testable import Syntax

/// A broken line with its mistake marked, and what is said about it. Each family of kinds has a table.
struct Finding: Sendable, CustomTestStringConvertible {
  var marked: String
  var slug: String
  var message: String
  var help: String?

  init(_ marked: String, _ slug: String, _ message: String, _ help: String? = nil) {
    self.marked = marked
    self.slug = slug
    self.message = message
    self.help = help
  }

  var testDescription: String { marked }

  func check() {
    let place = Marked(marked)
    let reading = Reading(place.text)
    let finding = reading.finding
    #expect(finding?.kind.slug == slug)
    #expect(finding?.message == message)
    #expect(finding?.help == help)
    #expect(
      finding?.primary.span == place.span, "marks «\(finding.map { reading.source.text($0.primary.span) } ?? "")»")
  }
}

@Suite("What is said about mistakes")
struct FindingTests {
  @Test(
    "classes",
    arguments: [
      Finding(
        "class «Mixin»", "bases-required", "`Mixin` has no base class",
        "write `class Mixin(Exception)`, or name the exception that it builds on"),
      Finding(
        "class «Mixin»():", "bases-required", "`Mixin` has no base class",
        "write `class Mixin(Exception)`, or name the exception that it builds on"),
      Finding(
        "class «Mixin» code 404", "bases-required", "`Mixin` has no base class",
        "write `class Mixin(Exception) code 404`, or name the exception that it builds on"),
      Finding("class«»", "missing-name", "`class` needs the name of a class, and here the line ends"),
      Finding(
        "hunt «404»", "bad-name", "`404` cannot be the name of a class: a name begins with a letter or `_`",
        "a number is a status code; `handler`, `abort`, `why` and `compare` take one"),
      Finding(
        "handler A -> \"a\", «\"402\"»", "missing-code", "a handler's status is a number and is written without quotes",
        "write `handler A -> \"a\", 402`"),
      Finding(
        "«A» -> B -> C", "unknown-statement", "a statement begins with a word that says what it is"),
      Finding(
        "«assert A == 402»", "pasted-code", "`assert` is Python and begins no statement here",
        "what should hold is said with `expect`, as in `expect raise E -> \"text\", 500`"),
      Finding(
        "class «404»(A)", "bad-name", "`404` cannot be the name of a class: a name begins with a letter or `_`",
        "a number is a status code; `handler`, `abort`, `why` and `compare` take one"),
      Finding("class «'A'»(B)", "bad-name", "the name of a class is written without quotes", "write `class A(B)`"),
      Finding("class A(B «C»)", "missing-comma", "a comma is missing between two bases", "write `class A(B, C)`"),
      Finding(
        "class A(B«;»C)", "unclosed-parenthesis",
        "the parenthesis after the class name is not closed, and here stands `;`"),
      Finding("class A(B, «,»)", "missing-name", "`,` needs the name of a base class, and here stands `,`"),
      Finding(
        "class A(B) «raise C»", "extra-text", "a second statement begins on this line",
        "write one statement a line"),
      Finding(
        "class A(B):\n  «x = 1»", "class-body",
        "only `pass`, a docstring, `code = N` and a description can stand in a class here",
        "leave it out: which handler runs depends on bases and code alone"),
      Finding(
        "class A(B):\n  «\"\"\"»open", "unclosed-string", "this docstring is never closed",
        "end it with the same three quotes"),
    ])
  func classes(_ finding: Finding) { finding.check() }

  @Test(
    "names",
    arguments: [
      Finding(
        "raise «Ｅ１»", "name-not-nfkc", "Python would read the name `Ｅ１` as `E1`, in Unicode's form NFKC",
        "write `raise E1`"),
      Finding(
        "raise «e\u{301}»", "name-not-nfkc",
        "Python would read the name `e\u{301}` as `é`, in Unicode's form NFKC", "write the name in that form"),
      Finding(
        "raise «ﬁle»", "name-not-nfkc",
        "Python would read the name `ﬁle` in Unicode's form NFKC, which is another name",
        "write the name in plain letters"),
      Finding(
        "raise «flask.abort.X» in admin", "dotted-name", "a class is named without its module",
        "write `raise X in admin`"),
      Finding(
        "raise «lambda»", "keyword-name", "`lambda` is a word of Python and cannot be a name"),
      Finding(
        "class «lambda»(E)", "keyword-name", "`lambda` is a word of Python and cannot be a name",
        "choose another name, such as `lambda_`"),
      Finding("raise«»", "missing-name", "`raise` needs the name of a class, and here the line ends"),
      Finding("raise «in» admin", "missing-name", "`raise` needs the name of a class, and here stands `in`"),
      Finding("raise A in«»", "missing-name", "`in` needs the name of a blueprint, and here the line ends"),
      Finding("mro «\"A\"»", "bad-name", "the name of a class is written without quotes", "write `mro A`"),
    ])
  func names(_ finding: Finding) { finding.check() }

  @Test(
    "handlers",
    arguments: [
      Finding(
        "handler E «\"e\"»", "missing-arrow", "an arrow `->` is missing, and here stands `\"e\"`",
        "write `handler E -> \"e\"`"),
      Finding(
        "handler E«:» \"e\", 500", "missing-arrow", "an arrow stands between the question and its answer",
        "write `handler E -> \"e\", 500`"),
      Finding(
        "handler E «=» \"e\"", "missing-arrow", "an arrow stands between the question and its answer",
        "write `handler E -> \"e\"`"),
      Finding(
        "handler E «→» “e”", "arrow-lookalike", "the arrow is written `->`, not `→`",
        "write `handler E -> \"e\"`"),
      Finding(
        "handler E -> «500»", "missing-answer", "a status alone is no answer: a handler returns a body too",
        "write `handler E -> \"BODY\", 500`"),
      Finding(
        "handler E -> «None»", "pass-answer", "Flask fails on a handler that returns nothing",
        "write `handler E -> e` to return the exception"),
      Finding(
        "handler E -> «return» \"e\", 500", "return-answer", "the arrow already says `return`",
        "write `handler E -> \"e\", 500`"),
      Finding(
        "handler E -> \"e\" «500»", "missing-comma", "a comma is missing between the body and its status",
        "write `handler E -> \"e\", 500`"),
      Finding("handler E -> \"e\", «x»", "missing-code", "a status is missing after the comma, and here stands `x`"),
      Finding(
        "handler E -> «“e”», 500", "curly-quotes",
        "a string stands between straight quotes, not typographic ones", "write `handler E -> \"e\", 500`"),
      Finding(
        "handler E -> «\"e”», 500", "curly-quotes",
        "a string stands between straight quotes, not typographic ones", "write `handler E -> \"e\", 500`"),
      Finding(
        "handler E -> «\"e, 500»", "unclosed-string", "this string is not closed before its line ends",
        "write `handler E -> \"e\", 500`"),
      Finding(
        "handler E -> «\"\"\"»e\"\"\"", "triple-quotes", "a string stands between single or double quotes, not three",
        "write `handler E -> \"e\"`"),
      Finding(
        "handler E -> raise «404»", "raise-number", "a number cannot be raised",
        "write `handler E -> abort 404`"),
    ])
  func handlers(_ finding: Finding) { finding.check() }

  @Test(
    "requests",
    arguments: [
      Finding("raise «404» in admin", "raise-number", "a number cannot be raised", "write `abort 404 in admin`"),
      Finding(
        "raise A «admin»", "extra-text", "the statement is complete before this, and here stands `admin`",
        "write `raise A in admin`"),
      Finding("raise A«;»", "extra-text", "a statement ends with its line, without a semicolon", "write `raise A`"),
      Finding(
        "raise A«; raise B»", "extra-text", "a second statement begins on this line",
        "write one statement a line"),
      Finding(
        "raise A «from B»", "extra-text",
        "what an exception was raised from plays no part in which handler runs", "write `raise A`"),
      Finding(
        "raise A(«name, 1»)", "call-arguments",
        "what `A` is called with cannot be more than texts and numbers", "write `raise A`"),
      Finding("abort(«code»=404)", "missing-code", "`abort` needs a code, and here stands `code`"),
      Finding(
        "abort «NotFound»", "missing-code", "`abort` needs a code, and here stands `NotFound`",
        "write `raise NotFound`"),
      Finding("abort «in» admin", "missing-code", "`abort` needs a code, and here stands `in`"),
      Finding(
        "visit «wrong» method in admin", "unknown-visit",
        "`visit` needs `unknown`, `wrong-method` or `redirect`, and here stands `wrong`",
        "write `visit wrong-method in admin`"),
      Finding(
        "raise«\u{A0}»A", "unexpected-character",
        "the character U+00A0 has no meaning here", "write `raise A`"),
      Finding(
        "raise«\u{200B}»A", "unexpected-character",
        "the character U+200B has no meaning here", "write `raise A`"),
    ])
  func requests(_ finding: Finding) { finding.check() }

  @Test(
    "expectations",
    arguments: [
      Finding(
        "expect «A» -> 500", "unknown-expectation",
        "`expect` needs `raise`, `abort`, `visit`, `respond`, `last`, `refused`, `mro`, `safe` or `not safe`, and here stands `A`",
        "write `expect raise A -> 500`"),
      Finding(
        "expect raise A -> «500, \"a\"»", "answer-order", "the body stands before the status",
        "write `expect raise A -> \"a\", 500`"),
      Finding(
        "expect abort 404 -> «page, 404»", "answer-order", "the status of a page stands before it",
        "write `expect abort 404 -> 404 page`"),
      Finding(
        "expect raise A -> crash «received A»", "crash-alone",
        "where the exception leaves Flask there is no status and no handler", "write `expect raise A -> crash`"),
      Finding("expect raise A«»", "missing-arrow", "an arrow `->` and an answer are missing, and here the line ends"),
      Finding(
        "expect mro A «A», B", "missing-colon",
        "a colon is missing between the class and its order, and here stands `A`", "write `expect mro A: A, B`"),
    ])
  func expectations(_ finding: Finding) { finding.check() }

  @Test(
    "settings",
    arguments: [
      Finding(
        "use «0.12.2»", "missing-release",
        "`use` needs a framework and a release, such as `flask 0.12.2`, and here stands `0.12.2`",
        "write `use flask 0.12.2`"),
      Finding(
        "use flask«=»=0.12.2", "missing-release",
        "`use flask` needs a release, such as `0.12.2`, and here stands `=`", "write `use flask 0.12.2`"),
      Finding("use flask 1.0 with «cache»", "extra-text", "only `memo` can follow `with`, and here stands `cache`"),
      Finding("trace «True»", "on-or-off", "`trace` needs `on` or `off`, and here stands `True`", "write `trace on`"),
      Finding(
        "config X «=» False", "on-or-off", "`config X` needs `on` or `off`, and here stands `=`",
        "write `config X off`"),
      Finding("«undo»", "session-command", "`undo` belongs to the prompt, not to a script", "leave the line out"),
      Finding("«:help»", "session-command", "`help` belongs to the prompt, not to a script", "leave the line out"),
      Finding("«:»raise A", "unknown-statement", "a statement does not begin with a colon", "write `raise A`"),
      Finding("«Raise» A", "unknown-statement", "`Raise` begins no statement", "write `raise A`"),
      Finding("«zebra» A", "unknown-statement", "`zebra` begins no statement"),
      Finding(
        "«A» -> \"a\"", "unknown-statement", "a statement begins with a word that says what it is",
        "write `handler A -> \"a\"`"),
      Finding("«404»", "unknown-statement", "a statement begins with a word, and here stands `404`"),
    ])
  func settings(_ finding: Finding) { finding.check() }

  @Test(
    "strings and escapes",
    arguments: [
      Finding(
        #"handler E -> "C:«\k»eys""#, "unknown-escape", #"`\k` is no escape"#,
        #"the escapes are \" \' \\ \n \t and \u{...}; a backslash itself is written \\"#),
      Finding(
        #"handler E -> "«\é»""#, "unknown-escape", #"`\é` is no escape"#,
        #"the escapes are \" \' \\ \n \t and \u{...}; a backslash itself is written \\"#),
      Finding(
        #"handler E -> "«\u00e9»""#, "bad-scalar-escape",
        "`\\u` needs the number of a Unicode scalar, in hexadecimal and in braces",
        #"for example \u{e9} for é; the numbers end at 10ffff, without d800 to dfff"#),
      Finding(
        #"handler E -> "«\u{d800}»""#, "bad-scalar-escape",
        "`\\u` needs the number of a Unicode scalar, in hexadecimal and in braces",
        #"for example \u{e9} for é; the numbers end at 10ffff, without d800 to dfff"#),
      Finding(
        #"handler E -> "«\u{110000}»""#, "bad-scalar-escape",
        "`\\u` needs the number of a Unicode scalar, in hexadecimal and in braces",
        #"for example \u{e9} for é; the numbers end at 10ffff, without d800 to dfff"#),
      Finding(
        #"handler E -> "«\u{»""#, "bad-scalar-escape",
        "`\\u` needs the number of a Unicode scalar, in hexadecimal and in braces",
        #"for example \u{e9} for é; the numbers end at 10ffff, without d800 to dfff"#),
    ])
  func strings(_ finding: Finding) { finding.check() }
}
