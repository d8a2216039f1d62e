/// The stable name of a kind of load error, such as `YR1007`. Codes are never reused for another meaning.
public struct LoadErrorCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public var description: String { rawValue }
}

// YR10xx: bytes and YAML.
extension LoadErrorCode {
    public static let fileTooLarge = LoadErrorCode(rawValue: "YR1001")
    public static let notUTF8 = LoadErrorCode(rawValue: "YR1002")
    public static let anchorOrAlias = LoadErrorCode(rawValue: "YR1003")
    public static let tag = LoadErrorCode(rawValue: "YR1004")
    public static let duplicateKey = LoadErrorCode(rawValue: "YR1005")
    public static let yamlSyntax = LoadErrorCode(rawValue: "YR1006")
    /// A field that an event type does not have.
    public static let unknownField = LoadErrorCode(rawValue: "YR1007")
    public static let unknownKey = LoadErrorCode(rawValue: "YR1008")
    public static let missingKey = LoadErrorCode(rawValue: "YR1009")
    public static let wrongType = LoadErrorCode(rawValue: "YR1010")
    public static let notAllowedValue = LoadErrorCode(rawValue: "YR1011")
    public static let outOfRange = LoadErrorCode(rawValue: "YR1012")
    public static let badDuration = LoadErrorCode(rawValue: "YR1013")
    public static let badTime = LoadErrorCode(rawValue: "YR1014")
    public static let tooDeep = LoadErrorCode(rawValue: "YR1015")
    public static let tooManyNodes = LoadErrorCode(rawValue: "YR1016")
    public static let packTooLarge = LoadErrorCode(rawValue: "YR1017")
    public static let emptyText = LoadErrorCode(rawValue: "YR1018")
    public static let badName = LoadErrorCode(rawValue: "YR1019")
    public static let unreadable = LoadErrorCode(rawValue: "YR1020")
    public static let unexpectedFile = LoadErrorCode(rawValue: "YR1021")
    public static let jsonSyntax = LoadErrorCode(rawValue: "YR1022")
}

// YR11xx: the pack as a whole.
extension LoadErrorCode {
    public static let noManifest = LoadErrorCode(rawValue: "YR1101")
    public static let engineSemantics = LoadErrorCode(rawValue: "YR1102")
    public static let duplicateID = LoadErrorCode(rawValue: "YR1103")
    public static let unknownOverride = LoadErrorCode(rawValue: "YR1104")
    public static let badBundle = LoadErrorCode(rawValue: "YR1105")
    public static let authorApproves = LoadErrorCode(rawValue: "YR1106")
    public static let unknownRule = LoadErrorCode(rawValue: "YR1107")
    public static let unknownDefinition = LoadErrorCode(rawValue: "YR1108")
    public static let definitionCycle = LoadErrorCode(rawValue: "YR1109")
    public static let unusedDefinition = LoadErrorCode(rawValue: "YR1110")
    public static let definitionArguments = LoadErrorCode(rawValue: "YR1111")
    public static let definitionEventType = LoadErrorCode(rawValue: "YR1112")
    public static let definitionTooLong = LoadErrorCode(rawValue: "YR1113")
    public static let unknownAuthority = LoadErrorCode(rawValue: "YR1114")
    public static let noParent = LoadErrorCode(rawValue: "YR1115")
    public static let parentDiffers = LoadErrorCode(rawValue: "YR1116")
    public static let noDirection = LoadErrorCode(rawValue: "YR1117")
    public static let loosens = LoadErrorCode(rawValue: "YR1118")
    public static let noAuthority = LoadErrorCode(rawValue: "YR1119")
}

