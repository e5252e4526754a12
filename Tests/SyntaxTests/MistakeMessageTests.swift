import Diagnostics
import Testing

@testable import Syntax

/// A broken line with the marked mistake, and its message and help. Each family of kinds has a table.
struct Mistake: Sendable, CustomTestStringConvertible {
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

@Suite("Messages for mistakes")
struct MistakeMessageTests {
  @Test(
    "classes",
    arguments: [
      Mistake(
        "class «Mixin»", "bases-required", "class `Mixin` needs a base class",
        "write `class Mixin(Exception)`, or use another exception as the base class"),
      Mistake(
        "class «Mixin»():", "bases-required", "class `Mixin` needs a base class",
        "write `class Mixin(Exception)`, or use another exception as the base class"),
      Mistake(
        "class «Mixin» code 404", "bases-required", "class `Mixin` needs a base class",
        "write `class Mixin(Exception) code 404`, or use another exception as the base class"),
      Mistake("class«»", "missing-name", "expected a class name after `class`, found the end of the line"),
      Mistake(
        "hunt «404»", "bad-name", "`404` cannot be a class name: a name starts with a letter or `_`",
        "only `handler`, `abort`, `why` and `compare` take a status code"),
      Mistake(
        "handler A -> \"a\", «\"402\"»", "missing-code", "a handler's status is a number: write it without quotes",
        "write `handler A -> \"a\", 402`"),
      Mistake(
        "«A» -> B -> C", "unknown-statement", "a statement starts with a word such as `handler`"),
      Mistake(
        "«assert A == 402»", "pasted-code", "`assert` is Python code, which scripts do not support",
        "use `expect` to check a response, as in `expect raise E -> \"text\", 500`"),
      Mistake(
        "class «404»(A)", "bad-name", "`404` cannot be a class name: a name starts with a letter or `_`",
        "only `handler`, `abort`, `why` and `compare` take a status code"),
      Mistake("class «'A'»(B)", "bad-name", "a class name is written without quotes", "write `class A(B)`"),
      Mistake("class A(B «C»)", "missing-comma", "expected a comma between the base classes", "write `class A(B, C)`"),
      Mistake(
        "class A(B«;»C)", "unclosed-parenthesis",
        "expected `)` after the base classes, found `;`"),
      Mistake("class A(B, «,»)", "missing-name", "expected a base class after `,`, found `,`"),
      Mistake(
        "class A(B) «raise C»", "extra-text", "expected the end of the line, found a second statement",
        "write one statement per line"),
      Mistake(
        "class A(B):\n  «x = 1»", "class-body",
        "a class body can only contain `pass`, a docstring, `code = N` or a description",
        "remove it: only the base classes and the code affect which handler runs"),
      Mistake(
        "class A(B):\n  «\"\"\"»open", "unclosed-string", "this docstring has no closing quotes",
        "close it with the same three quotes"),
    ])
  func classes(_ finding: Mistake) { finding.check() }

