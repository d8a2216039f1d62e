/// Entry points for fuzzing the texts of numbers. Each takes any bytes and says whether the laws held; a harness traps
/// on false.
@_spi(Fuzzing)
public enum NumberFuzzing {
    /// `amount(string)`: an amount prints canonically, reads back as the same amount, and obeys sum and difference.
    public static func amount(_ bytes: [UInt8]) -> Bool {
        do throws(AmountError) {
            let amount = try Amount(text: String(decoding: bytes, as: UTF8.self))
            guard try Amount(text: amount.description) == amount, amount.order(amount) == .equal else { return false }
            let double = try amount.adding(amount)
            let (product, difference) = (try amount.multiplied(by: Int64(2)), try double.subtracting(amount))
            return double == product && difference == amount && amount < double || amount == .zero
        } catch {
            return error != .negative
        }
    }

    /// `double(string)` and `string(double)`: every finite double reads back from its shortest texts.
    public static func double(_ bytes: [UInt8]) -> Bool {
        do throws(NumberError) {
            let value = try NumericConversion.double(text: String(decoding: bytes, as: UTF8.self))
            guard value.isFinite else { return true }
            let texts = [
                DoubleText.general(value), DoubleText.plain(value), DoubleText.scientific(value, precision: 17),
            ]
            for text in texts where try NumericConversion.double(text: text) != value { return false }
            return true
        } catch {
            return error == .malformedDouble
        }
    }
}