// YR12xx: rules.
extension LoadErrorCode {
    public static let notSupported = LoadErrorCode(rawValue: "YR1201")
    public static let unknownEventType = LoadErrorCode(rawValue: "YR1202")
    public static let testsMissing = LoadErrorCode(rawValue: "YR1203")
    public static let noBasis = LoadErrorCode(rawValue: "YR1204")
    public static let expressionSyntax = LoadErrorCode(rawValue: "YR1205")
    public static let nameTaken = LoadErrorCode(rawValue: "YR1206")
    public static let doubleNotAllowed = LoadErrorCode(rawValue: "YR1207")
    public static let expression = LoadErrorCode(rawValue: "YR1208")
    public static let combination = LoadErrorCode(rawValue: "YR1209")
    public static let unknownPlaceholder = LoadErrorCode(rawValue: "YR1210")
    public static let badVersion = LoadErrorCode(rawValue: "YR1211")
    public static let unknownParameter = LoadErrorCode(rawValue: "YR1212")
    public static let parameterBounds = LoadErrorCode(rawValue: "YR1213")
    public static let badTerm = LoadErrorCode(rawValue: "YR1214")
    public static let unknownTrigger = LoadErrorCode(rawValue: "YR1215")
    public static let costOverBudget = LoadErrorCode(rawValue: "YR1216")
    public static let unknownContent = LoadErrorCode(rawValue: "YR1217")
}

// YR13xx: vocabulary.
extension LoadErrorCode {
    public static let builtInDiffers = LoadErrorCode(rawValue: "YR1301")
    public static let unknownFieldType = LoadErrorCode(rawValue: "YR1302")
}

// YR14xx: lists.
extension LoadErrorCode {
    public static let badEntry = LoadErrorCode(rawValue: "YR1401")
    public static let emptyValidity = LoadErrorCode(rawValue: "YR1402")
    public static let tooManyEntries = LoadErrorCode(rawValue: "YR1403")
    public static let unknownListForm = LoadErrorCode(rawValue: "YR1404")
}

// YR15xx: tests of rules, and events in files.
extension LoadErrorCode {
    public static let badStep = LoadErrorCode(rawValue: "YR1501")
    public static let badAmount = LoadErrorCode(rawValue: "YR1502")
    public static let unknownAsset = LoadErrorCode(rawValue: "YR1503")
    public static let fieldValue = LoadErrorCode(rawValue: "YR1504")
    public static let unknownExpectation = LoadErrorCode(rawValue: "YR1505")
    /// A block time that no observed chain can have.
    public static let impossibleTime = LoadErrorCode(rawValue: "YR1506")
    /// Two events at one place of one branch.
    public static let duplicatePosition = LoadErrorCode(rawValue: "YR1507")
    /// Something that does not say enough to be identified.
    public static let noFingerprint = LoadErrorCode(rawValue: "YR1508")
}

// YR17xx: exceptions.
extension LoadErrorCode {
    public static let exceptionVersion = LoadErrorCode(rawValue: "YR1701")
    public static let exceptionValue = LoadErrorCode(rawValue: "YR1702")
    public static let exceptionTooLong = LoadErrorCode(rawValue: "YR1703")
}

// YR18xx: signatures.
extension LoadErrorCode {
    public static let notSigned = LoadErrorCode(rawValue: "YR1801")
    public static let badSignature = LoadErrorCode(rawValue: "YR1802")
    public static let changedSinceSigned = LoadErrorCode(rawValue: "YR1803")
    public static let signatureMissing = LoadErrorCode(rawValue: "YR1804")
    public static let olderVersion = LoadErrorCode(rawValue: "YR1805")
    public static let sameKey = LoadErrorCode(rawValue: "YR1806")
}

// YR16xx: calendars.
extension LoadErrorCode {
    public static let calendarDay = LoadErrorCode(rawValue: "YR1601")
}

// YR19xx: models of the integrity score.
extension LoadErrorCode {
    /// Percentages that do not add up.
    public static let modelSum = LoadErrorCode(rawValue: "YR1901")
    /// Values that must rise or fall and do not.
    public static let modelOrder = LoadErrorCode(rawValue: "YR1902")
}
