public import SupervisionModel
public import TransparencyLog

/// Keys of a store made for analysis only: computed from one seed, so that the same input files give the same root.
///
/// A store that observes live keys its subjects at random instead; nothing here protects anybody.
public struct DerivedKeys: Sendable {
    private let seed: HMACKey

    /// - Parameter seed: 32 bytes.
    public init(seed: [UInt8], hasher: SHA256Hasher) {
        self.seed = HMACKey(seed, hasher: hasher)
    }

    /// `HMAC-SHA-256(seed, canonical bytes of the subject)`.
    public func key(subject: EntityRef, hasher: SHA256Hasher) -> HMACKey {
        key(label: subject.canonicalBytes, hasher: hasher)
    }

    /// `HMAC-SHA-256(seed, 0x00 ‖ "day" ‖ 0x00 ‖ YYYY-MM-DD)`: for items and inputs without a subject. The zero byte
    /// keeps days apart from subjects, whose canonical bytes begin with the number of a scheme, 1 or more.
    public func key(day: Day, hasher: SHA256Hasher) -> HMACKey {
        key(label: [0] + Array("day".utf8) + [0] + Array(day.text.utf8), hasher: hasher)
    }

    private func key(label: [UInt8], hasher: SHA256Hasher) -> HMACKey {
        HMACKey(seed.authenticationCode(of: label.span, hasher: hasher).bytes, hasher: hasher)
    }
}
