import Crypto
import Glibc
public import SupervisionModel

/// Private keys of people on this machine: one file an account, readable by its owner only.
///
/// A decision is signed by the person's own key (DESK.md). Where people have hardware keys, these files are not used.
public struct AccountKeys {
    private let directory: String

    /// - Parameter store: the store's directory; keys lie in `accounts` below it.
    public init(store: String) {
        directory = store + "/accounts"
    }

    /// 1 to 64 characters of letters, digits, `.`, `_`, `-`.
    public static func isValid(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && !name.hasPrefix(".")
            && name.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    public func path(of name: String) -> String { "\(directory)/\(name).key" }

    /// Makes a key for a new account and returns its public half.
    public func create(_ name: String) throws -> Account {
        guard Self.isValid(name) else {
            throw NodeError(.badKey, "account name \"\(name)\", expected 1 to 64 letters, digits, . _ -")
        }
        let key = Curve25519.Signing.PrivateKey()
        _ = mkdir(directory, 0o700)
        try SecretFile.create(path(of: name), Hex.encode(Array(key.rawRepresentation)))
        return Account(name: name, key: Array(key.publicKey.rawRepresentation))
    }

    /// Signs as that account.
    /// - Parameter file: a key file elsewhere; `nil` for the account's own.
    public func sign(_ bytes: [UInt8], as name: String, file: String? = nil) throws -> (
        key: [UInt8], signature: [UInt8]
    ) {
        let path = file ?? path(of: name)
        let key = try read(path)
        do {
            return (Array(key.publicKey.rawRepresentation), Array(try key.signature(for: bytes)))
        } catch {
            throw NodeError(.badKey, "\(path): cannot sign: \(error)")
        }
    }

    /// Public half of an account's key.
    public func publicKey(of name: String, file: String? = nil) throws -> [UInt8] {
        Array(try read(file ?? path(of: name)).publicKey.rawRepresentation)
    }

    private func read(_ path: String) throws -> Curve25519.Signing.PrivateKey {
        let text = try SecretFile.read(path)
        guard let bytes = Hex.decode(text), bytes.count == 32,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else { throw NodeError(.badKey, "\(path): expected 64 hexadecimal digits") }
        return key
    }
}
