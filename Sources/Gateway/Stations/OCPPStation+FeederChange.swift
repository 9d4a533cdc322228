// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP

extension OCPPStation {
    /// Takes over what the topology says of the station now. Its connection, transactions and what is proven of
    /// connectors that are as they were stay.
    ///
    /// - Parameters:
    ///   - declared: the station as the topology declares it.
    ///   - renamed: connectors that belong to another DER now: nothing is proven for that one.
    /// - Returns: connectors that must be set up anew.
    mutating func change(to declared: OCPPStation, renamed: Set<Int>, now: MonotonicInstant) -> [Int] {
        let isOtherInterval = meterInterval != declared.meterInterval
        meterInterval = declared.meterInterval
        connectors = connectors.filter { declared.connectors[$0.key] != nil }
        var unproven: [Int] = []
        for (number, plate) in declared.connectors.sorted(by: { $0.key < $1.key }) {
            let known = connectors[number]
            let stays = known?.hasPlate(of: plate) == true && !renamed.contains(number) && !isOtherInterval
            if stays {
                connectors[number]?.rotation = plate.rotation
                continue
            }
            connectors[number] = known?.moved(to: plate) ?? plate
            unproven.append(number)
        }
        failedConnectors = failedConnectors.filter { connectors[$0] != nil }
        if !unproven.isEmpty { setUpAnew(now: now) }
        return unproven
    }

    /// Sets up what is not proven at the next tick, or when the set-up that waits begins.
    private mutating func setUpAnew(now: MonotonicInstant) {
        guard session != nil else { return }
        failedConnectors = Set(connectors.filter { !$0.value.isProvisioned }.keys)
        if case .waiting(_?) = commissioning { return }
        commissioning = .waiting(until: now)
    }
}

extension OCPPStation.Connector {
    /// Whether the topology says the same of both.
    fileprivate func hasPlate(of other: Self) -> Bool {
        phases == other.phases && isDC == other.isDC && allowsDischarge == other.allowsDischarge
            && takesNegativeLimits == other.takesNegativeLimits
            && nominalVolts == other.nominalVolts && standing == other.standing
    }

    /// The same plug under another plate: what runs there runs on.
    fileprivate func moved(to plate: Self) -> Self {
        var connector = plate
        connector.wanted = wanted
        connector.revision = revision + 1
        connector.unit = isDC == plate.isDC ? unit : nil
        connector.takesStationLimit = takesStationLimit
        connector.transaction = transaction
        connector.lastStart = lastStart
        connector.unended = unended
        connector.status = status
        connector.statusAt = statusAt
        connector.isDrawing = isDrawing
        connector.measuredOf = measuredOf
        return connector
    }
}
