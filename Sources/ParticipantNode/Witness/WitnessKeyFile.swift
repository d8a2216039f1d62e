public import TransparencyLog

/// The private key of a witness as a file of one line, mode 0600.
public enum WitnessKeyFile {
    /// Writes a new key durably.
    ///
    /// - Throws: `.io`, also when something is there: a key is never overwritten.
    public static func create(_ path: String, _ signer: NoteSigner) throws(WitnessStoreError) {
        try StateFile.create(path, with: Array((signer.secretText + "\n").utf8))
    }
}
