/// The name of a witness or group inside a policy file: bytes without white space, compared as bytes.
public struct PolicyName: Sendable, Hashable, CustomStringConvertible {
    public let bytes: [UInt8]

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = Array(bytes)
    }

    /// For people: what is not UTF-8 is replaced.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
