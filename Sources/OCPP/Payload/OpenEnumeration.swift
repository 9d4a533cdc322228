// SPDX-License-Identifier: Apache-2.0

public import JSON

/// An enumeration of the standard that keeps what the standard does not list: devices send their own words, and
/// versions add some.
public protocol OpenEnumeration: PayloadValue, Hashable, CustomStringConvertible {
    /// The wire texts with their values. A value's first text is the one written; further ones are only read.
    static var names: [(text: StaticString, value: Self)] { get }
    /// How many of the last of `names` only 2.1 lists.
    static var newer: Int { get }
    /// A text that is not listed.
    static func other(_ text: String) -> Self
    /// The text, if it is not listed.
    var unlistedText: String? { get }
}

extension OpenEnumeration {
    /// None, where the versions do not differ.
    public static var newer: Int { 0 }

    /// Whether the version lists it.
    public func isListed(in version: OCPPVersion) -> Bool {
        guard unlistedText == nil else { return false }
        return version >= .v21 || Self.newer == 0 || !Self.names.suffix(Self.newer).contains { $0.value == self }
    }

    /// The value that the text in a document stands for; costs no `String` if it is listed.
    public init(_ text: JSONText) {
        for name in Self.names where text.equals(name.text) {
            self = name.value
            return
        }
        self = .other(text.string)
    }

    /// The value that the text stands for.
    public init(_ text: String) {
        for name in Self.names where name.text.description == text {
            self = name.value
            return
        }
        self = .other(text)
    }

    /// The text on the wire.
    public var description: String {
        unlistedText ?? Self.names.first { $0.value == self }?.text.description ?? ""
    }
}
