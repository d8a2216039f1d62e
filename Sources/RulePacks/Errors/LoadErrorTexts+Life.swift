/// Texts about exceptions and signatures: what becomes of rules once they are written.
extension LoadErrorText {
    static let exceptions: [LoadErrorText] = [
        entry(
            .exceptionVersion, "the exception was granted for version {1} of \"{0}\", which is now {2}",
            "例外针对 \"{0}\" 的第 {1} 主版本作出，现为第 {2} 版",
            "Another major version means something else: have two persons grant the exception anew.",
            "主版本不同则含义不同：请由两人重新批准该例外。"),
        entry(
            .exceptionValue, "\"{0}\" has no \"{1}\" under let to compare with", "\"{0}\" 的 let 中没有可比较的 \"{1}\"",
            "An exception for one relation needs a rule that names it: add let with that name, or except the subject alone.",
            "针对某一关系的例外要求规则在 let 中给出该名称：请补充，或仅针对主体。"),
        entry(
            .exceptionTooLong, "an exception of this kind lasts at most {0} days", "此类例外最长 {0} 天",
            "What is muted must be looked at again. Choose an earlier end and renew it.",
            "被静默的事项必须定期复核。请提前到期日，届时续批。"),
    ]

    static let signatures: [LoadErrorText] = [
        entry(
            .notSigned, "the pack is not signed", "规则包没有签名",
            "The configuration names whose signatures count. Sign it: yushi rules sign PACK --key AUTHOR --key2 APPROVER.",
            "配置要求签名。请签名：yushi rules sign 规则包 --key 作者密钥 --key2 批准人密钥。"),
        entry(
            .badSignature, "the signed manifest does not hold: {0}", "签名清单无效：{0}",
            "Sign the pack anew once you know who changed the manifest, and why.", "查明是谁、为何改动清单后，请重新签名。"),
        entry(
            .changedSinceSigned, "the file {0}", "该文件{0}",
            "Nothing changes behind the back of those who signed. Restore it, or have the pack signed anew.",
            "签名之后不得改动。请恢复文件，或重新签名。"),
        entry(
            .signatureMissing, "no trusted signature of {0}", "没有{0}的可信签名",
            "Author and approver, two persons, sign with keys that the configuration names under rulesSignedBy.",
            "作者与批准人须为两人，并用配置 rulesSignedBy 中的密钥签名。"),
        entry(
            .olderVersion, "version {0} does not follow {1}, which was active last", "版本 {0} 不高于上次生效的 {1}",
            "Rolling back silently would bring back what was corrected. Publish the old content under a new version.",
            "悄然回退会使已更正的问题重现。请以新版本号发布旧内容。"),
        entry(
            .sameKey, "\"{0}\" and \"{1}\" sign with one key", "\"{0}\" 与 \"{1}\" 使用同一密钥",
            "Four eyes: author and approver are two persons, each with a key of their own.",
            "双人原则：作者与批准人是两个人，各有自己的密钥。"),
    ]
}
