// SPDX-License-Identifier: Apache-2.0

public import DERDispatch

/// Numbers of the gateway that people may set; each default has its reason beside it.
public struct GatewaySettings: Sendable, Hashable {
    /// Time between two ticks.
    public var tickInterval: Duration = .seconds(1)
    /// The dispatch step.
    public var dispatch = DispatchSettings()
    /// Stations.
    public var stations = StationTiming()
    /// How long an MQTT setpoint holds without renewal; then the DER falls to its default.
    public var mqttValidity: Duration = .seconds(120)
    /// When an MQTT setpoint that did not change is sent again: three chances within its validity.
    public var mqttRefresh: Duration = .seconds(40)
    /// Pause before a setpoint that was refused or not answered is sent again.
    public var retryAfter: Duration = .seconds(10)
    /// How often a whole plan is kept (rule 13).
    public var fullPlanInterval: Duration = .seconds(900)
    /// How often the dispatcher's memory is kept.
    public var memoryInterval: Duration = .seconds(30)
    /// Whether readings are kept.
    public var recordsReadings = true
    /// Stations that no topology names are let in: answered, never dispatched.
    public var acceptsUnknownStations = false
    /// Stations that no topology names are let in, few of them: held at 6 A, never dispatched, counted at the head.
    public var quarantinesUnknownStations = false

    /// Everything at its default.
    public init() {}
}
