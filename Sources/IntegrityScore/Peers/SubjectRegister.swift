import SupervisionModel

/// What is known of subjects beside their evidence: the register's profiles and who is exposed to whom.
public struct SubjectRegister: Sendable {
    /// Longer lines are refused.
    public static let maximumLineBytes = 16 << 10

    private var profiles: [ByteText: SubjectProfile] = [:]
    private var names: [String] = []
    private var exposures: [NetworkPenalty.Exposure] = []

    /// Nothing is known of anybody.
    public init() {}

    /// Takes one line of a file of subjects (``SubjectProfile``).
    ///
    /// - Throws: what is wrong with the line.
    public mutating func add(subject line: Span<UInt8>) throws(SubjectRegisterError) {
        let profile: SubjectProfile
        do {
            profile = try SubjectProfile(try JSONParser.parse(line, maximumBytes: Self.maximumLineBytes))
        } catch {
            throw SubjectRegisterError(text: "\(error)")
        }
        guard profiles[ByteText(profile.name)] == nil else {
            throw SubjectRegisterError(text: "subject \"\(profile.name)\" stands here twice; one line a subject")
        }
        profiles[ByteText(profile.name)] = profile
        names.append(profile.name)
    }

    /// Takes one line of a file of exposures (``NetworkPenalty/Exposure``). Both sides must be subjects already.
    public mutating func add(exposure line: Span<UInt8>) throws(SubjectRegisterError) {
        let exposure: NetworkPenalty.Exposure
        do {
            exposure = try NetworkPenalty.Exposure(try JSONParser.parse(line, maximumBytes: Self.maximumLineBytes))
        } catch {
            throw SubjectRegisterError(text: "\(error)")
        }
        for name in [exposure.from, exposure.to] where profiles[ByteText(name)] == nil {
            throw SubjectRegisterError(
                text: "\"\(name)\" is not among the subjects; give its net assets and previous score there")
        }
        exposures.append(exposure)
    }

    public func profile(of name: String) -> SubjectProfile? { profiles[ByteText(name)] }

    /// The network of all subjects. Who reports no net assets has none, and any exposure is a whole one.
    public func network(_ model: ScoreModel) -> NetworkPenalty {
        NetworkPenalty(
            members: names.compactMap { name in
                profiles[ByteText(name)].map {
                    NetworkPenalty.Member(
                        name: name, netAssets: $0.netAssets ?? 0, previous: $0.previous, controlGroup: $0.controlGroup)
                }
            }, exposures: exposures, settings: model.network)
    }
}

/// What is wrong with a line.
public struct SubjectRegisterError: Error, Sendable, Hashable {
    public let text: String
}
