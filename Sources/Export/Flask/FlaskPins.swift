import Resolution

extension Release {
  /// The versions to install with pip for the release on Python 3.11. The exported tests were run with them.
  ///
  /// Flask only requires minimum versions. The newest Werkzeug, Jinja2 and MarkupSafe no longer work with Flask before 2.0,
  /// and Werkzeug 3 does not work with Flask before 2.3.
  package var pins: [String] {
    let isOld = isBefore("2.0.0")
    var pins = ["Flask==\(name)", "Werkzeug==\(libraryRelease ?? "")"]
    pins += isOld ? ["Jinja2==2.11.3", "MarkupSafe==2.0.1"] : ["Jinja2==3.1.6", "MarkupSafe==3.0.4"]
    pins += isOld ? ["itsdangerous==1.1.0", "click==7.1.2"] : ["itsdangerous==2.2.0", "click==8.5.1"]
    if !isBefore("2.3.0") { pins.append("blinker==1.9.0") }
    return pins
  }
}
