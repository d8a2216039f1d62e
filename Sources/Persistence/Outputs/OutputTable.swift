import SupervisionModel

/// The outputs of several chains that differ from those in the database, or were read or written recently: a hash
/// table with open addressing over slots of 96 bytes.
///
/// Swift's dictionary would need a heap object for most owners and about three times the memory; this table is what an
/// import spends most of its time in.
final class OutputTable {
    /// What is in a slot, relative to the database.
    struct Flags: OptionSet, BitwiseCopyable {
        let rawValue: UInt8
        /// The slot is in use.
        static let used = Flags(rawValue: 1)
        /// The database has another value, or none.
        static let dirty = Flags(rawValue: 2)
        /// The database has no row for it: spent, it may simply be forgotten.
        static let fresh = Flags(rawValue: 4)
        /// The output is spent: its row is to be deleted.
        static let spent = Flags(rawValue: 8)
    }

    struct Slot: BitwiseCopyable {
        var key: OutputKey
        var chain: UInt16
        var flags: Flags
        var owner: OwnerKind
        var amount: Int64
        var height: UInt32
        /// Number of the block, counted over all chains since the index was opened, that put it here.
        var stamp: UInt32
        /// Meaningful when `owner` is `address`.
        var address: Address
    }

    enum OwnerKind: UInt8, BitwiseCopyable {
        case opaque
        case address
        /// The bytes are in `scripts`.
        case script
    }

    /// Memory that one entry is counted with: its slot and its share of the places.
    static let entryByteCount = MemoryLayout<Slot>.stride + 20

