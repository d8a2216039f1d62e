/// Who is scored. The weights of the dimensions differ.
public enum SubjectType: String, Sendable, Hashable, CaseIterable {
    case platform
    case enterprise
}
