import Interpreter
import Rendering

#if !WITHOUT_PYTHON
  import Export

  /// The command `flask`.
  extension PromptSession {
    /// The current app as code for its framework.
    var appCode: StyledText {
      var code = StyledText()
      code.appendLines(session.appCode, .listing)
      return code
    }
  }
#else
  /// The command `flask`. A page loads the larger module before it runs this command.
  extension PromptSession {
    var appCode: StyledText { "This part of errorbook cannot write Flask code.\n" }
  }
#endif
