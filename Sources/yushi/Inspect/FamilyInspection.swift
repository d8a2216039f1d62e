import ChainFormats
import RulePacks
import SupervisionModel

/// Decodes, verifies and prints the blocks of a family other than Bitcoin's.
struct FamilyInspection {
    let format: ChainFormat
    let network: String
    let json: Bool
    let events: Bool

    /// - Parameters:
    ///   - validators: who may sign, known from elsewhere; empty: not known.
    ///   - publishers: who may publish envelopes; empty: not known.
    func run(file: String, validators: [[UInt8]], publishers: [SigningKey]) throws {
        guard var inspector = format.inspector(network: network, validators: validators, publishers: publishers) else {
            throw CommandFailure.badInput(
                "network \"\(network)\" of \(format.rawValue), expected one of "
                    + format.networks.joined(separator: ", "))
        }
        var reader = try FormatDocumentReader(path: file)
        var count = 0
        var isGood = true
        func show(_ inspections: [ChainInspection]) {
            for inspection in inspections {
                count += 1
                isGood = isGood && inspection.report.verified
                if json { StandardOutput.write(inspection.json) } else if !events { printText(inspection) }
                if events { printEvents(inspection) }
            }
        }
        while let entry = reader.next() { show(inspector.inspect(try entry.document.get())) }
        show(inspector.finish())
        guard count > 0 else {
            throw CommandFailure.badInput("\(file): no block of \(format.rawValue) in it, expected at least one")
        }
        if !isGood { throw CommandFailure.checkFailed }
    }

    private func printText(_ inspection: ChainInspection) {
        let verdict =
            inspection.report.verified
            ? Language.text("verified", "验证通过") : Language.text("NOT VERIFIED", "验证未通过")
        StandardOutput.write("\(inspection.hash.map { "\($0.hex)  " } ?? "")\(verdict)")
        if let height = inspection.height { StandardOutput.write("  \(Language.text("height", "高度")) \(height)") }
        for check in inspection.report.checks {
            let name = Language.text(check.name.rawValue, check.name.chineseTitle)
            StandardOutput.write("  \(check.ok ? "✓" : "✗") \(name): \(TerminalText.safe(check.detail))")
        }
    }

    private func printEvents(_ inspection: ChainInspection) {
        let writer = EventJSON(vocabulary: Vocabulary(), naming: AddressNaming())
        for event in inspection.events { StandardOutput.write(.object(writer.object(event, isFinal: false))) }
    }
}
