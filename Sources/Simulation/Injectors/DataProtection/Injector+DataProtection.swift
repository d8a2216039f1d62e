/// Data and privacy.
extension Injector {
    static let dataProtection: [Injector] = [plainPersonalData, bulkAccess, canary, lateIncidentReport]
}
