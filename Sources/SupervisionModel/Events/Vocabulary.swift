/// All event types that rules may speak of: the built-in ones, which chain adapters and the node emit, then a pack's own.
///
/// A type's `Index` is its place in `types`; built-in indexes are fixed (`EventType.Index` constants in `BuiltInEvents`).
public struct Vocabulary: Sendable {
    public let types: [EventType]

    /// - Parameter extensions: further types of a pack, and built-in ones as the pack explains them: the same type, with
    ///   texts for people. Any other type of a name that is already there is left out; the pack loader reports it before.
    public init(extensions: [EventType] = []) {
        var types = BuiltInEvents.all
        for type in extensions {
            if let index = types.firstIndex(where: { $0.name.utf8.elementsEqual(type.name.utf8) }) {
                if index < BuiltInEvents.all.count, types[index] == type { types[index] = type }
            } else {
                types.append(type)
            }
        }
        self.types = types
    }

    public func index(of name: String) -> EventType.Index? {
        types.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }.map { EventType.Index(UInt16($0)) }
    }

    public subscript(index: EventType.Index) -> EventType { types[Int(index.rawValue)] }
}

extension EventType {
    /// The place of a type in a `Vocabulary`.
    public struct Index: Hashable, Sendable, BitwiseCopyable {
        public let rawValue: UInt16

        public init(_ rawValue: UInt16) {
            self.rawValue = rawValue
        }
    }
}
