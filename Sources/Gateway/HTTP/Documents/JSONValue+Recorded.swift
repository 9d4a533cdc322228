// SPDX-License-Identifier: Apache-2.0

import JSON

extension JSONValue {
    /// The answer to a change, with whether it is on disk: if not, it holds, and a restart before that forgets it.
    func recorded(_ isRecorded: Bool) -> JSONValue {
        var object = object ?? JSONObject()
        object["isRecorded"] = .bool(isRecorded)
        return .object(object)
    }
}
