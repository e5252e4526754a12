"""Prints the trees of Python files, as CPython reads them, in the form of Tests/PythonSyntaxTests/Printed.swift.

One line for each file of a folder: its path, a tab, the number of errors (0 or 1), a tab, and the tree.
"""
import ast
import pathlib
import re
import sys
import warnings

SIGNS = {ast.Not: "not", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}
OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.LShift: "<<", ast.RShift: ">>", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
}
COMPARISONS = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
    ast.NotIn: "not-in", ast.Is: "is", ast.IsNot: "is-not",
}


def group(*parts):
    return "(" + " ".join(parts) + ")"


def quoted(text):
    def escaped(character):
        if character == "\n":
            return "\\n"
        if character in '"\\':
            return "\\" + character
        if character < " ":
            return f"\\x{ord(character):x}"
        return "\ufffd" if "\ud800" <= character <= "\udfff" else character

    return '"' + "".join(escaped(character) for character in text) + '"'


def constant(value):
    if value is Ellipsis:
        return "..."
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bytes):
        return "b" + quoted(value.decode("latin-1"))
    return str(value) if isinstance(value, int) and value < 2**63 else "number"


def optional(node):
    return [] if node is None else [tree(node)]


def trees(nodes):
    return [tree(node) for node in nodes]


def block(name, statements):
    return [group(name, *trees(statements))] if statements else []


def parameters(arguments):
    regular = [argument.arg for argument in arguments.posonlyargs + arguments.args]
    first = len(regular) - len(arguments.defaults)
    parts = regular[:first] + [group(name, tree(value)) for name, value in zip(regular[first:], arguments.defaults)]
    if arguments.vararg:
        parts.append(group("*", arguments.vararg.arg))
    for argument, value in zip(arguments.kwonlyargs, arguments.kw_defaults):
        parts.append(group("only", argument.arg, *optional(value)))
    if arguments.kwarg:
        parts.append(group("**", arguments.kwarg.arg))
    return group(*parts)


def keywords(nodes):
    return [group("=", node.arg, tree(node.value)) if node.arg else group("**", tree(node.value)) for node in nodes]


def branches(node):
    """`elif` is an `if` in the `else` of another one, with the same column."""
    parts = [group(tree(node.test), *trees(node.body))]
    match node.orelse:
        case [ast.If(col_offset=node.col_offset) as other]:
            return parts + branches(other)
    return parts + block("else", node.orelse)


def formatted(node):
    if isinstance(node, ast.Constant):
        return quoted(node.value)
    conversion = "-" if node.conversion == -1 else chr(node.conversion)
    values = node.format_spec.values if node.format_spec else []
    plain = all(isinstance(value, ast.Constant) for value in values)
    return group(
        "{}", tree(node.value), conversion, quoted("".join(value.value for value in values)) if plain else "nested")


def clauses(node):
    return [group("in", tree(part.target), tree(part.iter), *trees(part.ifs)) for part in node.generators]


def names(aliases):
    return [group("as", alias.name, alias.asname) if alias.asname else alias.name for alias in aliases]


