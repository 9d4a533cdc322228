// SPDX-License-Identifier: Apache-2.0

import Gateway
import JSON

/// Shows the running gateway: a screen each second on a terminal, else a line each ten seconds.
struct Display {
    private let gateway: Gateway
    private let isScreen: Bool

    init(_ gateway: Gateway, isScreen: Bool) {
        self.gateway = gateway
        self.isScreen = isScreen
    }

    /// Draws until the task is cancelled.
    func run() async {
        if isScreen { Terminal.enter() }
        defer { if isScreen { Terminal.leave() } }
        while !Task.isCancelled {
            if let state = gateway.state { show(state) }
            try? await Task.sleep(for: isScreen ? .seconds(1) : .seconds(10))
        }
    }

    private func show(_ state: JSONValue) {
        guard isScreen else { return Terminal.say(StatePage(state, width: 120, height: 24).summary) }
        let size = Terminal.size
        Terminal.draw(StatePage(state, width: size.width, height: size.height).lines + [footer])
    }

    private var footer: String {
        let addresses = gateway.addresses
        return "MQTT \(addresses.mqttPort)  OCPP \(addresses.ocppPort)  HTTP \(addresses.httpPort)  Ctrl-C stops"
    }
}
