/// The first thing wrong with the text of an expression: where and what.
struct SyntaxFailure: Error {
    var code: CompileError.Code
    var message: String
    var offset: Int
    var suggestion: String?

    init(_ code: CompileError.Code, _ message: String, at offset: Int, suggestion: String? = nil) {
        self.code = code
        self.message = message
        self.offset = offset
        self.suggestion = suggestion
    }
}