    private var slots: UnsafeMutablePointer<Slot>
    private var capacity: Int
    /// Slots from here on were never used.
    private var unused = 0
    private var free: [UInt32] = []
    /// Upper half: hash; lower half: number of the slot plus one. 0 is empty. Their number is a power of two.
    private var places: UnsafeMutablePointer<UInt64>
    private var mask: UInt64
    private var scripts: [UInt32: [UInt8]] = [:]
    /// Of the scripts in `scripts`, with what a dictionary entry costs.
    private(set) var scriptByteCount = 0
    private(set) var count = 0
    // Unknown to those who choose transaction ids.
    private let seed = (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max) | 1)

    private static let scriptOverhead = 96
    private static let noAddress = Address(network: .bitcoinMain, kind: .publicKeyHash, length: 2, payload: .zero)

    /// - Parameter capacity: entries; the table grows when there are more.
    init(capacity: Int) {
        self.capacity = max(16, capacity)
        slots = .allocate(capacity: self.capacity)
        var mask: UInt64 = 0
        places = Self.makePlaces(for: self.capacity, &mask)
        self.mask = mask
    }

    deinit {
        slots.deallocate()
        places.deallocate()
    }

    private static func makePlaces(for capacity: Int, _ mask: inout UInt64) -> UnsafeMutablePointer<UInt64> {
        // At most three quarters full.
        var size = 16
        while size * 3 / 4 < capacity { size *= 2 }
        mask = UInt64(size - 1)
        let places = UnsafeMutablePointer<UInt64>.allocate(capacity: size)
        places.initialize(repeating: 0, count: size)
        return places
    }

    /// Bytes that entries take now.
    var byteCount: Int { count * Self.entryByteCount + scriptByteCount }

    // MARK: Looking up

    @inline(__always)
    private func hash(_ key: OutputKey, _ chain: UInt16) -> UInt64 {
        let (first, second) = withUnsafeBytes(of: key.transaction) { bytes in
            (bytes.load(as: UInt64.self), bytes.load(fromByteOffset: 8, as: UInt64.self))
        }
        let tail = UInt64(key.index) << 16 | UInt64(chain)
        let product = (first ^ seed.0).multipliedFullWidth(by: second ^ seed.1 ^ tail &* 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }

    /// The slot of an output, spent or not.
    @inline(__always)
    func find(_ key: OutputKey, _ chain: UInt16) -> Int? {
        let hash = hash(key, chain)
        let tag = hash >> 32
        var place = tag & mask
        while true {
            let entry = places[Int(place)]
            if entry == 0 { return nil }
            if entry >> 32 == tag {
                let slot = Int(entry & 0xffff_ffff) - 1
                if slots[slot].key == key, slots[slot].chain == chain { return slot }
            }
            place = (place + 1) & mask
        }
    }

    @inline(__always)
    subscript(slot: Int) -> Slot {
        slots[slot]
    }

    /// The output in a slot.
    func record(_ slot: Int) -> OutputRecord {
        let entry = slots[slot]
        let owner: OutputRecord.Owner =
            switch entry.owner {
            case .opaque: .opaque
            case .address: .address(entry.address)
            case .script: .script(scripts[UInt32(truncatingIfNeeded: slot)] ?? [])
            }
        return OutputRecord(amount: entry.amount, height: entry.height, owner: owner)
    }

    /// Slots that may be in use are below this.
    var slotCount: Int { unused }

    // MARK: Changing

    /// Adds an output that is not in the table, or replaces what is in its slot.
    func put(_ key: OutputKey, _ chain: UInt16, _ record: OutputRecord, flags: Flags, stamp: UInt32) {
        let slot: Int
        if let found = find(key, chain) {
            forgetScript(found)
            slot = found
        } else {
            slot = take(key, chain)
        }
        var entry = Slot(
            key: key, chain: chain, flags: flags.union(.used), owner: .opaque, amount: record.amount,
            height: record.height, stamp: stamp, address: Self.noAddress)
        switch record.owner {
        case .opaque: break
        case .address(let address):
            entry.owner = .address
            entry.address = address
        case .script(let bytes):
            entry.owner = .script
            scripts[UInt32(truncatingIfNeeded: slot)] = bytes
            scriptByteCount += bytes.count + Self.scriptOverhead
        }
        slots[slot] = entry
    }

    /// Adds or makes a mark that the output's row is to be deleted.
    func putSpent(_ key: OutputKey, _ chain: UInt16, stamp: UInt32) {
        put(key, chain, OutputRecord(amount: 0, height: 0, owner: .opaque), flags: [.dirty, .spent], stamp: stamp)
    }

    /// The output in a slot is spent: forgotten when the database never had it, otherwise marked.
    func spend(_ slot: Int) {
        if slots[slot].flags.contains(.fresh) {
            remove(slot)
        } else {
            slots[slot].flags = [.used, .dirty, .spent]
            forgetScript(slot)
            slots[slot].owner = .opaque
        }
    }

    /// The database has what the slot says.
    func markClean(_ slot: Int) {
        slots[slot].flags = .used
    }

    /// Forgets a slot.
    func remove(_ slot: Int) {
        let entry = slots[slot]
        var hole = hash(entry.key, entry.chain) >> 32 & mask
        while places[Int(hole)] & 0xffff_ffff != UInt64(slot + 1) { hole = (hole + 1) & mask }
        // Move later entries of the run into the hole, so that no search ends early (Knuth, TAOCP 6.4, algorithm R).
        var next = hole
        while true {
            next = (next + 1) & mask
            let moved = places[Int(next)]
            if moved == 0 { break }
            let home = moved >> 32 & mask
            // Is `home` cyclically in (hole, next]? Then the entry must stay.
            let stays = hole <= next ? hole < home && home <= next : hole < home || home <= next
            if stays { continue }
            places[Int(hole)] = moved
            hole = next
        }
        places[Int(hole)] = 0
        forgetScript(slot)
        slots[slot].flags = []
        free.append(UInt32(truncatingIfNeeded: slot))
        count -= 1
    }

    private func forgetScript(_ slot: Int) {
        guard slots[slot].owner == .script else { return }
        if let bytes = scripts.removeValue(forKey: UInt32(truncatingIfNeeded: slot)) {
            scriptByteCount -= bytes.count + Self.scriptOverhead
        }
    }

    private func take(_ key: OutputKey, _ chain: UInt16) -> Int {
        let slot: Int
        if let reused = free.popLast() {
            slot = Int(reused)
        } else {
            if unused == capacity { grow() }
            slot = unused
            unused += 1
        }
        let tag = hash(key, chain) >> 32
        insertPlace(tag << 32 | UInt64(slot + 1))
        count += 1
        return slot
    }

    @inline(__always)
    private func insertPlace(_ entry: UInt64) {
        var place = entry >> 32 & mask
        while places[Int(place)] != 0 { place = (place + 1) & mask }
        places[Int(place)] = entry
    }

    /// A small table stays in the processor's caches, so it begins small.
    private func grow() {
        let larger = capacity * 2
        let moved = UnsafeMutablePointer<Slot>.allocate(capacity: larger)
        moved.moveInitialize(from: slots, count: unused)
        slots.deallocate()
        slots = moved
        capacity = larger
        let old = places
        let oldSize = Int(mask) + 1
        places = Self.makePlaces(for: larger, &mask)
        for index in 0..<oldSize where old[index] != 0 { insertPlace(old[index]) }
        old.deallocate()
    }
}
