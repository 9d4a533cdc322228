// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Reads `ConnectorPhaseRotation` of OCPP 1.6, where R, S, T are the grid's phases: `1.RST,2.STR`, or `RST` for all.
enum V16PhaseRotation {
    /// The phases that a connector's L1, L2 and L3 are on; nil where the text does not say.
    static func phases(_ text: String, connector: Int) -> [PhaseCode]? {
        let parts = text.uppercased().split(separator: ",").map { $0.trimmed }
        let own = parts.first { $0.hasPrefix("\(connector).") }?.split(separator: ".").last
        let common = parts.first { !$0.contains(".") }
        guard let order = own ?? common, order.count == 3, Set(order) == ["R", "S", "T"] else { return nil }
        return order.map { $0 == "R" ? .a : $0 == "S" ? .b : .c }
    }
}
