public import SupervisionModel

/// The challenger that runs beside a model: plain beta reputation (Jøsang and Ismail 2002), all evidence alike.
///
/// A model that ranks no better than this has not earned its parameters.
public enum PlainBeta {
    /// 1000·(r + 1) / (r + s + 2), rounded down: r obligations met, s findings, whatever their age and gravity.
    public static func score(_ evidence: [Evidence], asOf: Day, model: ScoreModel) -> Int64 {
        let counted = evidence.filter { $0.counts(on: asOf, model: model) }
        let met = Int64(counted.count { $0.polarity == .positive })
        return 1000 * (met + 1) / (Int64(counted.count) + 2)
    }
}
