/// What a request to a witness is for.
enum WitnessRoute: Hashable {
    /// `POST /add-checkpoint`
    case addCheckpoint
    /// `GET /<identifier>/checkpoint`
    case checkpoint(identifier: String)
    /// `GET /`: who this is.
    case about
    /// A path that exists with another method; which are allowed.
    case wrongMethod(allowed: String)
    case nothing

    /// - Parameters:
    ///   - method: as in the request line.
    ///   - target: the request target; a query is ignored.
    init(method: String, target: String) {
        let path = target.utf8.prefix { $0 != UInt8(ascii: "?") }
        let isRead = method == "GET" || method == "HEAD"
        if path.elementsEqual("/add-checkpoint".utf8) {
            self = method == "POST" ? .addCheckpoint : .wrongMethod(allowed: "POST")
            return
        }
        if path.elementsEqual("/".utf8) {
            self = isRead ? .about : .wrongMethod(allowed: "GET, HEAD")
            return
        }
        let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty, parts[1].count == 64, parts[2].elementsEqual("checkpoint".utf8),
            parts[1].allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else {
            self = .nothing
            return
        }
        self =
            isRead
            ? .checkpoint(identifier: String(decoding: parts[1], as: UTF8.self)) : .wrongMethod(allowed: "GET, HEAD")
    }
}
