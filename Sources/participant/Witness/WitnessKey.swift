internal import ArgumentParser
internal import Glibc
internal import ParticipantNode
internal import TransparencyLog

/// The signature algorithm of a witness.
enum WitnessAlgorithm: String, ExpressibleByArgument, CaseIterable {
    case ed25519
    case sm2

    /// The type of key.
    var keyType: KeyType { self == .sm2 ? .sm2Cosignature : .cosignature }
}

/// The key file of a witness.
enum WitnessKey {
    /// Makes a key and prints `{"key", "vkey"}`. A file that is there is left as it is.
    static func generate(_ path: String, name: String?, algorithm: WitnessAlgorithm) throws {
        let signer: NoteSigner
        do throws(LogError) {
            signer = try NoteSigner(
                name: KeyName(name ?? hostName() + "/witness"), type: algorithm.keyType, seed: randomBytes(32))
        } catch {
            throw CommandFailure.badInput("--name: \(error)")
        }
        do throws(WitnessStoreError) {
            try WitnessKeyFile.create(path, signer)
        } catch {
            throw CommandFailure.environment("\(error)")
        }
        StandardOutput.write(
            "{\"key\":" + StandardOutput.quoted(path) + ",\"vkey\":"
                + StandardOutput.quoted(signer.verifierKey.description) + "}")
    }

    /// Reads a key file.
    static func read(_ path: String) throws -> NoteSigner {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
            StandardError.write("\(path): others may read this key; chmod 600 it. 密钥文件可被他人读取，请执行 chmod 600。")
        }
        let text = try KeyFile.firstLine(of: path)
        do throws(LogError) {
            return try NoteSigner(parsing: text)
        } catch {
            throw CommandFailure.badInput(
                "\(path): \(error). A key is made with participant witness --generate-key FILE. 密钥可用上述命令生成。")
        }
    }

    /// From the random source of the system.
    static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }

    private static func hostName() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
