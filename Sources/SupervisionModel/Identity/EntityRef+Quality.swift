extension EntityRef {
    /// `badChecksum` for a Unified Social Credit Code or Legal Entity Identifier that has not the form of one, or fails
    /// its check digits; nothing for other schemes, which have none.
    public var quality: EventQuality {
        switch self {
        case .identifier(.uscc, let text):
            UnifiedSocialCreditCode(text)?.hasValidCheck == true ? [] : .badChecksum
        case .identifier(.lei, let text):
            LegalEntityIdentifier(text)?.hasValidCheck == true ? [] : .badChecksum
        default: []
        }
    }
}
