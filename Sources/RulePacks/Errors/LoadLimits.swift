/// Bounds of what is read. Load time and memory never depend on the goodwill of whoever wrote a pack.
public enum LoadLimits {
    /// Errors reported at once.
    public static let errors = 100
    /// Bytes of one file of a pack.
    public static let fileBytes = 1 << 20
    /// Bytes of all files of a pack.
    public static let packBytes = 16 << 20
    /// Files of a pack.
    public static let files = 2_000
    /// Values (scalars, sequences, mappings, keys) of one YAML file.
    public static let nodes = 10_000
    /// Levels of nesting in a YAML file.
    public static let depth = 32
    /// Bytes of a list that is loaded from outside a pack.
    public static let listBytes = 64 << 20
    /// Entries of a list.
    public static let listEntries = 1_000_000
    /// Bytes of one line of an event file.
    public static let eventLineBytes = 1 << 20
    /// Elements of one list inside an event of a file.
    public static let eventListElements = 10_000
}
