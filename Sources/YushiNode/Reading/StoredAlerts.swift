public import Persistence
public import Supervision
import SupervisionModel

/// Alerts as a store shows them.
public struct StoredAlerts {
    private let store: Store

    public init(_ store: Store) {
        self.store = store
    }

    /// All alerts in the order in which they were raised.
    public func list() throws -> [AlertState] {
        var alerts: [AlertState] = []
        while true {
            let rows = try store.projections.list("alert", offset: alerts.count, limit: 500)
            for row in rows { alerts.append(try AlertState(json: row.value)) }
            if rows.count < 500 { return alerts }
        }
    }

    /// The one alert whose id begins so.
    public func find(_ prefix: String) throws -> AlertState {
        let rows = try store.projections.rows("alert", idPrefix: prefix.lowercased(), limit: 2)
        guard let row = rows.first else {
            throw NodeError(.unknownAlert, "no alert \"\(prefix)\"; `yushi alerts list` shows all")
        }
        guard rows.count == 1 else {
            throw NodeError(.unknownAlert, "several alerts begin with \"\(prefix)\"; give more digits")
        }
        return try AlertState(json: row.value)
    }
}
