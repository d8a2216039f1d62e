/// The engine that packs of this release are written for.
public enum PackEngine {
    /// Engine semantics whose meaning this loader knows (DESIGN.md section 4).
    public static let semantics: Int64 = 3
}
