func isNFKC(_ text: String) -> Bool { true }
