/// `HOST:PORT`, where an IPv6 literal stands in brackets.
struct HostAndPort {
    let host: String
    let port: Int

    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        self.host = String(host)
        self.port = Int(port)
    }

    /// The host as it stands in a URL.
    var urlHost: String { host.contains(":") ? "[\(host)]" : host }
}
