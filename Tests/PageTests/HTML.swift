import Foundation

/// Returns the text that a browser shows for a member of a JSON line whose value is HTML.
func shownText(of json: [UInt8], _ member: String) -> String? {
  let object = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
  return (object?[member] as? String).map { shownText($0) }
}

/// Returns the text that a browser shows inside `pre`.
func shownText(_ html: String) -> String {
  var text = html.replacing(/<[^>]*>/, with: "")
  for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
    text = text.replacingOccurrences(of: entity, with: character)
  }
  return text
}