  @Test(
    "names",
    arguments: [
      Mistake(
        "raise «Ｅ１»", "name-not-nfkc", "Python converts the name `Ｅ１` to `E1` (Unicode NFKC)",
        "write `raise E1`"),
      Mistake(
        "raise «e\u{301}»", "name-not-nfkc",
        "Python converts the name `e\u{301}` to `é` (Unicode NFKC)", "write the converted name"),
      Mistake(
        "raise «ﬁle»", "name-not-nfkc",
        "Python converts the name `ﬁle` to another name (Unicode NFKC)",
        "use plain letters in the name"),
      Mistake(
        "raise «flask.abort.X» in admin", "dotted-name", "write a class name without its module",
        "write `raise X in admin`"),
      Mistake(
        "raise «lambda»", "keyword-name", "`lambda` is a Python keyword and cannot be a name"),
      Mistake(
        "class «lambda»(E)", "keyword-name", "`lambda` is a Python keyword and cannot be a name",
        "choose another name, such as `lambda_`"),
      Mistake("raise«»", "missing-name", "expected a class name after `raise`, found the end of the line"),
      Mistake("raise «in» admin", "missing-name", "expected a class name after `raise`, found `in`"),
      Mistake("raise A in«»", "missing-name", "expected a blueprint name after `in`, found the end of the line"),
      Mistake("raise A at«»", "missing-name", "expected a route name after `at`, found the end of the line"),
      Mistake("raise A at «in» admin", "missing-name", "expected a route name after `at`, found `in`"),
      Mistake(
        "raise A at «404»", "bad-name", "`404` cannot be a route name: a name starts with a letter or `_`"),
      Mistake("raise A at «\"r\"»", "bad-name", "a route name is written without quotes", "write `raise A at r`"),
      Mistake(
        "raise A at «class»", "keyword-name", "`class` is a Python keyword and cannot be a name",
        "choose another name, such as `class_`"),
      Mistake("raise A at r«.»", "bad-name", "expected a name after the dot", "write `raise A at r`"),
      Mistake("raise «at» checkout", "missing-name", "expected a class name after `raise`, found `at`"),
      Mistake("why «at» checkout", "missing-name", "expected a class name after `why`, found `at`"),
      Mistake("mro «\"A\"»", "bad-name", "a class name is written without quotes", "write `mro A`"),
    ])
  func names(_ finding: Mistake) { finding.check() }

  @Test(
    "handlers",
    arguments: [
      Mistake(
        "handler E «\"e\"»", "missing-arrow", "expected `->` before the answer, found `\"e\"`",
        "write `handler E -> \"e\"`"),
      Mistake(
        "handler E«:» \"e\", 500", "missing-arrow", "expected `->` before the answer, found `:`",
        "write `handler E -> \"e\", 500`"),
      Mistake(
        "handler E «=» \"e\"", "missing-arrow", "expected `->` before the answer, found `=`",
        "write `handler E -> \"e\"`"),
      Mistake(
        "handler E «→» “e”", "arrow-lookalike", "expected the arrow `->`, found `→`",
        "write `handler E -> \"e\"`"),
      Mistake(
        "handler E -> «500»", "missing-answer", "expected a body before the status",
        "write `handler E -> \"BODY\", 500`"),
      Mistake(
        "handler E -> «None»", "pass-answer", "a handler must return a response, not `None`",
        "write `handler E -> e` to return the exception"),
      Mistake(
        "handler E -> «return» \"e\", 500", "return-answer", "`return` is not written after the arrow",
        "write `handler E -> \"e\", 500`"),
      Mistake(
        "handler E -> \"e\" «500»", "missing-comma", "expected a comma between the body and its status",
        "write `handler E -> \"e\", 500`"),
      Mistake("handler E -> \"e\", «x»", "missing-code", "expected a status after the comma, found `x`"),
      Mistake(
        "handler E -> «“e”», 500", "curly-quotes",
        "expected straight quotes, found typographic quotes", "write `handler E -> \"e\", 500`"),
      Mistake(
        "handler E -> «\"e”», 500", "curly-quotes",
        "expected straight quotes, found typographic quotes", "write `handler E -> \"e\", 500`"),
      Mistake(
        "handler E -> «\"e, 500»", "unclosed-string", "this string has no closing quote",
        "write `handler E -> \"e\", 500`"),
      Mistake(
        "handler E -> «\"\"\"»e\"\"\"", "triple-quotes",
        "triple quotes are not supported here: use single or double quotes",
        "write `handler E -> \"e\"`"),
      Mistake(
        "handler E -> raise «404»", "raise-number", "a number cannot be raised",
        "write `handler E -> abort 404`"),
    ])
  func handlers(_ finding: Mistake) { finding.check() }

