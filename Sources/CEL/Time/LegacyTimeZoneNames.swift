/// Old names that newer distributions ship in a package apart (`tzdata-legacy`), with the names that stand for them in
/// the file `backward` of the time zone database.
enum LegacyTimeZoneNames {
    static let current: [String: String] = [
        "US/Alaska": "America/Anchorage",
        "US/Aleutian": "America/Adak",
        "US/Arizona": "America/Phoenix",
        "US/Central": "America/Chicago",
        "US/East-Indiana": "America/Indiana/Indianapolis",
        "US/Eastern": "America/New_York",
        "US/Hawaii": "Pacific/Honolulu",
        "US/Indiana-Starke": "America/Indiana/Knox",
        "US/Michigan": "America/Detroit",
        "US/Mountain": "America/Denver",
        "US/Pacific": "America/Los_Angeles",
        "US/Samoa": "Pacific/Pago_Pago",
        "Hongkong": "Asia/Hong_Kong",
        "Japan": "Asia/Tokyo",
        "PRC": "Asia/Shanghai",
        "ROC": "Asia/Taipei",
        "ROK": "Asia/Seoul",
        "Singapore": "Asia/Singapore",
        "Asia/Chongqing": "Asia/Shanghai",
        "Asia/Harbin": "Asia/Shanghai",
        "Asia/Calcutta": "Asia/Kolkata",
        "Asia/Katmandu": "Asia/Kathmandu",
        "Asia/Saigon": "Asia/Ho_Chi_Minh",
        "Asia/Macao": "Asia/Macau",
    ]
}
