// SPDX-License-Identifier: Apache-2.0

/// The members of an object in the order they were written, no key twice.
///
/// Looking up a key is a linear search: right for the small objects of messages. Iterate over large ones.
public struct JSONObject: Sendable {
    private var keys: [String] = []
    private var values: [JSONValue] = []

    /// An object without members.
    public init() {}

    /// The member of that key. Setting appends it or replaces it in its place; nil removes it.
    public subscript(key: String) -> JSONValue? {
        get { index(of: key).map { values[$0] } }
        set {
            switch (index(of: key), newValue) {
            case (let index?, let value?): values[index] = value
            case (let index?, nil):
                keys.remove(at: index)
                values.remove(at: index)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    /// Appends a member whose key the caller knows to be new.
    package mutating func append(_ key: String, _ value: JSONValue) {
        keys.append(key)
        values.append(value)
    }

    /// Keys are equal when their UTF-8 is (RFC 8259 section 8.3); `String` would also equate other normalisation forms.
    private func index(of key: String) -> Int? { keys.firstIndex { $0.utf8.elementsEqual(key.utf8) } }
}

extension JSONObject: RandomAccessCollection {
    /// A member.
    public typealias Element = (key: String, value: JSONValue)
    /// Position of the first member.
    public var startIndex: Int { 0 }
    /// Position after the last member.
    public var endIndex: Int { keys.count }
    /// The member at that position.
    public subscript(position: Int) -> Element { (keys[position], values[position]) }
}

extension JSONObject: Hashable {
    /// Equal if they have the same members in whatever order.
    public static func == (left: Self, right: Self) -> Bool {
        guard left.count == right.count else { return false }
        if left.keys == right.keys { return left.values == right.values }
        let members = Dictionary(right.map { (Array($0.key.utf8), $0.value) }) { first, _ in first }
        return left.allSatisfy { members[Array($0.key.utf8)] == $0.value }
    }

    /// The same for the same members in whatever order.
    public func hash(into hasher: inout Hasher) {
        // Members in any order must hash alike: a sum does not see the order.
        var sum = 0
        for (key, value) in self {
            var member = Hasher()
            for byte in key.utf8 { member.combine(byte) }
            member.combine(value)
            sum &+= member.finalize()
        }
        hasher.combine(sum)
    }
}
