import Diagnostics

/// Every kind of diagnostic that the parser can report, ordered by slug.
public let syntaxKinds: [DiagnosticKind] = [
  .answerOrder, .arrowLookalike, .badName, .badScalarEscape, .basesRequired, .binaryFile, .callArguments, .classBody,
  .codeOutOfRange, .continuingUnder, .crashAlone, .curlyQuotes, .dottedName, .emptyBody, .extraText, .fileTooLarge,
  .invalidUTF8, .keywordName, .lineTooLong, .misplacedRoute, .missingAnswer, .missingArrow, .missingBrace,
  .missingCode, .missingColon, .missingComma, .missingElse, .missingName, .missingRelease, .missingString,
  .nameNotNFKC, .nestedTest, .onOrOff, .passAnswer, .pastedCode, .pastedFunction, .pastedSetup, .raiseNumber,
  .returnAnswer, .sessionCommand, .statusOutOfRange, .textPlaysNoPart, .tooManyAnswers, .tripleQuotes, .unclosedBrace,
  .unclosedParenthesis, .unclosedString, .unexpectedCharacter, .unknownCondition, .unknownEscape, .unknownExpectation,
  .unknownPlaceholder, .unknownStatement, .unknownVisit, .unopenedBrace, .unpairedBrace, .utf16File,
]
