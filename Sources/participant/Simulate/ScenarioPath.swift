internal import Glibc

/// Where the file of a scenario lies.
enum ScenarioPath {
    /// Longer files are no scenarios.
    private static let maximumBytes = 1 << 20
    private static let folder = "Config/scenarios"

    /// The bytes of a scenario: a name under `Config/scenarios` of the working directory or of a folder above the program,
    /// or the path of a file.
    ///
    /// - Returns: the path that was read, and what it holds.
    /// - Throws: `CommandFailure.environment` when there is none, with the places that were tried.
    static func read(_ name: String) throws -> (path: String, bytes: [UInt8]) {
        let isName = !name.contains("/") && !name.hasSuffix(".yaml")
        let places = isName ? folders().map { "\($0)/\(name).yaml" } : [name]
        for place in places {
            if let bytes = try bytes(of: place) { return (place, bytes) }
        }
        let tried = places.joined(separator: ", ")
        throw CommandFailure.environment(
            Language.text(
                "no scenario \"\(name)\": looked at \(tried); expected a name such as city or small, or a file",
                "没有场景 \"\(name)\"：已查找 \(tried)；应为名称（如 city、small）或文件"))
    }

    /// The working directory first, then every folder above the program.
    private static func folders() -> [String] {
        var folders = [folder]
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
        guard length > 0 else { return folders }
        let path = String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var parts = path.split(separator: "/").dropLast()
        while !parts.isEmpty {
            folders.append("/" + parts.joined(separator: "/") + "/" + folder)
            parts = parts.dropLast()
        }
        return folders
    }

    /// `nil` when there is no such file.
    private static func bytes(of path: String) throws -> [UInt8]? {
        guard let file = fopen(path, "r") else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= maximumBytes {
            let count = fread(&chunk, 1, chunk.count, file)
            bytes += chunk.prefix(count)
            if count < chunk.count { break }
        }
        guard ferror(file) == 0 else {
            throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))")
        }
        return bytes
    }
}
