/// What a simulated node does wrong. The same plan on the same blocks does the same wrong.
public struct FaultPlan: Sendable {
    /// Messages in a million that are counted and not sent, as at a real node whose queue for a slow subscriber is full.
    public var droppedPerMillion = 0
    /// Seed of the choice which.
    public var seed: UInt64 = 0
    /// Heights whose blocks are neither announced nor served.
    public var withheldHeights: Set<UInt64> = []
    /// Heights whose blocks are published with an altered body under the right block id; HTTP serves the right bytes.
    public var mutatedHeights: Set<UInt64> = []
    /// How many messages of garbage are sent between the others.
    public var garbageMessages = 0
    /// Size of the oversize part among the garbage, bytes.
    public var oversizeBytes = 48 << 20

    /// No faults.
    public init() {}
}
