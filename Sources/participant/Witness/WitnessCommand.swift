internal import ArgumentParser
internal import ParticipantNode
internal import TransparencyLog

/// `participant witness`: a C2SP tlog-witness.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract:
            "Witness the ledgers of supervision nodes (C2SP tlog-witness over HTTP). 见证监管节点的账本（C2SP tlog-witness 协议）。",
        discussion: """
            Cosigns the heads of the logs named, each only when it is an extension of the one cosigned before, and
            remembers it on disk before it answers. POST /add-checkpoint, GET /<sha256 of origin>/checkpoint. The first
            line on standard output says where it listens and its verifier key; SIGTERM ends it.
            只联署所列日志中与此前联署一致的检查点，落盘之后才应答。

            The state belongs to the key: a key whose state is lost signs nothing any more, and a state must never be
            restored from an older copy: retire the key instead.
            状态与密钥一一对应：状态丢失后该密钥不再签名；切勿用旧备份恢复状态，应停用该密钥。

            Example: participant witness --generate-key w1.key --name regulator.example/w1
                     participant witness --listen 127.0.0.1:8443 --key w1.key --policy policy.txt
            """
    )

    @Option(help: "Make a key in this file (mode 0600), print its verifier key and end. 生成密钥文件。")
    var generateKey: String?

    @Option(help: "Name of the new key, best a URL without scheme (default: HOST/witness). 新密钥的名称。")
    var name: String?

    @Option(help: "Algorithm of the new key: ed25519, or sm2 for the profile guomi. 新密钥的算法。")
    var algorithm = WitnessAlgorithm.ed25519

    @Option(help: "Where it listens, HOST:PORT; port 0 lets the system choose. 监听地址。")
    var listen: String?

    @Option(help: "The key file. 密钥文件。")
    var key: String?

    @Option(parsing: .upToNextOption, help: "Verifier keys of the logs to witness. 所见证日志的验证密钥。")
    var log: [String] = []

    @Option(help: "Trust policy (C2SP tlog-policy) whose log lines name the logs to witness. 信任策略文件。")
    var policy: String?

    @Option(help: "Directory of the state (default: the key file with .state). 状态目录。")
    var state: String?

    @Flag(help: "Cosign checkpoints with extension lines, too. 也联署带扩展行的检查点。")
    var allowExtensions = false

    func run() async throws {
        if let generateKey {
            guard listen == nil, key == nil, log.isEmpty, policy == nil, state == nil else {
                throw CommandFailure.badInput(
                    "--generate-key stands with --name and --algorithm only. --generate-key 只能与 --name、--algorithm 同用。")
            }
            try WitnessKey.generate(generateKey, name: name, algorithm: algorithm)
            return
        }
        guard let listen, let key else {
            throw CommandFailure.badInput(
                "--listen and --key are needed, or --generate-key. 需要 --listen 与 --key，或者 --generate-key。")
        }
        guard let address = HostAndPort(listen) else {
            throw CommandFailure.badInput("--listen \(listen): expected HOST:PORT, e.g. 127.0.0.1:8443. 应为 主机:端口。")
        }
        let witness = try makeWitness(WitnessKey.read(key))
        let (failures, failed) = AsyncStream.makeStream(of: WitnessStoreError.self)
        let service = try openService(witness, key: key) { event in
            WitnessLog.write(event)
            if case .failed(let error) = event { failed.yield(error) }
        }
        let server = try await start(service, address)
        report(server, address, witness)
        let failure = await firstFailure(failures)
        await server.close()
        if let failure { throw failure }
    }

    private func makeWitness(_ signer: NoteSigner) throws -> Witness {
        var keys: [VerifierKey] = []
        for text in log {
            do throws(LogError) {
                keys.append(try VerifierKey(text))
            } catch {
                throw CommandFailure.badInput("--log \(text): \(error)")
            }
        }
        if let policy { keys += try Self.readPolicy(policy).logs.map(\.key) }
        guard !keys.isEmpty else {
            throw CommandFailure.badInput(
                "no log to witness: give --log VKEY or --policy FILE with log lines. 未给出要见证的日志。")
        }
        do throws(LogError) {
            return try Witness(signer: signer, logKeys: keys, allowsExtensions: allowExtensions)
        } catch {
            throw CommandFailure.badInput("\(key ?? ""): \(error)")
        }
    }

    private static func readPolicy(_ path: String) throws -> TrustPolicy {
        let bytes = try KeyFile.bytes(of: path, limit: TrustPolicy.maximumByteCount)
        do throws(LogError) {
            return try TrustPolicy(parsing: bytes)
        } catch {
            throw CommandFailure.badInput("\(path): \(error)")
        }
    }

    private func openService(
        _ witness: Witness, key: String, report: @escaping @Sendable (WitnessEvent) -> Void
    ) throws -> WitnessService {
        do throws(WitnessStoreError) {
            let store = try WitnessStore(
                directory: state ?? key + ".state", key: witness.verifierKey, binding: key + ".binding",
                newNumber: { WitnessKey.randomBytes(16) })
            return try WitnessService(witness: witness, store: store, report: report)
        } catch {
            throw CommandFailure(witnessStore: error)
        }
    }

    private func start(_ service: WitnessService, _ address: HostAndPort) async throws -> WitnessServer {
        do {
            return try await WitnessServer(host: address.host, port: address.port, service: service)
        } catch {
            throw CommandFailure.environment("--listen \(address.urlHost):\(address.port): \(error)")
        }
    }

    private func report(_ server: WitnessServer, _ address: HostAndPort, _ witness: Witness) {
        let logs = witness.logs.map { StandardOutput.quoted($0.origin) }.joined(separator: ",")
        StandardOutput.write(
            "{\"listening\":" + StandardOutput.quoted("http://\(address.urlHost):\(server.port)")
                + ",\"vkey\":" + StandardOutput.quoted(witness.verifierKey.description) + ",\"logs\":[\(logs)]}")
    }

    /// Whichever comes first: a signal to end, or that the state cannot be written any more.
    private func firstFailure(_ failures: AsyncStream<WitnessStoreError>) async -> CommandFailure? {
        let termination = TerminationSignal()
        return await withTaskGroup(of: CommandFailure?.self) { group in
            group.addTask {
                await termination.wait()
                return nil
            }
            group.addTask {
                for await failure in failures { return CommandFailure(witnessStore: failure) }
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }
}

extension CommandFailure {
    /// A state that contradicts the key is something wrong found (1); what the system refused is the environment (3).
    init(witnessStore error: WitnessStoreError) {
        let isEnvironment = error.code == .io || error.code == .locked
        self.init(status: isEnvironment ? .environment : .failedCheck, text: "\(error)")
    }
}
