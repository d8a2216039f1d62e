internal import Foundation

/// Finds the programs of real nodes, once a process; says loudly when one cannot be had.
enum NodePrograms {
    /// Folder of `bitcoind` and `bitcoin-cli` of Bitcoin SV.
    static let bitcoinSV = Task { await folder(variable: "YUSHI_BSV_NODE", script: "Scripts/fetch-bsv-node") }

    /// Monero's node.
    static let monerod = Task { await folder(variable: "YUSHI_MONEROD", script: "Scripts/fetch-monerod") }

    /// Folder of the Python packages of the test chains.
    static let pythonChains = Task {
        await folder(variable: "YUSHI_PYTHON_CHAINS", script: "Scripts/fetch-python-chains")
    }

    /// Folder of the Python package `pbk`.
    static let bitcoinKernel = Task {
        await folder(variable: "YUSHI_BITCOIN_KERNEL", script: "Scripts/fetch-bitcoin-kernel")
    }

    /// The top folder of the repository.
    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What the environment says, else what the script fetches into its cache.
    private static func folder(variable: String, script: String) async -> String? {
        if let folder = ProcessInfo.processInfo.environment[variable], !folder.isEmpty { return folder }
        do {
            let result = try await Program.run(repository.appendingPathComponent(script), [])
            if result.status == 0 { return result.output }
            print(result.errors.contains("SKIPPED") ? result.errors : "SKIPPED: \(script): \(result.errors)")
        } catch {
            print("SKIPPED: \(script) cannot be run: \(error)")
        }
        return nil
    }
}
