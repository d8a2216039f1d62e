import Glibc
import RulePacks
import SupervisionModel
import YushiNode

/// `--key-seed`.
enum SeedArgument {
    static func seed(_ text: String?) throws -> [UInt8] {
        guard let text else { return NodeStore.defaultSeed }
        guard let bytes = Hex.decode(text), bytes.count == 32 else {
            throw CommandFailure.badInput("--key-seed \"\(text)\", expected 64 hexadecimal digits")
        }
        return bytes
    }
}

/// `--rules`: the folder given, else the pack beside the program or in the working directory.
enum RulesArgument {
    static func directory(_ given: String?) throws -> String {
        if let given { return given }
        var candidates = ["Rules"]
        if let variable = getenv("YUSHI_RULES") { candidates.insert(String(cString: variable), at: 0) }
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        if length > 0 {
            var path = String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            // From the build folder up to the root of the source tree, and the share folder of an installation.
            for _ in 0..<6 {
                guard let slash = path.lastIndex(of: "/") else { break }
                path = String(path[..<slash])
                candidates += [path + "/Rules", path + "/share/yushi/Rules"]
            }
        }
        for candidate in candidates where access(candidate + "/pack.yaml", F_OK) == 0 { return candidate }
        throw CommandFailure.badInput(
            "no rule pack found; give its folder with --rules or the environment variable YUSHI_RULES")
    }
}

/// `--list ID=FILE` and `--pools FOLDER`.
enum ListArguments {
    static func lists(_ given: [String], pools: String?) throws -> [ListBundle] {
        var bundles: [ListBundle] = []
        for text in given {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw CommandFailure.badInput("--list \"\(text)\", expected ID=FILE") }
            bundles.append(try list(id: parts[0], path: parts[1]))
        }
        if let pools { bundles.append(try self.pools(pools)) }
        return bundles
    }

    private static func list(id: String, path: String) throws -> ListBundle {
        let bytes = try TextFile.read(path)
        let entities = EntityReader.ofEveryNetwork
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "[") {
            return ListBundle(
                try ListImport.addresses(
                    bytes, path: path, id: id, version: "1", source: path, entities: entities))
        }
        return ListBundle(try ListImport.list(bytes, path: path, entities: entities))
    }

    private static func pools(_ directory: String) throws -> ListBundle {
        var files: [(path: String, bytes: [UInt8])] = []
        for name in try TextFile.names(in: directory) where name.hasSuffix(".json") {
            let path = directory + "/" + name
            files.append((path, try TextFile.read(path)))
        }
        return ListBundle(
            try ListImport.pools(
                files, id: "pools", version: "1", source: directory, entities: EntityReader.ofEveryNetwork))
    }
}

/// Files that are read whole.
enum TextFile {
    private static let limit = 64 << 20

    static func read(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else {
            throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer.prefix(count)
            guard bytes.count <= limit else {
                throw CommandFailure.badInput("\(path): more than \(limit) bytes")
            }
        }
    }

    /// Names of the entries of a folder, sorted.
    static func names(in directory: String) throws -> [String] {
        guard let handle = opendir(directory) else {
            throw CommandFailure.environment("\(directory): \(String(cString: strerror(errno)))")
        }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    static func write(_ path: String, _ bytes: [UInt8]) throws {
        guard let file = fopen(path, "w") else {
            throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))")
        }
        let written = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, written == bytes.count else {
            throw CommandFailure.environment("\(path): could not write \(bytes.count) bytes")
        }
    }
}
