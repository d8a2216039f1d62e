import Backtesting
import RulePacks

/// Reads the event file that a command is about.
enum EventFileArgument {
    /// - Throws: status 3 when the file cannot be read. Lines that cannot be used are steps too.
    static func steps(_ path: String, for pack: RulePack) throws -> [EventStep] {
        let progress = Progress(Language.text("reading", "读取"))
        defer { progress.finish() }
        do throws(EventFileSource.Unreadable) {
            return try EventFileSource.steps(path, for: pack) {
                progress.update($0, of: 0, unit: Language.text("lines", "行"))
            }
        } catch {
            throw CommandFailure.environment(error.description)
        }
    }
}
