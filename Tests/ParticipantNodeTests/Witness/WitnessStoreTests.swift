import Foundation
import ParticipantNode
import Testing
import TransparencyLog

@Suite struct WitnessStoreTests {
    private func code(_ body: () throws -> Void) -> WitnessStoreError.Code? {
        do { try body() } catch let error as WitnessStoreError { return error.code } catch { Issue.record("\(error)") }
        return nil
    }

    private func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    /// A key whose memory is gone never signs again; nor with the memory of another.
    @Test func stateBelongsToItsKey() throws {
        let world = try WitnessWorld()
        _ = try world.openStore()
        _ = try world.openStore(number: 8)
        let other = try NoteSigner(
            name: KeyName("v.example"), type: .cosignature, seed: [UInt8](repeating: 3, count: 32))
        #expect(code { _ = try world.openStore(signer: other) } == .otherState)
        // Lost.
        try FileManager.default.moveItem(atPath: world.state, toPath: world.state + ".away")
        #expect(code { _ = try world.openStore() } == .lost)
        // Made anew under the same key elsewhere, then put in its place.
        try FileManager.default.removeItem(atPath: world.state)
        try FileManager.default.moveItem(atPath: world.binding, toPath: world.binding + ".away")
        _ = try world.openStore(number: 9)
        try FileManager.default.removeItem(atPath: world.binding)
        try FileManager.default.moveItem(atPath: world.binding + ".away", toPath: world.binding)
        #expect(code { _ = try world.openStore() } == .otherState)
        // Found again.
        try FileManager.default.removeItem(atPath: world.state)
        try FileManager.default.moveItem(atPath: world.state + ".away", toPath: world.state)
        #expect(code { _ = try world.openStore() } == nil)
    }

    /// A process that ended between making the state and binding it to the key.
    @Test func halfMadeStateIsFinished() throws {
        let world = try WitnessWorld()
        _ = try world.openStore()
        let bound = try Data(contentsOf: URL(fileURLWithPath: world.binding))
        try FileManager.default.removeItem(atPath: world.binding)
        _ = try world.openStore(number: 9)
        #expect(try Data(contentsOf: URL(fileURLWithPath: world.binding)) == bound)
    }

    @Test func oneProcessAtATime() throws {
        let world = try WitnessWorld()
        let store = try world.openStore()
        #expect(code { _ = try world.openStore() } == .locked)
        withExtendedLifetime(store) {}
    }

    @Test func damage() throws {
        let world = try WitnessWorld()
        do {
            let service = try world.open()
            #expect(service.addCheckpoint(try world.request(0, 10)).status == 200)
        }
        let good = try String(contentsOfFile: world.record, encoding: .utf8)
        for bad in [
            "", "garbage", String(good.dropLast()), good.replacing("\n10\n", with: "\n11\n"),
            good.replacing("— w.example", with: "— v.example"), String(repeating: "x", count: 1_000_001),
        ] {
            try write(world.record, bad)
            #expect(code { _ = try world.open() } == .damaged, "\(bad.prefix(40))")
        }
        // A rest of a write that a crash cut off is no damage.
        try write(world.record, good)
        try write(world.record + ".new", "half")
        #expect(try world.shownSize(world.open()) == 10)
        try write(world.state + "/identity", "tlog-witness-state/v1\n")
        #expect(code { _ = try world.open() } == .otherState)
    }

    @Test func keysAreNeverOverwritten() throws {
        let world = try WitnessWorld()
        let path = world.folder + "/key"
        try WitnessKeyFile.create(path, world.signer)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(code { try WitnessKeyFile.create(path, world.signer) } == .io)
        let line = try String(contentsOfFile: path, encoding: .utf8).dropLast()
        #expect(try NoteSigner(parsing: String(line)).verifierKey == world.signer.verifierKey)
    }
}
