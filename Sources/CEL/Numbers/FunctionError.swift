/// A failure of one CEL library function.
///
/// Every folder of the function layer has its own small enum of this shape. The cases carry at most two integers, so
/// that a failing call allocates nothing; the text is only built when somebody asks for `message`.
package protocol FunctionError: Error, Equatable, Sendable {
    /// What went wrong, in the wording of the CEL specification's suite where that wording is fixed there.
    var message: String { get }
}
