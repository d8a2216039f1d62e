/// The members of a JSON object, always in canonical order: ascending by the UTF-16 code units of their names
/// (RFC 8785 section 3.2.3), which for ASCII names is the order of their bytes. Names are unique.
public struct JSONObject: Sendable {
    /// One name and its value.
    public struct Member: Sendable {
        public let name: String
        public let value: JSONValue

        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// Sorted by name, no two names alike. Every way to build an object keeps this.
    public private(set) var members: [Member]

    /// An object without members.
    public init() {
        members = []
    }

    /// Sorts the pairs by name. Of two pairs with one name the later one counts.
    public init(_ pairs: some Sequence<(String, JSONValue)>) {
        members = []
        for (name, value) in pairs { set(name, to: value) }
    }

    /// Makes room for that many members.
    public mutating func reserveCapacity(_ count: Int) {
        members.reserveCapacity(count)
    }

    /// The value of that name. O(log n). Setting nil removes the member: in this profile absent is absent.
    public subscript(name: String) -> JSONValue? {
        get {
            let (index, found) = position(of: name)
            return found ? members[index].value : nil
        }
        set {
            if let newValue {
                set(name, to: newValue)
            } else {
                let (index, found) = position(of: name)
                if found { members.remove(at: index) }
            }
        }
    }

    /// Adds a member, or replaces the value of that name.
    public mutating func set(_ name: String, to value: JSONValue) {
        let (index, found) = position(of: name)
        if found {
            members[index] = Member(name: name, value: value)
        } else {
            members.insert(Member(name: name, value: value), at: index)
        }
    }

    /// - Parameter sortedMembers: in canonical order, no two names alike; not checked.
    init(sortedMembers: [Member]) {
        members = sortedMembers
    }

    /// The number of members.
    public var count: Int { members.count }
    public var isEmpty: Bool { members.isEmpty }

    private func position(of name: String) -> (index: Int, found: Bool) {
        // Objects are mostly built in canonical order: look at the end first.
        guard let last = members.last else { return (0, false) }
        let atEnd = Self.compareNames(last.name, name)
        if atEnd < 0 { return (members.count, false) }
        if atEnd == 0 { return (members.count - 1, true) }
        var low = 0
        var high = members.count - 1
        while low < high {
            let middle = (low + high) / 2
            let order = Self.compareNames(members[middle].name, name)
            if order == 0 { return (middle, true) }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return (low, false)
    }

    /// Negative, zero or positive as `a` comes before, is, or comes after `b` in the order of UTF-16 code units.
    ///
    /// UTF-8 order and UTF-16 order differ in one place only: characters above U+FFFF (lead bytes F0…F4) are
    /// surrogate pairs in UTF-16 and so come before U+E000…U+FFFF (lead bytes EE and EF).
    static func compareNames(_ a: String, _ b: String) -> Int {
        var left = a.utf8.makeIterator()
        var right = b.utf8.makeIterator()
        while true {
            switch (left.next(), right.next()) {
            case (nil, nil): return 0
            case (nil, _): return -1
            case (_, nil): return 1
            case (let x?, let y?):
                if x == y { continue }
                if x >= 0xEE, y >= 0xEE, (x >= 0xF0) != (y >= 0xF0) { return x >= 0xF0 ? -1 : 1 }
                return x < y ? -1 : 1
            }
        }
    }
}

extension JSONObject: Hashable {
    public static func == (lhs: JSONObject, rhs: JSONObject) -> Bool {
        lhs.members.elementsEqual(rhs.members) {
            $0.name.hasSameBytes(as: $1.name) && $0.value == $1.value
        }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(members.count)
        for member in members {
            for byte in member.name.utf8 { hasher.combine(byte) }
            hasher.combine(member.value)
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }
}
