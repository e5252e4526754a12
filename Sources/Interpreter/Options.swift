import Diagnostics
import Resolution
import Syntax

/// `config NAME on|off`: an option of the app. It belongs to the app as its handlers do, so it is in force in every new
/// process from the start; in the running one from the next request on, since Flask reads it then.
extension Session {
  mutating func configure(_ config: Config, _ statement: Statement) -> [Event] {
    guard let option = Configuration.Option(rawValue: config.name.text) else {
      return [event(unknownOption(config.name))]
    }
    // How the last request was answered depends on the options as they were.
    rememberLastRequest()
    app.configure(option, on: config.on, statement: statement)
    running?.configure(option, on: config.on)
    return [event(statement, .configured(name: option.rawValue, on: config.on))]
  }
}
