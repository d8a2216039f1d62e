import Simulation
import SupervisionModel

/// Compares what a reading finds with what is claimed, both ways.
enum Agreement {
    /// Claims that nothing fulfils, and findings that nothing claims, as texts.
    static func differences(_ rule: String, _ findings: [Finding], _ claims: [Claim]) -> [String] {
        let own = claims.filter { $0.rule == rule }
        func fits(_ finding: Finding, _ claim: Claim) -> Bool {
            finding.subject.utf8.elementsEqual(claim.subject.utf8) && claim.from <= finding.at && finding.at <= claim.to
        }
        let missing = own.filter { claim in !findings.contains { fits($0, claim) } }
        let extra = findings.filter { finding in !own.contains { fits(finding, $0) } }
        return missing.map { "\(rule): not broken by \($0.subject) from \($0.from.rfc3339) to \($0.to.rfc3339)" }
            + extra.map { "\(rule): broken by \($0)" }
    }
}
