public import SupervisionModel

/// Content that inputs name by its SHA-256: packs, lists, configurations, models, raw blocks, spent-output records.
///
/// A missing or altered content is an error of the environment, never a conclusion.
public protocol ContentSource {
    /// - Throws: when the content is missing or its bytes do not have that SHA-256.
    func content(_ digest: Digest32) throws -> [UInt8]
}
