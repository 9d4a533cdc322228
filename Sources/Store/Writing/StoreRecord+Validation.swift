// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

extension StoreRecord {
    /// Why it cannot be kept; nil if it can.
    var fault: StoreError? {
        do throws(StoreError) {
            try validate()
            return nil
        } catch { return error }
    }

    /// Refuses numbers that SQLite would turn into something else: it keeps NaN as NULL, which would read as "absent".
    func validate() throws(StoreError) {
        switch self {
        case .reading(let reading):
            try Self.finite(reading.powerKW, "reading.powerKW")
            try Self.finite(reading.phasePowerKW?.a, "reading.phasePowerKW.a")
            try Self.finite(reading.phasePowerKW?.b, "reading.phasePowerKW.b")
            try Self.finite(reading.phasePowerKW?.c, "reading.phasePowerKW.c")
            try Self.finite(reading.reactivePowerKvar, "reading.reactivePowerKvar")
            try Self.finite(reading.voltageV, "reading.voltageV")
            try Self.finite(reading.soc, "reading.soc")
            try Self.finite(reading.energyKWh, "reading.energyKWh")
        case .nodeFlow(let flow):
            try Self.finite(flow.minimumKW, "nodeFlow.minimumKW")
            try Self.finite(flow.meanKW, "nodeFlow.meanKW")
            try Self.finite(flow.maximumKW, "nodeFlow.maximumKW")
            try Self.finite(flow.countedImportKW, "nodeFlow.countedImportKW")
            try Self.finite(flow.countedExportKW, "nodeFlow.countedExportKW")
            try Self.finite(flow.importLimitKW, "nodeFlow.importLimitKW")
            try Self.finite(flow.exportLimitKW, "nodeFlow.exportLimitKW")
        case .limit(let limit):
            try Self.finite(limit.withoutLease.value.stored, "limit.value")
            try Self.finite(limit.lease?.fallback.stored, "limit.lease.fallback")
        case .planChange(let change):
            try Self.finite(change.previous?.watts, "planChange.previous")
            try Self.finite(change.power?.watts, "planChange.power")
        case .setpoint(let setpoint), .setpointRenewed(let setpoint):
            try Self.finite(setpoint.power.watts, "setpoint.power")
        case .chargingNeeds(_, let needs):
            try Self.finite(needs?.energy?.joules, "chargingNeeds.energy")
            try Self.finite(needs?.targetSoC, "chargingNeeds.targetSoC")
            try Self.finite(needs?.usableCapacity?.joules, "chargingNeeds.usableCapacity")
            try Self.finite(needs?.maximumDischarge?.watts, "chargingNeeds.maximumDischarge")
        case .target(let target): try Self.finite(target.power.watts, "target.power")
        case .transactionStart(let start): try Self.finite(start.meterWh, "transactionStart.meterWh")
        case .transactionStop(let stop): try Self.finite(stop.meterWh, "transactionStop.meterWh")
        case .limitCancelled, .leaseRenewed, .fullPlan, .setpointOutcome, .dispatchMemory, .refusedMessage, .audit,
            .machineEvent, .credential, .credentialRevoked, .stationFact, .rawInput, .topologyVersion, .alarmRaised,
            .alarmAcknowledged, .alarmCleared, .targetsRemoved:
            break
        }
    }

    private static func finite(_ value: Double?, _ field: String) throws(StoreError) {
        guard let value, !value.isFinite else { return }
        throw .invalidRecord(field: field, value: "\(value)", why: "is not a finite number")
    }
}
