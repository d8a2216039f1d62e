import Foundation
import Testing
import TransparencyLog

/// A time-stamping authority made of the openssl program, in a folder of its own: a root, and below it a certificate for
/// time stamping.
struct LocalAuthority {
    private static let program = "/usr/bin/openssl"
    private let folder: URL
    let trust: TimeStampTrust

    static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: program) }

    /// A root that never issued anything (P-256, valid to 2126; its key was thrown away).
    static var selfSigned: TimeStampTrust {
        get throws { try TimeStampTrust(pem: Array(strangerCertificate.utf8)) }
    }

    private static let configuration = """
        [req]
        distinguished_name = name
        prompt = no
        [name]
        CN = Test
        [root]
        basicConstraints = critical,CA:TRUE
        keyUsage = critical,keyCertSign
        [stamping]
        basicConstraints = critical,CA:FALSE
        keyUsage = critical,digitalSignature
        extendedKeyUsage = critical,timeStamping
        [tsa]
        default_tsa = authority
        [authority]
        serial = FOLDER/serial
        signer_cert = FOLDER/tsa.pem
        certs = FOLDER/root.pem
        signer_key = FOLDER/tsa.key
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256, sm3
        """

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("tsa-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.path
        try Data(Self.configuration.replacing("FOLDER", with: path).utf8).write(
            to: folder.appendingPathComponent("cnf"))
        try Data("01\n".utf8).write(to: folder.appendingPathComponent("serial"))
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "\(path)/cnf"]
        try Self.run(
            ["req", "-x509"] + key + [
                "-subj", "/CN=Test root", "-extensions", "root", "-days", "30", "-keyout", "\(path)/root.key", "-out",
                "\(path)/root.pem",
            ])
        try Self.run(
            ["req", "-new"] + key + [
                "-subj", "/CN=Test stamps", "-keyout", "\(path)/tsa.key", "-out", "\(path)/tsa.csr",
            ])
        try Self.run([
            "x509", "-req", "-in", "\(path)/tsa.csr", "-CA", "\(path)/root.pem", "-CAkey", "\(path)/root.key",
            "-CAcreateserial", "-extfile", "\(path)/cnf", "-extensions", "stamping", "-days", "30", "-out",
            "\(path)/tsa.pem",
        ])
        trust = try TimeStampTrust(pem: [UInt8](Data(contentsOf: folder.appendingPathComponent("root.pem"))))
    }

    /// What the authority answers to the body of a request.
    func answer(_ request: [UInt8]) throws -> [UInt8] {
        try Data(request).write(to: folder.appendingPathComponent("request"))
        let path = folder.path
        try Self.run([
            "ts", "-reply", "-config", "\(path)/cnf", "-queryfile", "\(path)/request", "-out", "\(path)/response",
        ])
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent("response")))
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }

    private static func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "openssl \(arguments.joined(separator: " "))")
    }
}

private let strangerCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIBfjCCASOgAwIBAgIUSfQNJm15b6EcNWA3Fdx7nWnzGwUwCgYIKoZIzj0EAwIw
    EzERMA8GA1UEAwwIU3RyYW5nZXIwIBcNMjYxMTI1MTgzMjE2WhgPMjEyNjExMDEx
    ODMyMTZaMBMxETAPBgNVBAMMCFN0cmFuZ2VyMFkwEwYHKoZIzj0CAQYIKoZIzj0D
    AQcDQgAEs1VxSzmSvVFmObRUGO6K38K+0CgT8LYwst6wWD4Dy1PVh2yyXbh6Wp4p
    Lf7o9iHlVMNxoMK3Qqp0rQN6bGZsnqNTMFEwHQYDVR0OBBYEFNMUGjRg45jjFmje
    /2s2RhyTZ0o3MB8GA1UdIwQYMBaAFNMUGjRg45jjFmje/2s2RhyTZ0o3MA8GA1Ud
    EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAL8b/qPkCR9nnns2ZMg76P69
    ePt3ZKHytzfbpmFOdc4JAiEAyDzlcQ/gWPio0yiXlBwwVOjliy4zILUdGsb7af8y
    P0w=
    -----END CERTIFICATE-----
    """
