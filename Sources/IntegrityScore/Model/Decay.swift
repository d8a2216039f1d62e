/// Exponential decay in integers: how much is left of a weight after some days. 2^30 is all of it.
public enum Decay {
    /// All of it.
    public static let one: Int64 = 1 << 30

    /// `round(2^(30 - i/64))` for i = 0 ... 63: one halving in 64 steps. Part of the model: never recomputed at run time,
    /// so that no floating-point unit has a say in a score.
    public static let powers: [Int64] = [
        1_073_741_824, 1_062_175_491, 1_050_733_751, 1_039_415_261, 1_028_218_693, 1_017_142_735, 1_006_186_087,
        995_347_464,
        984_625_594, 974_019_220, 963_527_098, 953_147_997, 942_880_699, 932_724_001, 922_676_710, 912_737_649,
        902_905_651, 893_179_563, 883_558_244, 874_040_567, 864_625_413, 855_311_680, 846_098_274, 836_984_114,
        827_968_132, 819_049_271, 810_226_483, 801_498_734, 792_865_000, 784_324_269, 775_875_538, 767_517_817,
        759_250_125, 751_071_493, 742_980_960, 734_977_579, 727_060_411, 719_228_525, 711_481_005, 703_816_941,
        696_235_434, 688_735_596, 681_316_545, 673_977_412, 666_717_336, 659_535_466, 652_430_958, 645_402_981,
        638_450_708, 631_573_326, 624_770_026, 618_040_012, 611_382_493, 604_796_689, 598_281_827, 591_837_143,
        585_461_881, 579_155_293, 572_916_640, 566_745_190, 560_640_218, 554_601_009, 548_626_854, 542_717_053,
    ]

    /// What is left after `age` days with a half-life of `halfLife` days, in 2^-30.
    ///
    /// Steps of a sixty-fourth of the half-life, rounded down; 0 from 31 half-lives on.
    ///
    /// - Parameters:
    ///   - age: days; a negative age counts as 0.
    ///   - halfLife: days, at least 1.
    public static func factor(age: Int64, halfLife: Int64) -> Int64 {
        let steps = max(age, 0) * 64 / max(halfLife, 1)
        let halvings = steps >> 6
        return halvings >= 31 ? 0 : powers[Int(steps & 63)] >> halvings
    }
}
