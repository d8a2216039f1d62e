internal import ArgumentParser
internal import ChainFormats
internal import Glibc
internal import ParticipantNode
internal import ZeroMQ

/// `participant key`: keys of the supervision protocol.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make or show a key for publishing. 生成或显示发布密钥。",
        discussion: """
            ed25519 and sm2 sign envelopes; curve encrypts the ZeroMQ connection. The secret goes into FILE (mode 0600); the
            public key is printed. A file that is there is left as it is, and its public key is printed.
            密钥写入 FILE（权限 0600），公钥打印于标准输出；已有文件不会被改动。

            Example: participant key publisher.key --scheme sm2
            """
    )

    @Argument(help: "The key file. 密钥文件。")
    var file: String

    @Option(help: "ed25519, sm2 or curve. 算法。")
    var scheme = "ed25519"

    func run() throws {
        guard ["ed25519", "sm2", "curve"].contains(scheme) else {
            throw CommandFailure.badInput("--scheme \(scheme): expected ed25519, sm2 or curve")
        }
        if access(file, F_OK) == 0 { return try show() }
        if scheme == "curve" {
            let pair = try CurveKeyPair.generate()
            try SigningKeyFile.create(file, pair.secretKey.z85)
            return StandardOutput.write("{\"curvePublicKey\":" + StandardOutput.quoted(pair.publicKey.z85) + "}")
        }
        var key: PublisherKey?
        while key == nil {
            key = PublisherKey(scheme == "sm2" ? .sm2 : .ed25519, secret: WitnessKey.randomBytes(32))
        }
        guard let key else { return }
        try SigningKeyFile.create(file, key.secretText)
        StandardOutput.write("{\"publicKey\":" + StandardOutput.quoted(key.description) + "}")
    }

    private func show() throws {
        let text = try KeyFile.firstLine(of: file)
        if let key = PublisherKey(text: text) {
            return StandardOutput.write("{\"publicKey\":" + StandardOutput.quoted(key.description) + "}")
        }
        let pair = try CurveKeyPair(secretKey: try CurveSecretKey(z85: text))
        StandardOutput.write("{\"curvePublicKey\":" + StandardOutput.quoted(pair.publicKey.z85) + "}")
    }
}

/// Files with the secret of a key.
enum SigningKeyFile {
    static func create(_ path: String, _ text: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let bytes = Array((text + "\n").utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw CommandFailure.environment("\(path): \(String(cString: strerror(errno)))")
        }
    }

    static func read(_ path: String) throws -> PublisherKey {
        guard let key = PublisherKey(text: try KeyFile.firstLine(of: path)) else {
            throw CommandFailure.badInput(
                Language.text(
                    "\(path): expected ed25519: or sm2: and 64 hexadecimal digits; make one with participant key FILE",
                    "\(path)：应为 ed25519: 或 sm2: 加 64 位十六进制数字；可用 participant key FILE 生成"))
        }
        return key
    }
}
