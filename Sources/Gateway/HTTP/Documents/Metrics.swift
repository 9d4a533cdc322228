// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import MQTT
import OCPPWebSocket
import Store

/// The metrics in Prometheus' text format.
enum Metrics {
    static func text(_ gateway: GatewayAccess) -> String {
        let core = gateway.engine.snapshot
        var page = MetricsPage()
        counters(core, &page)
        if let transport = gateway.engine.stationTransport { Self.transport(transport, &page) }
        mqtt(core, gateway.engine.mqttCounters, &page)
        ticks(gateway.engine.tickSeconds, &page)
        if let plan = core.plan {
            nodes(plan, core.model, &page)
            ders(plan, &page)
        }
        curtailment(core.curtailment, &page)
        store(gateway.engine, &page)
        let alarms = core.alarms
        page.gauge("headroom_alarms", "Alarms that hold now.", Double(alarms.openCount))
        page.gauge("headroom_alarms_unacknowledged", "Alarms that nobody acknowledged.", Double(alarms.waitingCount))
        page.gauge("headroom_is_stopped", "Whether an operator has stopped everything.", core.isStopped ? 1 : 0)
        if let bytes = ProcessFacts.residentBytes {
            page.gauge("process_resident_memory_bytes", "Resident memory.", Double(bytes))
        }
        return page.text
    }

    private static func counters(_ core: GatewayCore, _ page: inout MetricsPage) {
        let counters = core.counters
        for (name, help, value) in [
            ("headroom_ticks_total", "Ticks of the control loop.", counters.ticks),
            ("headroom_mqtt_accepted_total", "MQTT messages that changed what is known.", counters.mqttAccepted),
            ("headroom_mqtt_refused_total", "MQTT messages that were refused.", counters.mqttRefused),
            ("headroom_ocpp_frames_total", "OCPP frames received.", counters.ocppFrames),
            ("headroom_ocpp_invalid_frames_total", "Frames that are no OCPP message.", counters.ocppInvalidFrames),
            ("headroom_ocpp_stray_answers_total", "Answers to no open call of ours.", counters.ocppStrayAnswers),
            (
                "headroom_ocpp_throttled_frames_total", "Calls of stations beyond their rate.",
                counters.ocppThrottledFrames
            ),
            ("headroom_ocpp_forgotten_calls_total", "Calls not answered in time.", counters.ocppForgottenCalls),
            ("headroom_ocpp_silences_total", "Times a connected station fell silent.", counters.ocppSilences),
            ("headroom_setpoints_sent_total", "Setpoints sent.", counters.setpointsSent),
            ("headroom_setpoints_lowered_total", "Setpoints sent that lower a DER.", counters.setpointsLowered),
        ] {
            page.counter(name, help, Double(value))
        }
    }

    private static func transport(_ counters: TransportCounters, _ page: inout MetricsPage) {
        page.gauge("headroom_ocpp_connections", "Stations connected now.", Double(counters.openConnections))
        for (name, help, value) in [
            ("refused_handshakes", "Handshakes refused.", counters.refusedHandshakes),
            ("failed_handshakes", "Sockets that never finished a handshake.", counters.failedHandshakes),
            ("dropped_sockets", "Sockets closed at accept.", counters.droppedSockets),
            ("replaced_connections", "Connections replaced by a newer one.", counters.replacedConnections),
            ("oversize_messages", "Connections closed for a message too large.", counters.oversizeMessages),
            ("protocol_violations", "Connections closed for a broken frame.", counters.protocolViolations),
            ("pong_timeouts", "Connections closed for want of a pong.", counters.pongTimeouts),
            ("slow_readers", "Connections closed because the peer did not read.", counters.slowReaders),
        ] {
            page.counter("headroom_ocpp_\(name)_total", help, Double(value))
        }
    }

    private static func mqtt(_ core: GatewayCore, _ seen: MQTTCounters?, _ page: inout MetricsPage) {
        page.gauge("headroom_mqtt_connected", "Whether the MQTT broker is in reach.", core.isBrokerConnected ? 1 : 0)
        page.counter(
            "headroom_mqtt_unpublished_total", "Messages of ours that the client did not take.",
            Double(core.counters.mqttUnpublished))
        guard let seen else { return }
        for (name, help, value) in [
            ("received", "Messages received from the broker.", seen.received),
            ("dropped_inbound", "Received messages dropped because nobody took them in time.", seen.droppedInbound),
            ("oversized_inbound", "Received messages dropped because they were too large.", seen.oversizedInbound),
            ("lost_outbound", "Messages of ours that were lost with a connection.", seen.lostOutbound),
            ("connections_lost", "Connections that ended unasked.", seen.losses),
            ("refused_subscriptions", "Subscriptions that the broker would not grant.", seen.refusedSubscriptions),
        ] {
            page.counter("headroom_mqtt_\(name)_total", help, Double(value))
        }
    }

