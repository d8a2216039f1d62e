/// Entry points for fuzzing the text functions. Each takes any bytes and says whether the laws held; a harness traps on
/// false.
@_spi(Fuzzing)
public enum TextFuzzing {
    /// `string.format`: the first line is the template, the others are arguments of all shapes in turn. The result
    /// stays within the limit.
    public static func format(_ bytes: [UInt8]) -> Bool {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let template = String(decoding: lines.first ?? [], as: UTF8.self)
        let arguments = lines.dropFirst().enumerated().map { Argument(bytes: Array($1), shape: $0 % 7) }
        do throws(FormatError) {
            return try FormatEngine.format(template, arguments, maximumBytes: 4096).utf8.count <= 3 * 4096
        } catch {
            return !error.message.isEmpty
        }
    }

    /// `base64.decode`: what decodes encodes to a text that decodes to the same bytes.
    public static func base64(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(TextError) {
            guard try Base64.decode(Base64.encode(bytes)) == bytes else { return false }
        } catch {
            return false
        }
        do throws(TextError) {
            let decoded = try Base64.decode(text)
            return try Base64.decode(Base64.encode(decoded)) == decoded
        } catch {
            guard case .malformedBase64(let offset) = error else { return false }
            return (0...text.utf8.count).contains(offset)
        }
    }

    /// `indexOf`, `lastIndexOf`, `split`, `join` and `replace`: the first line is the part, the rest the text.
    public static func search(_ bytes: [UInt8]) -> Bool {
        let end = bytes.firstIndex(of: 0x0A) ?? bytes.count
        let part = String(decoding: bytes[..<end], as: UTF8.self)
        let text = String(decoding: bytes[end...], as: UTF8.self)
        do throws(TextError) {
            let contains = UTF8Text.contains(text, part)
            let first = try StringIndexing.indexOf(text, part)
            let last = StringIndexing.lastIndexOf(text, part)
            guard contains == (first >= 0), contains == (last >= 0), first <= last else { return false }
            if contains, UTF8Text.startsWith(try StringIndexing.substring(text, from: last), part) == false {
                return false
            }
            let pieces = StringLists.split(text, part)
            let joined = try StringLists.join(pieces, part)
            let replaced = try StringTransforms.replace(text, part, with: part)
            let reversedTwice = StringTransforms.reverse(StringTransforms.reverse(text))
            return [joined, replaced, reversedTwice].allSatisfy { UTF8Text.equal($0, text) }
        } catch {
            return false
        }
    }

    /// A value of one of the shapes, made of the bytes of a line.
    private struct Argument: FormatOperand {
        let bytes: [UInt8]
        let shape: Int

        var formatShape: FormatShape<Argument> {
            switch shape {
            case 0: .string(String(decoding: bytes, as: UTF8.self))
            case 1: .int(bytes.reduce(0) { $0 << 8 | Int64($1) })
            case 2: .double(Double(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) }))
            case 3: .bytes(bytes)
            case 4: .list(bytes.prefix(8).map { Argument(bytes: Array(bytes.dropFirst()), shape: Int($0 % 7)) })
            case 5: .map(bytes.prefix(4).map { (Argument(bytes: [$0], shape: 0), Argument(bytes: [$0], shape: 1)) })
            default: .uint(bytes.reduce(0) { $0 << 8 | UInt64($1) })
            }
        }
    }
}
