public import ChainFormats
import Synchronization

/// Decodes and verifies blocks on several threads and hands them on in the order in which they came.
///
/// Hashing decides the speed of an import, and it needs no order; what follows needs it. At most `window` blocks are
/// in work, which bounds the memory.
public struct ParallelVerification {
    /// One block of a file, decoded and checked.
    public struct Verified: Sendable {
        public let place: String
        public let result: Result<PreparedBlock, NodeError>
    }

    private let network: BitcoinNetwork
    private let window: Int

    /// - Parameter window: blocks in work at once.
    public init(network: BitcoinNetwork, window: Int) {
        self.network = network
        self.window = max(1, window)
    }

    /// Reads blocks with `next` until it returns `nil`, and calls `body` with each one in order.
    public func run(
        next: () throws -> (bytes: [UInt8], place: String)?, body: (Verified) throws -> Void
    ) async throws {
        let network = network
        try await withThrowingTaskGroup(of: (Int, Verified).self) { group in
            var waiting: [Int: Verified] = [:]
            var read = 0
            var handed = 0
            var isAtEnd = false
            while true {
                while !isAtEnd, read - handed < window {
                    guard let (bytes, place) = try next() else {
                        isAtEnd = true
                        break
                    }
                    let index = read
                    read += 1
                    group.addTask { (index, Self.verify(bytes, place: place, network: network)) }
                }
                guard handed < read else { return }
                while waiting[handed] == nil {
                    guard let (index, verified) = try await group.next() else { return }
                    waiting[index] = verified
                }
                if let verified = waiting.removeValue(forKey: handed) { try body(verified) }
                handed += 1
            }
        }
    }

    /// Decodes and verifies one block.
    public static func verify(_ bytes: [UInt8], place: String, network: BitcoinNetwork) -> Verified {
        do {
            let decoded = try DecodedBlock(bytes, network: network)
            let report = BlockVerifier.verify(decoded, network: network)
            if let failure = report.failure {
                return Verified(
                    place: place,
                    result: .failure(NodeError(.badBlock, "\(place): \(failure.name.rawValue): \(failure.detail)")))
            }
            return Verified(place: place, result: .success(PreparedBlock(decoded)))
        } catch {
            return Verified(place: place, result: .failure(NodeError(.badBlock, "\(place): \(error)")))
        }
    }
}
