/// `yushi cel eval -1 < 2`: an expression may begin with a minus sign, which the command line would take for an option.
enum ExpressionArgument {
    /// The arguments with such an expression behind `--`, where nothing is an option.
    static func protect(_ arguments: [String]) -> [String] {
        guard arguments.count >= 3, arguments[0] == "cel", arguments[1] == "eval" else { return arguments }
        let expression = arguments[2]
        guard expression.hasPrefix("-"), !expression.hasPrefix("--"), expression != "-h" else { return arguments }
        return Array(arguments[..<2]) + arguments[3...] + ["--", expression]
    }
}
