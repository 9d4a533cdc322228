// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Gateway

@Suite struct DescriptorLimitTests {
    @Test(arguments: [(20_000, 10_000, 1_024), (4_096, 3_360, 480), (1_024, 672, 96), (256, 7, 1), (3, 7, 1)])
    func stationsLeaveDescriptorsForAllElse(limit: Int, stations: Int, handshakes: Int) {
        let room = DescriptorLimit.room(under: limit, stations: 10_000, handshakes: 1_024)
        #expect(room.stations == stations && room.handshakes == handshakes)
    }
}
