import Resolution

extension Release {
  /// What pip installs for the release on Python 3.11, besides Flask itself: the versions with which it was run.
  ///
  /// Flask asks for minimum versions only, and the newest Werkzeug, Jinja2 and MarkupSafe no longer work with releases
  /// before 2.0, nor does Werkzeug 3 with those before 2.3.
  package var pins: [String] {
    let isOld = isBefore("2.0.0")
    var pins = ["Flask==\(name)", "Werkzeug==\(libraryRelease)"]
    pins += isOld ? ["Jinja2==2.11.3", "MarkupSafe==2.0.1"] : ["Jinja2==3.1.6", "MarkupSafe==3.0.4"]
    pins += isOld ? ["itsdangerous==1.1.0", "click==7.1.2"] : ["itsdangerous==2.2.0", "click==8.5.1"]
    if !isBefore("2.3.0") { pins.append("blinker==1.9.0") }
    return pins
  }
}
