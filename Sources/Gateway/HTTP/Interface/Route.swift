// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

/// One operation of the interface: what it is called, what it takes, what it does. The table of them answers requests,
/// and the OpenAPI document is made of the same table.
struct Route: Sendable {
    /// Who may call it.
    enum Access: Sendable {
        /// Everybody.
        case open
        /// Everybody while the gateway listens on loopback only, else who has the key.
        case openOnLoopback
        /// Who has a key of the scope: reading for GET, else operating.
        case key
        /// Who is logged in or has a key, whatever its scope.
        case session
        /// Who has the operator's key, of the file on this machine.
        case operatorKey
    }

    var method: String
    /// The path, its variable segments in braces.
    var template: String
    var summary: String
    var access = Access.key
    /// The parameters of the query.
    var query: [Field] = []
    /// The members of the body; nil where none is taken.
    var body: [Field]?
    /// The status of success.
    var status = 200
    /// Other statuses of success, and when they come.
    var otherStatuses: [Int: String]
    /// Whether the answer has no end.
    var isStream: Bool
    /// Largest body that is taken, bytes.
    var largestBody: Int
    /// Whether the body is an object of a standard, which the route reads by itself.
    var takesPayload: Bool
    var answer: @Sendable (APICall) throws(Problem) -> APIAnswer

    /// The parts of the path.
    var segments: [Substring] { template.split(separator: "/") }

    init(
        _ method: String, _ template: String, _ summary: String, access: Access = .key, query: [Field] = [],
        body: [Field]? = nil, status: Int = 200, otherStatuses: [Int: String] = [:], isStream: Bool = false,
        largestBody: Int = APIRequest.largestBody, takesPayload: Bool = false,
        answer: @escaping @Sendable (APICall) throws(Problem) -> APIAnswer
    ) {
        self.method = method
        self.template = template
        self.summary = summary
        self.access = access
        self.query = query
        self.body = body
        self.status = status
        self.otherStatuses = otherStatuses
        self.isStream = isStream
        self.largestBody = largestBody
        self.takesPayload = takesPayload
        self.answer = answer
    }
}

/// A member of a body, or a parameter of a query.
struct Field: Sendable, Hashable {
    enum Kind: String, Sendable {
        case string, number, integer, boolean, time
    }

    var name: String
    var kind: Kind
    var text: String
    var isRequired: Bool
    /// The words a string may be, if there are only some.
    var choices: [String]
    /// Most bytes of a string.
    var longest: Int

    init(
        _ name: String, _ kind: Kind, _ text: String, isRequired: Bool = false, choices: [String] = [],
        longest: Int = Field.longestText
    ) {
        self.name = name
        self.kind = kind
        self.text = text
        self.isRequired = isRequired
        self.choices = choices
        self.longest = longest
    }
}

/// A request that has found its route.
struct APICall: Sendable {
    /// What the routes act on.
    let gateway: GatewayAccess
    /// The variable segments of the path, by name.
    let path: [String: String]
    /// The query's parameters.
    let query: FieldValues
    /// The body's members.
    let body: FieldValues
    /// Who acts, for the records.
    let author: String
    /// Who calls; nil where the route is open to everybody.
    let caller: Caller?
    /// The request as it came.
    let request: APIRequest

    /// The variable segment of that name.
    subscript(_ name: String) -> String { path[name] ?? "" }
}
