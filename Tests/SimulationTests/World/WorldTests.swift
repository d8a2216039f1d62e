import Simulation
import SupervisionModel
import Testing

/// A whole world: its order, its branches, and that nobody breaks a rule who is not claimed to.
@Suite struct WorldTests {
    static let scenario = Worlds.small(rounds: 1)
    static let bytes = Worlds.bytes(scenario, seed: 11)

    @Test func everyReadingFindsExactlyTheClaimsOfTheWholeWorld() throws {
        let claims = Simulation(Self.scenario, seed: 11).claims
        let (standing, _) = try Worlds.events(of: Self.bytes)
        for reading in Reading.all {
            #expect(claims.contains { $0.rule == reading.rule }, "\(reading.rule) is not planted")
            #expect(Agreement.differences(reading.rule, reading.find(standing), claims) == [])
        }
    }

    @Test func theSameSeedGivesTheSameBytesAndAnotherOneOthers() {
        let other = Worlds.bytes(Self.scenario, seed: 12)
        #expect(Worlds.bytes(Self.scenario, seed: 11) == Self.bytes)
        #expect(other != Self.bytes)
    }

    @Test func linesComeInTheOrderOfTheirArrival() throws {
        let (_, lines) = try Worlds.events(of: Self.bytes)
        var last: [String: String] = [:]
        for line in lines {
            guard let chain = line["chain"]?.string, let observed = line["observed"]?.string else { continue }
            #expect(last[chain].map { $0 <= observed } ?? true)
            last[chain] = observed
        }
        let all = lines.compactMap { $0["observed"]?.string }
        #expect(zip(all, all.dropFirst()).filter { $0 > $1 }.map { "\($0) before \($1)" } == [])
    }

    @Test func everyBlockHasItsPlaceAndNothingFinalIsRemoved() throws {
        let (_, lines) = try Worlds.events(of: Self.bytes)
        var tips: [String: Int64] = [:]
        var times: [String: String] = [:]
        var final: [String: Int64] = [:]
        var removals = 0
        for line in lines {
            if let place = line["remove"], let chain = place["chain"]?.string, let height = place["height"]?.integer {
                #expect(height > final[chain] ?? 0)
                #expect(height <= tips[chain] ?? 0)
                tips[chain] = height - 1
                times[chain] = nil
                removals += 1
            } else if let place = line["final"], let chain = place["chain"]?.string {
                let height = place["height"]?.integer ?? 0
                #expect(height > final[chain] ?? 0)
                #expect(height <= tips[chain] ?? 0)
                final[chain] = height
            } else if line["type"]?.string == "chain.block", let chain = line["chain"]?.string {
                #expect(line["height"]?.integer == (tips[chain] ?? 0) + 1)
                tips[chain] = line["height"]?.integer
                let time = line["time"]?.string ?? ""
                #expect(times[chain].map { $0 <= time } ?? true)
                times[chain] = time
            }
        }
        #expect(removals >= 5)
        #expect(final == tips)
    }

    @Test func aTickFollowsEveryDayAndTheLastOneEveryDeadline() throws {
        let (standing, lines) = try Worlds.events(of: Self.bytes)
        let ticks = lines.compactMap { $0["tick"]?.string }
        #expect(ticks.count == Self.scenario.days + 1)
        #expect(ticks == ticks.sorted())
        let claims = Simulation(Self.scenario, seed: 11).claims
        let last = try #require(ticks.last.flatMap(Seen.moment))
        #expect(claims.allSatisfy { $0.to <= last })
        #expect(standing.allSatisfy { $0.time <= last })
        #expect(lines.last?["tick"] != nil)
    }

    @Test func anInnocentWorldClaimsNothingAndBreaksNothing() throws {
        var scenario = Worlds.small(rounds: 0)
        scenario.faults.replacements = 0
        let (standing, _) = try Worlds.events(of: Worlds.bytes(scenario, seed: 3))
        #expect(Simulation(scenario, seed: 3).claims.isEmpty)
        for reading in Reading.all { #expect(reading.find(standing) == []) }
    }

    @Test func factsThatStoodOnlyOnTheLostBranchAreGone() throws {
        let (standing, lines) = try Worlds.events(of: Self.bytes)
        let written = lines.count { $0["type"]?.string == "receivable.financed" }
        let stand = standing.count { $0.type == "receivable.financed" }
        #expect(written == stand + 1)
    }
}
