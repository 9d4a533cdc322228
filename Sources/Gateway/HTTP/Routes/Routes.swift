// SPDX-License-Identifier: Apache-2.0

/// Every operation of the interface, by subject.
enum Routes {
    static let all: [Route] =
        observation + sessions + state + history + curtailment + alarms + topology + diagnosis + stations + traces
        + limits + ders
        + targets + control + records + credentials + keys + description
}
