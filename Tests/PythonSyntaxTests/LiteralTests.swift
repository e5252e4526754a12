import Testing

@testable import PythonSyntax

@Suite("Python literals") struct LiteralTests {
  @Test(
    "numbers: 64 bits, or without a value",
    arguments: [
      ("404", "404"), ("1_000", "1000"), ("0xFF", "255"), ("0o17", "15"), ("0b101", "5"), ("0", "0"), ("00", "0"),
      ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "number"),
      ("0xFFFFFFFFFFFFFFFF", "number"), ("1.0", "number"), ("1e3", "number"), ("2j", "number"), ("0xe1", "225"),
    ])
  func numbers(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test(
    "strings and their escape sequences",
    arguments: [
      (#"'a'"#, #""a""#), (#"u"a""#, #""a""#), (#""it's""#, #""it's""#), (#"'\'\"\\'"#, #""'\"\\""#),
      (#"'a\tb\nc'"#, #""a\x9b\nc""#), (#"'\x41\u00e9\U0001F600\101\0'"#, #""Aé😀A\x0""#), (#"'\d\ '"#, #""\\d\\ ""#),
      (#"r'\n\''"#, #""\\n\\'""#), (#"'\N{BULLET}'"#, "\"\u{FFFD}\""), (#"'\ud800'"#, "\"\u{FFFD}\""),
      (#"'\777'"#, "\"\u{1FF}\""), ("'''a\r\nb\rc'''", #""a\nb\nc""#), ("'a\\\nb'", #""ab""#), ("'a\\\r\nb'", #""ab""#),
      (#"'a' "b" '''c'''"#, #""abc""#), ("('a'\n 'b')", #""ab""#),
      (#"b'a\xff\u00e9\0'"#, "b\"a\u{FF}\\\\u00e9\\x0\""), (#"b'a' rb'\n'"#, #"b"a\\n""#), (#"b'\777'"#, "b\"\u{FF}\""),
      ("''", #""""#), ("b''", #"b"""#), ("''''''", #""""#), ("'a'''", #""a""#),
    ])
  func strings(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test(
    "f-strings",
    arguments: [
      ("f'a'", #"(f "a")"#), ("f''", "(f)"), ("f'{a}'", #"(f ({} a - ""))"#), ("f'x{a}y'", #"(f "x" ({} a - "") "y")"#),
      ("f'{{{a}}}'", #"(f "{" ({} a - "") "}")"#), ("f'{a!r}'", #"(f ({} a r ""))"#),
      ("f'{a:>5}'", #"(f ({} a - ">5"))"#), ("f'{a!s:}'", #"(f ({} a s ""))"#), ("f'{a:{b}}'", "(f ({} a - nested))"),
      ("f'{a=}'", #"(f "a=" ({} a r ""))"#), ("f'{a = :5}'", #"(f "a = " ({} a - "5"))"#),
      ("f'{a=!s}'", #"(f "a=" ({} a s ""))"#),
      (
        "f'{a!=b}{a==b}{a<=b}'",
        #"(f ({} (compare a != b) - "") ({} (compare a == b) - "") ({} (compare a <= b) - ""))"#
      ),
      ("f'{a[\"b\"]:x}'", #"(f ({} ([] a "b") - "x"))"#), ("f'{ {1: 2}[1] }'", #"(f ({} ([] (dict (1 2)) 1) - ""))"#),
      ("f'{(lambda x: 1)}'", #"(f ({} (lambda (x) 1) - ""))"#), ("f'{a, b}'", #"(f ({} (tuple a b) - ""))"#),
      ("f'{x for x in y}'", #"(f ({} (for x (in x y)) - ""))"#), ("f'{(x:=5)}'", #"(f ({} (:= x 5) - ""))"#),
      ("f'{x:=5}'", #"(f ({} x - "=5"))"#), ("f'{yield}'", #"(f ({} (yield) - ""))"#),
      ("f'''{\na\n}'''", #"(f ({} a - ""))"#), (#"f'\N{BULLET}{a}\x41'"#, "(f \"\u{FFFD}\" ({} a - \"\") \"A\")"),
      (#"fr'\d{a}'"#, #"(f "\\d" ({} a - ""))"#), ("'{a}' f'{b}' 'c'", #"(f "{a}" ({} b - "") "c")"#),
      ("f'''{f\"{a}\"}'''", #"(f ({} (f ({} a - "")) - ""))"#),
    ])
  func formatted(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test(
    "literals with an error",
    arguments: [
      (#"'\x4'"#, #"the escape sequence `\x` needs 2 digits"#),
      (#"'\u12'"#, #"the escape sequence `\u` needs 4 digits"#),
      (#"'\U00110000'"#, "Unicode has no character with this number"),
      (#"'\N'"#, #"the escape sequence `\N` needs the name of a character in braces"#),
      (#"'\N{}'"#, #"the escape sequence `\N` needs the name of a character in braces"#),
      ("b'é'", #"a bytes literal can only contain ASCII characters; use `\x` escapes"#),
      ("'a' b'b'", "adjacent strings must be all text or all bytes"),
      ("'a\0'", #"Python code cannot contain a NUL byte; write `\0`"#),
      ("f'{a'", "expected `}`, found the end of the f-string"),
      ("f'}'", "an f-string cannot contain a single `}`; write `}}` for the character"),
      ("f'{}'", "expected an expression in the braces of an f-string"),
      ("f'{ }'", "expected an expression in the braces of an f-string"),
      ("f'{a!x}'", "expected `r`, `s` or `a` after `!` in an f-string"), ("f'{a!r5}'", "expected `}` in the f-string"),
      ("f'{a b}'", "expected `}`, found `b`"),
      (#"f'{"\n"}'"#, "an expression in an f-string cannot contain a backslash"),
      ("f'{a#}'", "an expression in an f-string cannot contain `#`"),
      ("f'{(a}'", "a bracket in the f-string does not match"),
      ("f'{a)}'", "a bracket in the f-string does not match"), ("f'{(a'", "a bracket in the f-string is never closed"),
      ("f'{\"a}'", "a string in the f-string has no end"), ("f'{*a}'", "`*` needs a comma in a tuple: `(*value,)`"),
      ("f'{a:{b:{c}}}'", "a format in an f-string is nested too deeply"),
      ("f'{lambda x: 1}'", "expected `:` after the parameters of the lambda, found the end of the expression"),
      ("'a", "the string has no end on its line; a string of several lines needs triple quotes"),
      ("'''a", "the triple-quoted string has no end"), ("1abc", "`1abc` is not a number"),
    ])
  func errors(_ text: String, _ message: String) {
    #expect(problem("x\n\(text)") == message)
  }
}
