import IntegrityScore
import SupervisionModel
import Testing

@Suite struct PeerTests {
    private let group = PeerGroup(type: .enterprise, sector: "C39", size: "small", province: "44")
    private let other = PeerGroup(type: .enterprise, sector: "C39", size: "large", province: "44")

    @Test func standings() {
        let scores = (1...11).map { (group, Int64($0 * 50)) } + (1...9).map { (other, Int64($0)) }
        let standings = PeerStandings(scores)
        let middle = standings.standing(of: 300, in: group)
        #expect(middle == standings.standing(of: 300, in: group))
        #expect(middle?.percentile == 50)
        #expect(middle?.median == 300)
        #expect(middle?.members == 11)
        #expect(standings.standing(of: 50, in: group)?.percentile == 0)
        #expect(standings.standing(of: 550, in: group)?.percentile == 100)
        #expect(standings.standing(of: 5, in: other) == nil, "nine are too few")
    }

    @Test func tiesCountAsNotLower() {
        let standings = PeerStandings((0..<10).map { _ in (group, Int64(700)) })
        #expect(standings.standing(of: 700, in: group)?.percentile == 0)
    }

    /// Median 5.5, deviations 4.5 … 0.5, MAD 2.5: (10 − 5.5) / (1.4826·2.5) = 1.21408.
    @Test func robustDeviations() {
        let rates = (1...10).map { Int64($0) }
        #expect(RobustDeviation.perMille(10, among: rates) == 1214)
        #expect(RobustDeviation.perMille(1, among: rates) == -1214)
        #expect(RobustDeviation.perMille(5, among: [Int64](repeating: 5, count: 10)) == nil)
        #expect(RobustDeviation.perMille(5, among: Array(rates.prefix(9))) == nil)
        #expect(RobustDeviation.perMille(.max, among: [.min, .max] + rates) != nil)
    }

    @Test func profiles() throws {
        func profile(_ text: String) throws -> SubjectProfile {
            try SubjectProfile(JSONParser.parse(Array(text.utf8), maximumBytes: 1000))
        }
        let read = try profile(
            #"{"subject":"e","knownSince":"2024-01-01","sector":"C39","size":"small","province":"44","netAssets":"-12345678901234567890","previous":640,"controlGroup":"g"}"#
        )
        #expect(read.netAssets == -12_345_678_901_234_567_890)
        #expect(read.peerGroup(.enterprise) == group)
        #expect(try profile(#"{"subject":"e","sector":"C39"}"#).peerGroup(.platform) == nil)
        for bad in [
            #"{"subject":""}"#, #"{"subject":"e","knownSince":"x"}"#, #"{"subject":"e","netAssets":"1.5"}"#,
            #"{"subject":"e","netAssets":""}"#, #"{"subject":"e","netAssets":"1234567890123456789012345678901"}"#,
            #"{"subject":"e","previous":1001}"#, #"{"subject":"e","name":"x"}"#,
        ] {
            #expect(throws: JSONReadError.self) { try profile(bad) }
        }
    }

    @Test func registersRefuseWhatDoesNotFit() throws {
        var register = SubjectRegister()
        try register.add(subject: Array(#"{"subject":"a","netAssets":"1000"}"#.utf8).span)
        try register.add(subject: Array(#"{"subject":"b","previous":0}"#.utf8).span)
        #expect(throws: SubjectRegisterError.self) {
            try register.add(subject: Array(#"{"subject":"a"}"#.utf8).span)
        }
        #expect(throws: SubjectRegisterError.self) {
            try register.add(exposure: Array(#"{"from":"a","to":"c","amount":"1"}"#.utf8).span)
        }
        #expect(throws: SubjectRegisterError.self) {
            try register.add(exposure: Array(#"{"from":"a","to":"b","amount":"-1"}"#.utf8).span)
        }
        try register.add(exposure: Array(#"{"from":"a","to":"b","amount":"100"}"#.utf8).span)
        #expect(register.network(.cis1).penalty(of: "a") == 10)
    }
}