    private static func ticks(_ seconds: [Double], _ page: inout MetricsPage) {
        let sorted = seconds.sorted()
        guard let last = sorted.last else { return }
        page.begin(
            "headroom_tick_seconds",
            "Seconds from the beginning of a tick to its last action: waiting for who has the core, deciding, recording, "
                + "sending. Of the last \(GatewayEngine.keptTicks) ticks.", "gauge")
        for (label, part) in [("p50", 0.5), ("p99", 0.99)] {
            let rank = max(0, Int((Double(sorted.count) * part).rounded(.up)) - 1)
            page.sample("headroom_tick_seconds", [("quantile", label)], sorted[rank])
        }
        page.sample("headroom_tick_seconds", [("quantile", "max")], last)
    }

    private static func nodes(_ plan: DispatchPlan, _ model: DispatchModel, _ page: inout MetricsPage) {
        let families: [(String, String, (NodePlan) -> ActivePower?)] = [
            ("import_limit", "Import limit that counts, kW.", { $0.importLimit?.limit }),
            ("export_limit", "Export limit that counts, a magnitude, kW.", { $0.exportLimit?.limit }),
            ("measured", "Measured net power, kW, import positive.", { $0.measured }),
            ("counted_import", "Most the node may import by the plan, kW.", { $0.countedImport }),
            ("counted_export", "Most the node may export by the plan, kW, export negative.", { $0.countedExport }),
            ("headroom", "Import free under the limit when everything counts at its worst, kW.", { $0.headroom }),
            ("withheld", "Import that caution withholds, kW.", { $0.withheld.total }),
        ]
        for (name, help, value) in families {
            page.begin("headroom_node_\(name)_kw", help, "gauge")
            for (node, plan) in zip(model.feeder.nodes, plan.nodes) {
                guard let power = value(plan), power.isFinite else { continue }
                page.sample("headroom_node_\(name)_kw", [("node", node.id.text)], power.kilowatts)
            }
        }
    }

    private static func ders(_ plan: DispatchPlan, _ page: inout MetricsPage) {
        var counts: [String: Int] = [:]
        for setpoint in plan.setpoints { counts[setpoint.reason.cause.rawValue, default: 0] += 1 }
        page.begin("headroom_ders", "DERs by the cause of their setpoint.", "gauge")
        for (cause, count) in counts.sorted(by: { $0.key < $1.key }) {
            page.sample("headroom_ders", [("cause", cause)], Double(count))
        }
    }

    private static func curtailment(_ books: CurtailmentBooks, _ page: inout MetricsPage) {
        let name = "headroom_curtailed_kwh_total"
        page.begin(name, "Energy that DERs were told not to take or give although they wanted to, kWh.", "counter")
        for (rule, energy) in books.total.inOrder {
            let labels = [
                ("cause", rule.cause.rawValue), ("principle", rule.principle.rawValue),
                ("direction", rule.direction.rawValue),
            ]
            page.sample(name, labels, energy.kilowattHours)
        }
    }

    private static func store(_ engine: GatewayEngine, _ page: inout MetricsPage) {
        let status = engine.storeStatus
        page.gauge("headroom_store_queue", "Records that wait for the disk.", Double(status.queued))
        page.gauge("headroom_store_owed", "Of them, those that were promised to be on disk.", Double(status.owed))
        page.gauge(
            "headroom_store_clock_is_believed", "Whether retention goes by the wall clock; else nothing is deleted.",
            status.isClockBelieved ? 1 : 0)
        page.counter("headroom_store_written_total", "Records written.", Double(status.written))
        page.counter("headroom_store_dropped_total", "Records dropped.", Double(status.dropped))
        page.counter("headroom_store_failures_total", "Writes that failed.", Double(status.failures))
        guard let statistics = try? engine.store.statistics() else { return }
        page.gauge("headroom_store_readings", "Readings kept.", Double(statistics.readings))
        page.gauge(
            "headroom_store_open_transactions", "Transactions that are open.", Double(statistics.openTransactions))
        page.gauge("headroom_store_audit_entries", "Audit entries kept.", Double(statistics.auditEntries))
        if let bytes = statistics.fileBytes {
            page.gauge("headroom_store_file_bytes", "Size of the store.", Double(bytes))
        }
        if let bytes = statistics.logBytes {
            page.gauge("headroom_store_log_bytes", "Size of its write-ahead log.", Double(bytes))
        }
        page.begin("headroom_refused_total", "Messages refused, ever, by the kind of fault.", "counter")
        for (code, count) in statistics.refused.sorted(by: { $0.key < $1.key }) {
            page.sample("headroom_refused_total", [("code", code)], Double(count))
        }
    }
}

/// Lines of the text format.
struct MetricsPage {
    private(set) var text = ""

    mutating func begin(_ name: String, _ help: String, _ type: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Double) {
        let list = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
        text += "\(name)\(list.isEmpty ? "" : "{\(list)}") \(value)\n"
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Double) {
        begin(name, help, "gauge")
        sample(name, [], value)
    }

    mutating func counter(_ name: String, _ help: String, _ value: Double) {
        begin(name, help, "counter")
        sample(name, [], value)
    }

    /// The three characters that a label's value escapes.
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
    }
}