def tree(node):
    """Returns the tree of a statement or an expression."""
    n = node
    match node:
        case ast.Expr(): return tree(n.value)
        case ast.Assign(): return group("=", *trees(n.targets), tree(n.value))
        case ast.AnnAssign(): return group("annotation", tree(n.target), *optional(n.value))
        case ast.AugAssign(): return group(OPERATORS[type(n.op)] + "=", tree(n.target), tree(n.value))
        case ast.Return(): return group("return", *optional(n.value))
        case ast.Raise(): return group("raise", *optional(n.exc), *optional(n.cause))
        case ast.Assert(): return group("assert", tree(n.test), *optional(n.msg))
        case ast.Pass(): return "pass"
        case ast.Break(): return "break"
        case ast.Continue(): return "continue"
        case ast.Delete(): return group("del", *trees(n.targets))
        case ast.Global(): return group("global", *n.names)
        case ast.Nonlocal(): return group("nonlocal", *n.names)
        case ast.Import(): return group("import", *names(n.names))
        case ast.ImportFrom(): return group("from", "." * n.level + (n.module or ""), *names(n.names))
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            word = "def" if isinstance(n, ast.FunctionDef) else "async-def"
            decorators = ["@" + tree(decorator) for decorator in n.decorator_list]
            return group(*decorators, word, n.name, parameters(n.args), *trees(n.body))
        case ast.ClassDef():
            decorators = ["@" + tree(decorator) for decorator in n.decorator_list]
            arguments = group(*trees(n.bases), *keywords(n.keywords))
            return group(*decorators, "class", n.name, arguments, *trees(n.body))
        case ast.If(): return group("if", *branches(n))
        case ast.While(): return group("while", tree(n.test), *block("do", n.body), *block("else", n.orelse))
        case ast.For() | ast.AsyncFor():
            return group("for", tree(n.target), tree(n.iter), *block("do", n.body), *block("else", n.orelse))
        case ast.Try() | ast.TryStar():
            handlers = [
                group("except", tree(h.type) if h.type else "-", h.name or "-", *trees(h.body)) for h in n.handlers]
            return group(
                "try", *block("do", n.body), *handlers, *block("else", n.orelse), *block("finally", n.finalbody))
        case ast.With() | ast.AsyncWith():
            items = [group(tree(item.context_expr), *optional(item.optional_vars)) for item in n.items]
            return group("with", *items, *block("do", n.body))
        case ast.Match():
            return group("match", tree(n.subject), *[group("case", *trees(case.body)) for case in n.cases])
        case ast.Name(): return n.id
        case ast.Constant(): return constant(n.value)
        case ast.JoinedStr(): return group("f", *map(formatted, n.values))
        case ast.Tuple(): return group("tuple", *trees(n.elts))
        case ast.List(): return group("list", *trees(n.elts))
        case ast.Set(): return group("set", *trees(n.elts))
        case ast.Dict():
            return group(
                "dict", *[group(tree(key) if key else "**", tree(value)) for key, value in zip(n.keys, n.values)])
        case ast.UnaryOp(): return group(SIGNS[type(n.op)], tree(n.operand))
        case ast.BinOp(): return group(OPERATORS[type(n.op)], tree(n.left), tree(n.right))
        case ast.BoolOp(): return group("and" if isinstance(n.op, ast.And) else "or", *trees(n.values))
        case ast.Compare():
            others = [part for op, right in zip(n.ops, n.comparators) for part in (COMPARISONS[type(op)], tree(right))]
            return group("compare", tree(n.left), *others)
        case ast.Call(): return group("call", tree(n.func), *trees(n.args), *keywords(n.keywords))
        case ast.Attribute(): return group(".", tree(n.value), n.attr)
        case ast.Subscript(): return group("[]", tree(n.value), tree(n.slice))
        case ast.Slice():
            return group(":", *[tree(part) if part else "-" for part in (n.lower, n.upper, n.step)])
        case ast.Lambda(): return group("lambda", parameters(n.args), tree(n.body))
        case ast.IfExp(): return group("if", tree(n.test), tree(n.body), tree(n.orelse))
        case ast.ListComp(): return group("list-for", tree(n.elt), *clauses(n))
        case ast.SetComp(): return group("set-for", tree(n.elt), *clauses(n))
        case ast.GeneratorExp(): return group("for", tree(n.elt), *clauses(n))
        case ast.DictComp(): return group("dict-for", tree(n.key), tree(n.value), *clauses(n))
        case ast.Await(): return group("await", tree(n.value))
        case ast.Yield(): return group("yield", *optional(n.value))
        case ast.YieldFrom(): return group("yield-from", tree(n.value))
        case ast.Starred(): return group("*", tree(n.value))
        case ast.NamedExpr(): return group(":=", tree(n.target), tree(n.value))
    raise ValueError(f"no form for {type(node).__name__}")


def read(file):
    """Returns the number of errors and the tree of a file."""
    try:
        return 0, group(*trees(ast.parse(file.read_bytes()).body))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 1, "()"
