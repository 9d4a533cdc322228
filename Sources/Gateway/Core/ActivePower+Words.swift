// SPDX-License-Identifier: Apache-2.0

import GridModel

extension ActivePower {
    /// For sentences: kW with one digit.
    var words: String { isFinite ? "\((kilowatts * 10).rounded() / 10) kW" : "an unknown power" }
}
