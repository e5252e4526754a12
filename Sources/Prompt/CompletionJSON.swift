import Rendering

extension Completions {
  /// The candidates as JSON, for a page: `start` and `candidates`, each with `text`, `label` and `ends`.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.writeLine { json in
      json.member("start", start)
      json.objects("candidates", candidates) { json, candidate in
        json.member("text", candidate.text)
        json.member("label", candidate.label)
        json.member("ends", candidate.endsWord)
      }
    }
    return Array(json.bytes)
  }
}
