extension Prompt {
  /// The character that tells libedit where invisible text starts and ends.
  static let mark: Unicode.Scalar = "\u{1}"

  /// A part of a prompt: visible text or an escape sequence.
  private enum Piece {
    case text([Unicode.Scalar])
    case escape([Unicode.Scalar])
  }

  private var pieces: [Piece] {
    var pieces: [Piece] = []
    var run: [Unicode.Scalar] = []
    var isEscape = false
    for scalar in text.unicodeScalars where scalar != Self.mark {
      if scalar == "\u{1B}" {
        pieces.append(isEscape ? .escape(run) : .text(run))
        (run, isEscape) = ([scalar], true)
        continue
      }
      run.append(scalar)
      guard isEscape, run.count > 2, ("\u{40}"..."\u{7E}").contains(scalar) else { continue }
      pieces.append(.escape(run))
      (run, isEscape) = ([], false)
    }
    pieces.append(isEscape ? .escape(run) : .text(run))
    return pieces
  }

  /// The prompt for libedit. libedit drops an escape sequence at the end, so trailing spaces are moved after the last one.
  var marked: [Unicode.Scalar] {
    var marked: [Unicode.Scalar] = []
    var spacesAtEnd = 0
    var endsInEscape = false
    for piece in pieces {
      switch piece {
      case .text(let run) where run.isEmpty: break
      case .text(let run):
        marked += run
        (spacesAtEnd, endsInEscape) = (run.reversed().prefix { $0 == " " }.count, false)
      case .escape(let run):
        marked.removeLast(endsInEscape ? 0 : spacesAtEnd)
        marked += [Self.mark] + run + [Self.mark]
        endsInEscape = true
      }
    }
    return endsInEscape ? marked + Array(repeating: " ", count: max(1, spacesAtEnd)) : marked
  }

  /// The prompt without escape sequences.
  var plain: String {
    var plain = String.UnicodeScalarView()
    for case .text(let run) in pieces { plain.append(contentsOf: run) }
    return String(plain)
  }
}
