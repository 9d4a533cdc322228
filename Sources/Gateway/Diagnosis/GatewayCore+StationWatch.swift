// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP

/// What a station's diagnosis is made of.
extension GatewayCore {
    /// What is known of a station of the topology, of one in quarantine, or of an identity that was turned away; nil of
    /// any other.
    func observe(station text: String, refused: RefusedHandshakes.Entry?, now: Moment) -> StationObservation? {
        let id = ChargingStation.ID(text)
        let known = id.flatMap { stations[$0] }
        let quarantined = id.flatMap { quarantine.stations[$0]?.station }
        guard known != nil || quarantined != nil || refused != nil else { return nil }
        var observation = StationObservation(
            identity: text, version: (known ?? quarantined)?.version ?? .v16, isInTopology: known != nil,
            isQuarantined: quarantined != nil, refusedHandshakes: refused)
        guard let station = known ?? quarantined else { return observation }
        observation.refusedVersions = station.refusedVersions.sorted()
        observation.isConnected = station.connection != nil
        observation.isSilent = station.silence.isSilent
        observation.hasBooted = station.hasBooted
        observation.setUp = station.setUpStage
        if station.connection != nil { observation.quietS = (now.steady - station.silence.heardAt).inSeconds }
        observation.clockAheadS = station.clock.offset.inSeconds
        observation.configuration = station.configuration
        observation.meterIntervalS = station.meterInterval.inSeconds
        observation.refusedSettings = station.trace.refusedSettings
        observation.outlets = station.connectors.values.sorted { $0.number < $1.number }.map {
            outlet($0, station, now: now)
        }
        return observation
    }

    private func outlet(_ connector: OCPPStation.Connector, _ station: OCPPStation, now: Moment) -> ObservedOutlet {
        let der = derOfEVSE[EVSEKey(station: station.identity, evse: connector.number)]
        let unit = der.map { model.feeder.ders[$0] }
        let trace = station.trace.outlets[connector.number] ?? StationTrace.Outlet()
        let settling = (unit?.settlingTime ?? .seconds(10)) + Self.sampleDelay
        var maximum: Double?
        if case .evse(let evse)? = unit?.unit { maximum = evse.maximumCurrent?.amperes }
        let toldAt = trace.toldAt
        return ObservedOutlet(
            number: connector.number, der: unit?.id.text, isDC: connector.isDC, phases: unit?.phases ?? .abc,
            rotation: unit.flatMap { $0.isPhaseKnown ? $0.phaseRotation : nil }, maximumA: maximum,
            isProvisioned: connector.isProvisioned, hasTransaction: connector.transaction != nil,
            transactionS: der.flatMap { state.ders[$0].transactionStart }.map { (now.utc - $0).inSeconds },
            unit: station.rateUnit(connector), settlingS: settling.inSeconds,
            toldS: toldAt.map { (now.steady - $0).inSeconds },
            settled: trace.samples.filter { sample in toldAt.map { sample.at >= $0 + settling } ?? false },
            sampledS: trace.samples.last.map { (now.steady - $0.at).inSeconds }, trace: trace)
    }

    /// A sample is of a moment before it is sent, and many are means of a second or two.
    private static let sampleDelay = Duration.seconds(2)
}

extension OCPPStation {
    /// Where its set-up is.
    var setUpStage: StationObservation.SetUp {
        switch commissioning {
        case .done: .done
        case .running: .running
        case .waiting: .waiting
        }
    }
}
