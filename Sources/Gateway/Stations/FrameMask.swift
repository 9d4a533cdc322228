// SPDX-License-Identifier: Apache-2.0

import JSON

/// Takes out of messages what opens doors, or says who charges: passwords, keys and tokens.
///
/// A token is known again by its number, so that one driver can still be told from another; a password is not.
struct FrameMask {
    private var numbers: [String: Int] = [:]

    /// What stands in the place of a secret.
    static let secret = "(masked)"
    /// Tokens that are told apart: more than a station sees in a trace. The others have one mask.
    static let mostTokens = 1_000

    /// The value without them.
    func masked(_ value: JSONValue) -> JSONValue {
        var mask = self
        return mask.mask(value)
    }

    /// The value without them; tokens seen before keep their numbers.
    mutating func mask(_ value: JSONValue) -> JSONValue { mask(value, hidesValue: false) }

    /// - Parameter hidesValue: whether it is a part of what is said of a secret setting.
    private mutating func mask(_ value: JSONValue, hidesValue: Bool) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map { mask($0, hidesValue: hidesValue) })
        case .object(let object): return .object(mask(object, hidesValue: hidesValue))
        case .string(let text): return .string(Self.withoutLogin(text))
        case .null, .bool, .number: return value
        }
    }

    private mutating func mask(_ object: JSONObject, hidesValue: Bool) -> JSONObject {
        let hidesValue = hidesValue || Self.namesSecret(object)
        var masked = JSONObject()
        for (key, value) in object {
            if let text = Self.scalar(value), Self.tokens.contains(key.lowercased()) {
                masked[key] = .string(token(text))
            } else if Self.scalar(value) != nil,
                hidesValue && Self.values.contains(key.lowercased()) || Self.isSecret(key, of: object)
            {
                masked[key] = .string(Self.secret)
            } else if key == "customData" || key == "data" && Self.isFree(object), value.string != "" {
                // A vendor's own words may be anything.
                masked[key] = .string(Self.secret)
            } else {
                masked[key] = mask(value, hidesValue: hidesValue)
            }
        }
        return masked
    }

    private mutating func token(_ text: String) -> String {
        if numbers[text] == nil, numbers.count < Self.mostTokens { numbers[text] = numbers.count + 1 }
        return numbers[text].map { "token-\($0)" } ?? "token"
    }

    /// Members that hold a token.
    private static let tokens: Set<String> = [
        "idtag", "parentidtag", "idtoken", "groupidtoken", "additionalidtoken", "emaid", "remoteidtag",
    ]
    /// Members that hold the value of a setting.
    private static let values: Set<String> = ["value", "attributevalue", "actualvalue"]

    /// A text, or a number as one: some send tokens and passwords as numbers.
    private static func scalar(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number: value.serialized()
        default: nil
        }
    }

    /// 1.6 calls the name of a setting `key`; of a VPN it is a secret.
    private static func isSecret(_ key: String, of object: JSONObject) -> Bool {
        key == "key" ? object["server"] != nil : StationConfiguration.isSecret(key)
    }

    /// Whether an object says the value of a setting that is a secret.
    private static func namesSecret(_ object: JSONObject) -> Bool {
        let names = [object["key"]?.string, object["variable"]?["name"]?.string, object["variableName"]?.string]
        return names.contains { $0.map(StationConfiguration.isSecret) ?? false }
    }

    /// Whether `data` of an object is of no standard: of a vendor, or what a station knows of a customer.
    private static func isFree(_ object: JSONObject) -> Bool {
        object["vendorId"] != nil || object["tbc"] != nil || object["generatedAt"] != nil
    }

    /// `ftp://user:password@host` without the part before `@`.
    private static func withoutLogin(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://") else { return text }
        let rest = text[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return text }
        return "\(text[..<scheme.upperBound])\(secret)\(rest[at...])"
    }
}
