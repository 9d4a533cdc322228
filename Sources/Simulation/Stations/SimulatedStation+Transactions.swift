// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

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
            if connectors[index].transaction != nil { stop(index, .vehicleLeft, now: now) }
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
            if session != nil, isAccepted { tell(.authorize, .authorize(connector: index), now: now) }
            return
        }
        // Offline it trusts its drivers, as most are set to.
        if startsAt <= now { start(index, now: now) }
    }

    mutating func start(_ index: Int, now: UTCInstant) {
        lastTransaction += 1
        connectors[index].transaction = lastTransaction
        connectors[index].transactionStart = stamp(now)
        connectors[index].nextSequence = 0
        connectors[index].toldInTransaction = nil
        connectors[index].owesNeeds = true
        connectors[index].startsAt = nil
        connectors[index].schedule = nil
        connectors[index].nextSample = now
        connectors[index].frozenLimit = session == nil ? connectors[index].frozenLimit : nil
        note(.begun, index, now: now)
        connectors[index].remoteStart = nil
        if habits.contains(.startsInVain) { startInVain(index, now: now) }
    }

    /// A second driver tries where one charges already.
    private mutating func startInVain(_ index: Int, now: UTCInstant) {
        lastTransaction += 1
        for event in [TransactionMessage.Event.begun, .ended(.remote)] {
            var message = message(event, index, local: lastTransaction, now: now)
            message.sequence = event == .begun ? 0 : 1
            message.token = "STRANGER"
            message.isInVain = true
            enqueue(message)
        }
    }

    mutating func stop(_ index: Int, _ reason: TransactionMessage.EndReason, now: UTCInstant) {
        guard connectors[index].transaction != nil else { return }
        note(.ended(reason), index, now: now)
        connectors[index].transaction = nil
        connectors[index].transactionStart = nil
        let number = connectors[index].number
        profilesChanged { $0.removeAll { $0.outlet == number && $0.purpose == .transaction } }
    }

    // MARK: - What is told of it

    /// In 2.x: how it charges, and what it measures meanwhile.
    mutating func tellOfTransaction(_ index: Int, now: UTCInstant) {
        tellNeeds(index, now: now)
        sampleMeter(index, now: now)
        let status = connectors[index].status
        guard words.samplesAreEvents, connectors[index].transaction != nil,
            connectors[index].toldInTransaction != status
        else { return }
        connectors[index].toldInTransaction = status
        note(.changed, index, now: now)
    }

    /// Keeps an event of the running transaction until it has been told.
    mutating func note(_ event: TransactionMessage.Event, _ index: Int, now: UTCInstant) {
        guard let local = connectors[index].transaction else { return }
        var message = message(event, index, local: local, now: now)
        if event == .sampled {
            guard !message.samples.isEmpty else { return }
            // A newer sample takes the place of one that still waits, but not of the one under way.
            if let place = transactionQueue.indices.dropFirst().last(where: {
                transactionQueue[$0].event == .sampled && transactionQueue[$0].local == local
            }), place == transactionQueue.indices.last {
                message.sequence = transactionQueue[place].sequence
                transactionQueue[place] = message
                return
            }
        }
        connectors[index].nextSequence += 1
        enqueue(message)
    }

    private func message(_ event: TransactionMessage.Event, _ index: Int, local: Int, now: UTCInstant)
        -> TransactionMessage
    {
        let connector = connectors[index]
        let context: StationSample.Context =
            switch event {
            case .begun: .begin
            case .ended: .end
            case .sampled, .changed: .periodic
            }
        return TransactionMessage(
            event: event, outlet: connector.number, local: local, sequence: connector.nextSequence, time: stamp(now),
            wattHours: Int(connector.importWattHours), samples: samples(index, of: event, context: context),
            status: connector.status, isOffline: session == nil, remoteStart: connector.remoteStart)
    }

    private func samples(
        _ index: Int, of event: TransactionMessage.Event, context: StationSample.Context
    ) -> [StationSample] {
        switch event {
        case .sampled: samples(index, context: context)
        case .changed: []
        // The register at both ends, as the settings for those name it.
        case .begun, .ended: [register(index, context: context)]
        }
    }

    private mutating func enqueue(_ message: TransactionMessage) {
        if habits.contains(.losesStarts), message.event == .begun, message.isOffline { return }
        if transactionQueue.count < Self.transactionCapacity { transactionQueue.append(message) }
        // As after an answer that was lost.
        if habits.contains(.repeatsTransactionMessages), transactionQueue.count < Self.transactionCapacity {
            transactionQueue.append(message)
        }
    }

    mutating func authorized(_ index: Int, _ outcome: CallSession.Outcome) {
        guard case .result(let payload) = outcome, words.isAuthorized(payload) == false,
            connectors[index].transaction == nil
        else { return }
        connectors[index].isRefused = true
    }

    mutating func sendTransactions(now: UTCInstant) {
        guard session != nil, isAccepted, !isTransactionUnderWay, let message = transactionQueue.first else { return }
        if let retry = transactionRetryAt, retry > now { return }
        transactionRetryAt = nil
        isTransactionUnderWay = true
        tell(.transaction(message), .transaction, now: now)
    }

    mutating func transactionAnswered(_ outcome: CallSession.Outcome, now: UTCInstant) {
        isTransactionUnderWay = false
        guard let message = transactionQueue.first else { return }
        switch outcome {
        case .result(let payload):
            transactionQueue.removeFirst()
            switch message.event {
            case .begun:
                serverTransactions[message.local] = words.number(inStartAnswer: payload)
                for index in connectors.indices where connectors[index].number == message.outlet {
                    connectors[index].schedule = nil
                }
            case .ended: serverTransactions[message.local] = nil
            case .sampled, .changed: break
            }
        case .callError: transactionRetryAt = now + Self.transactionRetry * 3
        default: transactionRetryAt = now + Self.transactionRetry
        }
    }
}
