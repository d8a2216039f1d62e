import AuditLedger
import GRDB
import SupervisionModel
public import TransparencyLog

/// Hashes everything that a store holds again and names what is not as it was written (LEDGER.md D5, section 11). Reads
/// only; needs no open store, so that one that cannot be opened can be looked at.
public final class StoreCheck {
    /// What was looked at, and what is wrong.
    public struct Report: Sendable {
        public internal(set) var records: UInt64 = 0
        public internal(set) var items: UInt64 = 0
        public internal(set) var tiles = 0
        public internal(set) var checkpoints = 0
        public internal(set) var contents = 0
        public internal(set) var blocks = 0
        /// Items and sealed inputs that were erased: checked by their kept leaf hash.
        public internal(set) var erased: UInt64 = 0
        public internal(set) var root = Hash()
        /// Whether every byte of the databases was compared with what they were when the store was closed.
        public internal(set) var isSealed = false
        /// At most `StoreCheck.maximumFindings`, in the order in which they were found.
        public internal(set) var findings: [StoreFinding] = []

        public var isGood: Bool { findings.isEmpty }
    }

    public static let maximumFindings = 100

    let layout: StoreLayout
    let seed: [UInt8]?
    let verifier: VerifierKey?
    let decodes: Bool
    let hasher = SHA256Hasher()
    var report = Report()

    /// - Parameters:
    ///   - seed: of an offline store's keys.
    ///   - verifier: with which its checkpoints verify; `nil` leaves their signatures alone.
    ///   - decodes: whether the inputs of records are decoded too.
    public init(directory: String, seed: [UInt8]?, verifier: VerifierKey?, decodes: Bool) {
        layout = StoreLayout(directory: directory)
        self.seed = seed
        self.verifier = verifier
        self.decodes = decodes
    }

    /// - Parameter progress: called now and then with records done and in all.
    public func run(progress: (UInt64, UInt64) -> Void = { _, _ in }) -> Report {
        let description = checkDescription()
        checkSeal()
        checkSignedHeadFile(description)
        guard let database = section("ledger.sqlite", { try LedgerDatabase(path: layout.ledger, isReadOnly: true) })
        else {
            return report
        }
        section("ledger.sqlite") { try checkStructure(database) }
        section("keys.sqlite") { try checkKeyStructure() }
        let keys = section("keys.sqlite") {
            try SaltKeyStore(
                path: layout.keys, seed: description?.kind == .offline ? seed : nil, isReadOnly: true)
        }
        if let keys, let description {
            section("ledger.sqlite") {
                try database.read { try checkLedger($0, database, keys, description, progress) }
            }
        }
        section("ledger.sqlite") { try database.read { try checkContents($0, database) } }
        section("archive") { try database.read { try checkArchive($0, database) } }
        _ = try? keys?.close()
        _ = try? database.close()
        return report
    }

    // MARK: Findings

    func find(_ file: String, _ place: String, _ english: String, _ chinese: String) {
        guard report.findings.count < StoreCheck.maximumFindings else { return }
        report.findings.append(StoreFinding(file: file, place: place, english: english, chinese: chinese))
    }

    /// Runs a part of the check; what it cannot read is a finding.
    @discardableResult
    func section<Value>(_ file: String, _ body: () throws -> Value) -> Value? {
        do {
            return try body()
        } catch let error as StoreError {
            find(file, "–", error.detail, error.detail)
        } catch {
            find(file, "–", "\(error)", "\(error)")
        }
        return nil
    }
}
