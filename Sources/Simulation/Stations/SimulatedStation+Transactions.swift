// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// What the central system must learn of a transaction, kept until it has answered.
enum TransactionMessage: Sendable {
    case start(connector: Int, local: Int, time: OCPPTimestamp, wattHours: Int)
    case stop(local: Int, time: OCPPTimestamp, wattHours: Int, V16.StopReason)
}

extension SimulatedStation {
    /// Messages kept while offline; beyond it the newest are lost, as a full flash loses them.
    static let transactionCapacity = 500
    /// Pause before a transaction message that was not answered is sent again.
    static let transactionRetry = Duration.seconds(10)
    /// The token that every simulated driver shows.
    static let token = "SIMULATED"

    /// Starts and stops with the plug, and keeps to the schedule in between.
    mutating func advanceTransaction(_ index: Int, now: UTCInstant) {
        if !connectors[index].isPlugged {
            if connectors[index].transaction != nil { stop(index, .evDisconnected, now: now) }
            connectors[index].startsAt = nil
            connectors[index].isRefused = false
        } else if connectors[index].transaction == nil, !connectors[index].isRefused {
            prepare(index, now: now)
        }
        connectors[index].limit = limit(index, now: now)
    }

    private mutating func prepare(_ index: Int, now: UTCInstant) {
        guard let startsAt = connectors[index].startsAt else {
            connectors[index].startsAt = now + generator.seconds(1, 4)
            if session != nil, isAccepted {
                call(V16.Authorize(idTag: Self.token), .authorize(connector: index), now: now)
            }
            return
        }
        // Offline it trusts its drivers, as most are set to.
        if startsAt <= now { start(index, now: now) }
    }

    mutating func start(_ index: Int, now: UTCInstant) {
        lastTransaction += 1
        connectors[index].transaction = lastTransaction
        connectors[index].transactionStart = stamp(now)
        connectors[index].startsAt = nil
        connectors[index].schedule = nil
        connectors[index].nextSample = now
        enqueue(
            .start(
                connector: connectors[index].number, local: lastTransaction, time: stamp(now),
                wattHours: Int(connectors[index].importWattHours)))
    }

    mutating func stop(_ index: Int, _ reason: V16.StopReason, now: UTCInstant) {
        guard let local = connectors[index].transaction else { return }
        connectors[index].transaction = nil
        connectors[index].transactionStart = nil
        let number = connectors[index].number
        profilesChanged {
            $0.removeAll { $0.connectorId == number && $0.profile.chargingProfilePurpose == .txProfile }
        }
        enqueue(.stop(local: local, time: stamp(now), wattHours: Int(connectors[index].importWattHours), reason))
    }

    private mutating func enqueue(_ message: TransactionMessage) {
        if transactionQueue.count < Self.transactionCapacity { transactionQueue.append(message) }
    }

    mutating func authorized(_ index: Int, _ outcome: CallSession.Outcome) {
        guard case .result(let payload) = outcome, let answer = try? V16.Authorize.Response(decoding: payload),
            answer.idTagInfo.status != .accepted, connectors[index].transaction == nil
        else { return }
        connectors[index].isRefused = true
    }

    mutating func sendTransactions(now: UTCInstant) {
        guard session != nil, isAccepted, !isTransactionUnderWay, let message = transactionQueue.first else { return }
        if let retry = transactionRetryAt, retry > now { return }
        transactionRetryAt = nil
        isTransactionUnderWay = true
        switch message {
        case .start(let connector, _, let time, let wattHours):
            call(
                V16.StartTransaction(connectorId: connector, idTag: Self.token, meterStart: wattHours, timestamp: time),
                .transaction, now: now)
        case .stop(let local, let time, let wattHours, let reason):
            call(
                V16.StopTransaction(
                    idTag: Self.token, meterStop: wattHours, timestamp: time,
                    transactionId: serverTransactions[local] ?? 0, reason: reason), .transaction, now: now)
        }
    }

    mutating func transactionAnswered(_ outcome: CallSession.Outcome, now: UTCInstant) {
        isTransactionUnderWay = false
        guard let message = transactionQueue.first else { return }
        switch (outcome, message) {
        case (.result(let payload), .start(let connector, let local, _, _)):
            transactionQueue.removeFirst()
            guard let answer = try? V16.StartTransaction.Response(decoding: payload) else { return }
            serverTransactions[local] = answer.transactionId
            for index in connectors.indices where connectors[index].number == connector {
                connectors[index].schedule = nil
            }
        case (.result, .stop(let local, _, _, _)):
            transactionQueue.removeFirst()
            serverTransactions[local] = nil
        case (.callError, _): transactionRetryAt = now + Self.transactionRetry * 3
        default: transactionRetryAt = now + Self.transactionRetry
        }
    }

    /// What the connector lets its vehicle draw: nothing without a transaction, else the composite schedule.
    private mutating func limit(_ index: Int, now: UTCInstant) -> ActivePower {
        guard let local = connectors[index].transaction else {
            // Between two vehicles all phases are let through again.
            _ = connectors[index].contactor?.follow(nil, now: now)
            return .zero
        }
        let connector = connectors[index]
        if habits.contains(.ignoresLimits) { return connector.power(of: most(connector)) }
        let time = stamp(now).milliseconds
        if let held = connector.schedule?.period(at: time) { return permitted(held, index, now: now) }
        let schedule = composite(
            connector, local: local, duration: Self.scheduleSeconds, unit: connector.unit, now: now)
        connectors[index].schedule = SimulatedConnector.HeldSchedule(
            start: time, end: time + Int64(Self.scheduleSeconds) * 1_000, periods: schedule.chargingSchedulePeriod)
        return connectors[index].schedule?.period(at: time).map { permitted($0, index, now: now) } ?? .zero
    }

    /// What a period lets the vehicle draw: nothing while the contactor moves.
    private mutating func permitted(
        _ period: V16.ChargingSchedulePeriod, _ index: Int, now: UTCInstant
    ) -> ActivePower {
        if !habits.contains(.ignoresPhases) {
            let isPausing = connectors[index].contactor?.follow(period.numberPhases, now: now) ?? false
            if isPausing { return .zero }
        }
        return paused(period.limit, connectors[index])
    }

    /// How far ahead a station computes its schedule at a time.
    private static let scheduleSeconds = 3_600

    private func paused(_ limit: Double, _ connector: SimulatedConnector) -> ActivePower {
        limit > 0 && limit < connector.minimumCurrent && !connector.isDC ? .zero : connector.power(of: limit)
    }

    /// The connector's own greatest limit in its unit.
    func most(_ connector: SimulatedConnector) -> Double {
        let rating = connector.rating
        return connector.isDC ? rating.maximumCurrent * rating.voltage * Double(rating.phases) : rating.maximumCurrent
    }

    func composite(
        _ connector: SimulatedConnector, local: Int?, duration: Int, unit: V16.ChargingRateUnit, now: UTCInstant
    ) -> V16.ChargingSchedule {
        let running = local.map {
            V16.RunningTransaction(id: serverTransactions[$0] ?? 0, start: connector.transactionStart ?? stamp(now))
        }
        return V16.compositeSchedule(
            installed: profiles, connector: connector.number, transaction: running, at: stamp(now), duration: duration,
            unit: unit, rating: connector.rating)
    }
}