  @Test(
    "requests",
    arguments: [
      Mistake("raise «404» in admin", "raise-number", "a number cannot be raised", "write `abort 404 in admin`"),
      Mistake(
        "raise A «admin»", "extra-text", "expected the end of the statement, found `admin`",
        "write `raise A in admin`"),
      Mistake("raise A«;»", "extra-text", "a statement does not end with a semicolon", "write `raise A`"),
      Mistake(
        "raise A«; raise B»", "extra-text", "expected the end of the line, found a second statement",
        "write one statement per line"),
      Mistake(
        "raise A «from B»", "extra-text",
        "the cause after `from` does not affect which handler runs", "write `raise A`"),
      Mistake(
        "raise A(«name, 1»)", "call-arguments",
        "the arguments of `A` can only be strings and numbers", "write `raise A`"),
      Mistake("abort(«code»=404)", "missing-code", "expected a status code after `abort`, found `code`"),
      Mistake(
        "abort «NotFound»", "missing-code", "expected a status code after `abort`, found `NotFound`",
        "write `raise NotFound`"),
      Mistake("abort «in» admin", "missing-code", "expected a status code after `abort`, found `in`"),
      Mistake(
        "visit «wrong» method in admin", "unknown-visit",
        "expected `unknown`, `wrong-method` or `redirect` after `visit`, found `wrong`",
        "write `visit wrong-method in admin`"),
      Mistake(
        "raise«\u{A0}»A", "unexpected-character",
        "unexpected character U+00A0", "write `raise A`"),
      Mistake(
        "raise«\u{200B}»A", "unexpected-character",
        "unexpected character U+200B", "write `raise A`"),
    ])
  func requests(_ finding: Mistake) { finding.check() }

  @Test(
    "routes",
    arguments: [
      Mistake(
        "raise A in shop «at checkout»", "misplaced-route", "`at` comes before `in`",
        "write `raise A at checkout in shop`"),
      Mistake(
        "why 404 in shop.v1 «at \"\"»", "misplaced-route", "`at` comes before `in`",
        "write `why 404 at \"\" in shop.v1`"),
      Mistake(
        "expect respond \"x\", 200 in shop «at a.b» -> 200", "misplaced-route", "`at` comes before `in`",
        "write `expect respond \"x\", 200 at a.b in shop -> 200`"),
      Mistake(
        "visit unknown «at checkout»", "misplaced-route", "`visit` sends a request that matches no route",
        "write `visit unknown`"),
      Mistake(
        "expect visit wrong-method in shop «at checkout» -> 405", "misplaced-route",
        "`visit` sends a request that matches no route", "write `expect visit wrong-method in shop -> 405`"),
      Mistake("hunt A «at checkout»", "misplaced-route", "`hunt` covers all routes", "write `hunt A`"),
      Mistake(
        "expect not safe A in shop «at checkout»", "misplaced-route", "`safe` covers all routes",
        "write `expect not safe A in shop`"),
      Mistake(
        "handler A «at checkout» in shop -> e", "misplaced-route",
        "a handler belongs to the app or to a blueprint, not to a route", "write `handler A in shop -> e`"),
      Mistake(
        "raise A at checkout «shop»", "extra-text", "expected the end of the statement, found `shop`",
        "write `raise A at checkout in shop`"),
      Mistake("raise A at a «at» b", "extra-text", "expected the end of the statement, found `at`"),
      Mistake(
        "raise «404» at checkout", "raise-number", "a number cannot be raised", "write `abort 404 at checkout`"),
      Mistake("abort «at» checkout", "missing-code", "expected a status code after `abort`, found `at`"),
      Mistake("respond «at» checkout", "missing-code", "expected a status code after `respond`, found `at`"),
      Mistake(
        "visit «wrong» method at checkout", "unknown-visit",
        "expected `unknown`, `wrong-method` or `redirect` after `visit`, found `wrong`",
        "write `visit wrong-method`"),
      Mistake(
        "expect «A» at checkout -> 500", "unknown-expectation",
        "expected `raise`, `abort`, `visit`, `respond`, `last`, `refused`, `mro`, `safe` or `not safe` after `expect`, found `A`",
        "write `expect raise A at checkout -> 500`"),
    ])
  func routes(_ finding: Mistake) { finding.check() }

