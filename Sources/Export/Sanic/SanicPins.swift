import Resolution

/// The versions to install with pip for each release on Python 3.11. The exported tests were run with them.
enum SanicPins {
  static func of(_ release: Release) -> [String] {
    guard let pins = all["\(release.frameworkWord) \(release.name)"] else { return [] }
    return pins.split(separator: " ").map { String($0) }
  }

  private static let all = [
    "sanic 20.12.7":
      "sanic==20.12.7 aiofiles==25.1.0 certifi==2026.10.19.post1 h11==0.9.0 httpcore==0.11.1 "
      + "httptools==0.9.0 httpx==0.15.4 idna==3.20 multidict==5.2.0 rfc3986==1.5.0 sniffio==1.3.1 "
      + "ujson==6.1.0 uvloop==0.23.0 websockets==9.1",
    "sanic 21.3.4":
      "sanic==21.3.4 aiofiles==25.1.0 httptools==0.9.0 multidict==5.2.0 sanic-routing==23.12.0 "
      + "ujson==6.1.0 uvloop==0.23.0 websockets==8.1",
    "sanic 21.6.2":
      "sanic==21.6.2 aiofiles==25.1.0 httptools==0.9.0 multidict==5.2.0 sanic-routing==0.7.2 "
      + "ujson==6.1.0 uvloop==0.23.0 websockets==17.4",
    "sanic 21.9.3":
      "sanic==21.9.3 aiofiles==25.1.0 httptools==0.9.0 multidict==5.2.0 sanic-routing==0.7.2 "
      + "ujson==6.1.0 uvloop==0.23.0 websockets==10.4",
    "sanic 21.12.2":
      "sanic==21.12.2 aiofiles==25.1.0 httptools==0.9.0 multidict==5.2.0 sanic-routing==0.7.2 "
      + "ujson==6.1.0 uvloop==0.23.0 websockets==10.4",
    "sanic 22.3.2":
      "sanic==22.3.2 aiofiles==25.1.0 httptools==0.9.0 multidict==6.9.1 sanic-routing==22.3.0 "
      + "ujson==6.1.0 uvloop==0.23.0 websockets==10.4",
    "sanic 22.6.2":
      "sanic==22.6.2 aiofiles==25.1.0 httptools==0.9.0 multidict==6.9.1 sanic-routing==22.3.0 "
      + "ujson==6.1.0 uvloop==0.23.0 websockets==10.4",
    "sanic 22.9.1":
      "sanic==22.9.1 aiofiles==25.1.0 httptools==0.9.0 multidict==6.9.1 sanic-routing==23.12.0 "
      + "ujson==6.1.0 uvloop==0.23.0 websockets==10.4",
    "sanic 22.12.0":
      "sanic==22.12.0 aiofiles==25.1.0 httptools==0.9.0 multidict==6.9.1 sanic-routing==23.12.0 "
      + "ujson==6.1.0 uvloop==0.23.0 websockets==17.4",
    "sanic 23.3.0":
      "sanic==23.3.0 aiofiles==25.1.0 html5tagger==2.0.0 httptools==0.9.0 multidict==6.9.1 "
      + "sanic-routing==23.12.0 tracerite==2.6.5 ujson==6.1.0 uvloop==0.23.0 websockets==17.4",
    "sanic 23.12.2":
      "sanic==23.12.2 aiofiles==25.1.0 html5tagger==2.0.0 httptools==0.9.0 multidict==6.9.1 "
      + "sanic-routing==23.12.0 tracerite==2.6.5 typing_extensions==4.16.0 ujson==6.1.0 uvloop==0.23.0 "
      + "websockets==17.4",
    "sanic 24.12.0":
      "sanic==24.12.0 aiofiles==25.1.0 html5tagger==2.0.0 httptools==0.9.0 multidict==6.9.1 "
      + "sanic-routing==23.12.0 tracerite==2.6.5 typing_extensions==4.16.0 ujson==6.1.0 uvloop==0.23.0 "
      + "websockets==17.4",
    "sanic 25.12.1":
      "sanic==25.12.1 aiofiles==25.1.0 anyio==4.16.0 certifi==2026.10.19.post1 h11==0.16.0 "
      + "html5tagger==2.0.0 httpcore==1.0.9 httptools==0.9.0 httpx==0.28.1 idna==3.20 multidict==6.9.1 "
      + "sanic-routing==23.12.0 tracerite==2.6.5 typing_extensions==4.16.0 ujson==6.1.0 uvloop==0.23.0 "
      + "websockets==17.4",
  ]
}
