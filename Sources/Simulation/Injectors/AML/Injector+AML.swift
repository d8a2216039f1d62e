/// Money laundering and the financing of terrorism.
extension Injector {
    static let antiMoneyLaundering: [Injector] = [
        largeCash, largeLegal, largeNatural, largeCrossBorder, structuring, listHit, travelRule, fanIn, roundTrip,
        passThrough, lapsedIdentity, domesticTokens,
    ]
}
