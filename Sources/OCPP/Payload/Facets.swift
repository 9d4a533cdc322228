// SPDX-License-Identifier: Apache-2.0

/// What the schemas say of a member beyond its type. What ends in `201` or `21` is what that version says alone.
public struct Facets: Sendable {
    /// Which version asks for the member although it may be nil here.
    enum Required: Sendable { case never, in201, in21, always }

    /// What there is to say of most members: nothing.
    static let none = Facets()

    /// Characters of a text, at most; `limit201` where 2.0.1 allows fewer.
    var limit: Int?, limit201: Int?
    /// Characters of any text, where 2.1 opens an enumeration.
    var free21: Int?
    var least: Int?, most: Int?, least21: Int?, most21: Int?
    var minItems: Int, maxItems: Int?
    /// A number that must be an integer, or a multiple of 0.1, in 2.0.1.
    var whole201: Bool, tenths201: Bool
    var required: Required
    var since: OCPPVersion

    @inline(never) init(
        limit: Int? = nil, limit201: Int? = nil, free21: Int? = nil, least: Int? = nil, most: Int? = nil,
        least21: Int? = nil, most21: Int? = nil, minItems: Int = 0, maxItems: Int? = nil,
        whole201: Bool = false, tenths201: Bool = false, required: Required = .never, since: OCPPVersion = .v201
    ) {
        self.limit = limit
        self.limit201 = limit201
        self.free21 = free21
        self.least = least
        self.most = most
        self.least21 = least21
        self.most21 = most21
        self.minItems = minItems
        self.maxItems = maxItems
        self.whole201 = whole201
        self.tenths201 = tenths201
        self.required = required
        self.since = since
    }

    func limit(in version: OCPPVersion) -> Int? { version < .v21 ? limit201 ?? limit : limit }
    func least(in version: OCPPVersion) -> Int? { version < .v21 ? least : least21 ?? least }
    func most(in version: OCPPVersion) -> Int? { version < .v21 ? most : most21 ?? most }
    func isRequired(in version: OCPPVersion) -> Bool {
        switch required {
        case .never: false
        case .in201: version < .v21
        case .in21: version >= .v21
        case .always: true
        }
    }
}
