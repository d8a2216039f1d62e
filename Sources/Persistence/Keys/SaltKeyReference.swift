public import SupervisionModel
public import TransparencyLog

/// Whose key salts an item or seals an input (LEDGER.md D2).
public enum SaltKeyReference: Sendable, Hashable {
    case subject(EntityRef)
    /// Where there is no one subject.
    case day(Day)

    /// 1 and the reference's canonical bytes, or 0 and the number of the day as i32 big-endian.
    public var canonicalBytes: [UInt8] {
        switch self {
        case .subject(let entity): [1] + entity.canonicalBytes
        case .day(let day): [0] + (0..<4).map { UInt8(truncatingIfNeeded: day.number >> (24 - 8 * $0)) }
        }
    }
}

/// A key as it is now.
public enum SaltKey: Sendable {
    case present(HMACKey)
    /// It was destroyed; what it salted can be checked by its kept leaf hash only.
    case erased
}
