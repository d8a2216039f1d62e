import GRDB
import GRDBSQLite
import Glibc

extension StoreError {
    /// The error of a failed system call.
    ///
    /// - Parameters:
    ///   - number: `errno`.
    ///   - action: what was tried, with the path: `writing /var/lib/yushi/archive/000000.blk`.
    static func system(_ number: Int32, _ action: String) -> StoreError {
        let message = "\(action): \(String(cString: strerror(number)))"
        return switch number {
        case ENOSPC, EDQUOT, EFBIG: StoreError(.diskFull, message)
        case EACCES, EPERM, EROFS: StoreError(.notPermitted, message)
        case ENOENT, ENOTDIR: StoreError(.missing, message)
        default: StoreError(.inputOutput, message)
        }
    }

    /// The error of a failed SQLite call (https://sqlite.org/rescode.html).
    static func sqlite(_ extendedCode: Int32, _ message: String, _ path: String) -> StoreError {
        let detail = "\(path): \(message) (SQLite \(extendedCode))"
        return switch extendedCode & 0xff {
        case SQLITE_FULL: StoreError(.diskFull, detail)
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: StoreError(.damaged, detail)
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: StoreError(.notPermitted, detail)
        case SQLITE_BUSY, SQLITE_LOCKED: StoreError(.busy, detail)
        case SQLITE_CANTOPEN: StoreError(.missing, detail)
        default: StoreError(.inputOutput, detail)
        }
    }

    /// Any error met while working on the database at `path`, as a `StoreError`.
    static func from(_ error: any Error, _ path: String) -> StoreError {
        if let error = error as? StoreError { return error }
        if let error = error as? DatabaseError {
            return sqlite(error.extendedResultCode.rawValue, error.message ?? "no message", path)
        }
        return StoreError(.inputOutput, "\(path): \(error)")
    }
}
