import RuleEngine

/// An expression with the definitions written out that it names, and where each of its characters stands in a file.
struct ExpandedText {
    /// A run of characters that stand together in one file.
    private struct Piece {
        /// Code points of the expanded text before it.
        let start: Int
        let source: RuleExpression
        /// Code points of the source before it.
        let offset: Int
        /// Whether all of it stands for one name of the source.
        let isName: Bool
    }

    private(set) var scalars: [Unicode.Scalar] = []
    private var pieces: [Piece] = []

    var text: String { String(String.UnicodeScalarView(scalars)) }

    mutating func append(_ part: ArraySlice<Unicode.Scalar>, of source: RuleExpression, at offset: Int) {
        pieces.append(Piece(start: scalars.count, source: source, offset: offset, isName: false))
        scalars += part
    }

    /// Appends what is written instead of a name of the source.
    mutating func append(_ replacement: String, insteadOfNameAt offset: Int, of source: RuleExpression) {
        pieces.append(Piece(start: scalars.count, source: source, offset: offset, isName: true))
        scalars += replacement.unicodeScalars
    }

    mutating func append(_ other: ExpandedText) {
        for piece in other.pieces {
            pieces.append(
                Piece(
                    start: piece.start + scalars.count, source: piece.source, offset: piece.offset,
                    isName: piece.isName))
        }
        scalars += other.scalars
    }

    /// The part of the text in a range of code points.
    func part(_ range: Range<Int>) -> ExpandedText {
        var part = ExpandedText()
        for (index, piece) in pieces.enumerated() {
            let end = index + 1 < pieces.count ? pieces[index + 1].start : scalars.count
            let from = max(piece.start, range.lowerBound)
            let to = min(end, range.upperBound)
            guard from < to else { continue }
            let offset = piece.isName ? piece.offset : piece.offset + from - piece.start
            part.pieces.append(
                Piece(start: from - range.lowerBound, source: piece.source, offset: offset, isName: piece.isName))
        }
        part.scalars = Array(scalars[range])
        return part
    }

    /// The expression of a file, and the code point in it, that a code point of the text comes from.
    func origin(of offset: Int) -> (source: RuleExpression, offset: Int)? {
        guard let piece = pieces.last(where: { $0.start <= offset }) else { return nil }
        return (piece.source, piece.isName ? piece.offset : piece.offset + offset - piece.start)
    }
}
