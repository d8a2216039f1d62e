internal import Glibc

/// The language of texts for people: Chinese when the environment's locale is, English otherwise.
enum Language {
    case en, zh

    static let current: Language = {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = getenv(name), value.pointee != 0 else { continue }
            return String(cString: value).hasPrefix("zh") ? .zh : .en
        }
        return .en
    }()

    /// The text in the current language.
    static func text(_ en: String, _ zh: String) -> String { current == .zh ? zh : en }
}
