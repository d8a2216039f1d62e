import RuleEngine

/// Reads a unit of the calendar: `month`, or `{ unit: month, zone: UTC }`. Without a zone it is Asia/Shanghai.
struct CalendarUnitReader {
    let diagnostics: Diagnostics

    func read(_ node: YAMLNode, _ name: String) -> CalendarUnit? {
        guard case .mapping = node.content else {
            return diagnostics.word(node, name, CalendarUnit.Unit.self).map { CalendarUnit($0, in: .shanghai) }
        }
        guard var mapping = YAMLMapping(node, name, diagnostics) else { return nil }
        let unit = mapping.required("unit").flatMap {
            diagnostics.word($0, "\(name).unit", CalendarUnit.Unit.self)
        }
        let zone = zone(mapping.optional("zone"))
        mapping.finish()
        guard let unit, let zone else { return nil }
        return CalendarUnit(unit, in: zone)
    }

    func zone(_ node: YAMLNode?) -> CalendarZone? {
        guard let node else { return .shanghai }
        return diagnostics.word(node, "zone", CalendarZone.self)
    }
}
