/// Werkzeug's texts for HTTP errors.
extension Library {
  /// The descriptions of HTTP errors by the name of the class. They are the same in all pinned releases.
  static let descriptions: [String: String] = [
    "BadGateway": "The proxy server received an invalid response from an upstream server.",
    "BadRequest": "The browser (or proxy) sent a request that this server could not understand.",
    "Conflict":
      "A conflict happened while processing the request. The resource might have been modified while "
      + "the request was being processed.",
    "ExpectationFailed": "The server could not meet the requirements of the Expect header",
    "FailedDependency":
      "The method could not be performed on the resource because the requested action depended on "
      + "another action and that action failed.",
    "Forbidden":
      "You don't have the permission to access the requested resource. It is either read-protected or "
      + "not readable by the server.",
    "GatewayTimeout": "The connection to an upstream server timed out.",
    "Gone":
      "The requested URL is no longer available on this server and there is no forwarding address. If "
      + "you followed a link from a foreign page, please contact the author of this page.",
    "HTTPVersionNotSupported": "The server does not support the HTTP protocol version used in the request.",
    "ImATeapot": "This server is a teapot, not a coffee machine",
    "InternalServerError":
      "The server encountered an internal error and was unable to complete your request. Either the "
      + "server is overloaded or there is an error in the application.",
    "LengthRequired": "A request with this method requires a valid <code>Content-Length</code> header.",
    "Locked": "The resource that is being accessed is locked.",
    "MethodNotAllowed": "The method is not allowed for the requested URL.",
    "MisdirectedRequest": "The server is not able to produce a response.",
    "NotAcceptable":
      "The resource identified by the request is only capable of generating response entities which "
      + "have content characteristics not acceptable according to the accept headers sent in the "
      + "request.",
    "NotFound":
      "The requested URL was not found on the server. If you entered the URL manually please check "
      + "your spelling and try again.",
    "NotImplemented": "The server does not support the action requested by the browser.",
    "PreconditionFailed": "The precondition on the request for the URL failed positive evaluation.",
    "PreconditionRequired":
      "This request is required to be conditional; try using \"If-Match\" or \"If-Unmodified-Since\".",
    "RequestEntityTooLarge": "The data value transmitted exceeds the capacity limit.",
    "RequestHeaderFieldsTooLarge": "One or more header fields exceeds the maximum size.",
    "RequestTimeout":
      "The server closed the network connection because the browser didn't finish the request within "
      + "the specified time.",
    "RequestURITooLarge":
      "The length of the requested URL exceeds the capacity limit for this server. The request cannot "
      + "be processed.",
    "RequestedRangeNotSatisfiable": "The server cannot provide the requested range.",
    "ServiceUnavailable":
      "The server is temporarily unable to service your request due to maintenance downtime or "
      + "capacity problems. Please try again later.",
    "TooManyRequests": "This user has exceeded an allotted request count. Try again later.",
    "Unauthorized":
      "The server could not verify that you are authorized to access the URL requested. You either "
      + "supplied the wrong credentials (e.g. a bad password), or your browser doesn't understand how "
      + "to supply the credentials required.",
    "UnavailableForLegalReasons": "Unavailable for legal reasons.",
    "UnprocessableEntity": "The request was well-formed but was unable to be followed due to semantic errors.",
    "UnsupportedMediaType": "The server does not support the media type transmitted in the request.",
  ]
}