  @Test(
    "expectations",
    arguments: [
      Mistake(
        "expect «A» -> 500", "unknown-expectation",
        "expected `raise`, `abort`, `visit`, `respond`, `last`, `refused`, `mro`, `safe` or `not safe` after `expect`, found `A`",
        "write `expect raise A -> 500`"),
      Mistake(
        "expect raise A -> «500, \"a\"»", "answer-order", "write the body before the status",
        "write `expect raise A -> \"a\", 500`"),
      Mistake(
        "expect abort 404 -> «page, 404»", "answer-order", "write the status before `page`",
        "write `expect abort 404 -> 404 page`"),
      Mistake(
        "expect raise A -> crash «received A»", "crash-alone",
        "a crash has no status and no handler", "write `expect raise A -> crash`"),
      Mistake("expect raise A«»", "missing-arrow", "expected `->` and an answer, found the end of the line"),
      Mistake(
        "expect mro A «A», B", "missing-colon",
        "expected a colon after the class, found `A`", "write `expect mro A: A, B`"),
    ])
  func expectations(_ finding: Mistake) { finding.check() }

  @Test(
    "settings",
    arguments: [
      Mistake(
        "use «0.12.2»", "missing-release",
        "expected a framework and a release after `use`, found `0.12.2`",
        "write `use flask 0.12.2`"),
      Mistake(
        "use flask«=»=0.12.2", "missing-release",
        "expected a release after `use flask`, found `=`", "write `use flask 0.12.2`"),
      Mistake("use flask 1.0 with «cache»", "extra-text", "expected `memo` after `with`, found `cache`"),
      Mistake("trace «True»", "on-or-off", "expected `on` or `off` after `trace`, found `True`", "write `trace on`"),
      Mistake(
        "config X «=» False", "on-or-off", "expected `on` or `off` after `config X`, found `=`",
        "write `config X off`"),
      Mistake(
        "«undo»", "session-command", "`undo` is a prompt command and cannot be used in a script", "remove the line"),
      Mistake(
        "«:help»", "session-command", "`help` is a prompt command and cannot be used in a script", "remove the line"),
      Mistake("«:»raise A", "unknown-statement", "expected a statement, found `:`", "write `raise A`"),
      Mistake("«Raise» A", "unknown-statement", "unknown statement `Raise`", "write `raise A`"),
      Mistake("«zebra» A", "unknown-statement", "unknown statement `zebra`"),
      Mistake(
        "«A» -> \"a\"", "unknown-statement", "a statement starts with a word such as `handler`",
        "write `handler A -> \"a\"`"),
      Mistake("«404»", "unknown-statement", "expected a statement, found `404`"),
    ])
  func settings(_ finding: Mistake) { finding.check() }

  @Test(
    "strings and escapes",
    arguments: [
      Mistake(
        #"handler E -> "C:«\k»eys""#, "unknown-escape", #"unknown escape sequence `\k`"#,
        #"use one of \" \' \\ \n \t \u{...}; for a backslash, write \\"#),
      Mistake(
        #"handler E -> "«\é»""#, "unknown-escape", #"unknown escape sequence `\é`"#,
        #"use one of \" \' \\ \n \t \u{...}; for a backslash, write \\"#),
      Mistake(
        #"handler E -> "«\u00e9»""#, "bad-scalar-escape",
        "expected the hexadecimal number of a character in braces after `\\u`",
        #"for example \u{e9} for é; allowed are 0 to 10ffff, except d800 to dfff"#),
      Mistake(
        #"handler E -> "«\u{d800}»""#, "bad-scalar-escape",
        "expected the hexadecimal number of a character in braces after `\\u`",
        #"for example \u{e9} for é; allowed are 0 to 10ffff, except d800 to dfff"#),
      Mistake(
        #"handler E -> "«\u{110000}»""#, "bad-scalar-escape",
        "expected the hexadecimal number of a character in braces after `\\u`",
        #"for example \u{e9} for é; allowed are 0 to 10ffff, except d800 to dfff"#),
      Mistake(
        #"handler E -> "«\u{»""#, "bad-scalar-escape",
        "expected the hexadecimal number of a character in braces after `\\u`",
        #"for example \u{e9} for é; allowed are 0 to 10ffff, except d800 to dfff"#),
    ])
  func strings(_ finding: Mistake) { finding.check() }
}
