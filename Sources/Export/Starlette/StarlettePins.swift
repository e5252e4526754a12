import Resolution

/// The versions to install with pip for each release on Python 3.11. The exported tests were run with them.
enum StarlettePins {
  static func of(_ release: Release) -> [String] {
    guard let pins = all["\(release.frameworkWord) \(release.name)"] else { return [] }
    return pins.split(separator: " ").map { String($0) }
  }

  private static let all = [
    "starlette 0.13.8":
      "starlette==0.13.8",
    "starlette 0.18.0":
      "starlette==0.18.0 anyio==3.7.1 idna==3.20 sniffio==1.3.1",
    "starlette 0.19.0":
      "starlette==0.19.0 anyio==4.16.0 idna==3.20 typing_extensions==4.16.0",
    "starlette 0.20.4":
      "starlette==0.20.4 anyio==4.16.0 idna==3.20 typing_extensions==4.16.0",
    "starlette 0.23.1":
      "starlette==0.23.1 anyio==4.16.0 idna==3.20 typing_extensions==4.16.0",
    "starlette 0.24.0":
      "starlette==0.24.0 anyio==4.16.0 idna==3.20 typing_extensions==4.16.0",
    "starlette 0.27.0":
      "starlette==0.27.0 anyio==4.16.0 idna==3.20 typing_extensions==4.16.0",
    "starlette 0.28.0":
      "starlette==0.28.0 anyio==4.16.0 idna==3.20 typing_extensions==4.16.0",
    "starlette 0.52.1":
      "starlette==0.52.1 anyio==4.16.0 idna==3.20 typing_extensions==4.16.0",
    "starlette 1.6.0":
      "starlette==1.6.0 anyio==4.16.0 idna==3.20 typing_extensions==4.16.0",
    "starlette 1.7.0":
      "starlette==1.7.0 anyio==4.16.0 idna==3.20 typing_extensions==4.16.0",
    "starlette 1.10.0":
      "starlette==1.10.0 anyio==4.16.0 certifi==2026.10.19.post1 click==8.5.1 h11==0.16.0 "
      + "httpcore==1.0.9 httpx==0.28.1 idna==3.20 typing_extensions==4.16.0",
    "fastapi 0.99.1":
      "fastapi==0.99.1 anyio==4.16.0 idna==3.20 pydantic==1.10.27 starlette==0.27.0 "
      + "typing_extensions==4.16.0",
    "fastapi 0.165.0":
      "fastapi==0.165.0 annotated-doc==0.0.7 annotated-types==0.8.0 anyio==4.16.0 click==8.5.1 "
      + "h11==0.16.0 idna==3.20 opentelemetry-api==1.45.2 pydantic==2.14.4 pydantic_core==2.50.5 "
      + "starlette==1.10.0 typing-inspection==0.4.5 typing_extensions==4.16.0",
  ]
}
