import Interpreter
import Syntax

/// A Flask program, read as statements of the language. Nothing of it is executed.
public struct Translation: Sendable {
}
