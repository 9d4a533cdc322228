// SPDX-License-Identifier: Apache-2.0

/// What a topology says of phases and cannot mean.
enum PhaseCheck {
    static func check(_ node: ConnectivityNode, _ declared: DeclaredNode, log: inout FindingLog) {
        if node.vectorGroup == .dyn, node.phases.count < 3 {
            log.error(
                declared.windingPlace,
                "Dyn is a three-phase transformer's, and \(node.id) has phases \(node.phases.text)")
        }
        checkByPhase(node, declared, log: &log)
        checkIsBounded(node, declared, log: &log)
        if node.unbalanceLimit != nil, node.phases.count < 2 {
            log.error(
                declared.unbalancePlace,
                "\(node.id) has phase \(node.phases.text) alone: there is no other to be in balance with")
        }
    }

    /// What is given by phase, by its key.
    static let keys: [(key: String, powers: any KeyPath<ConnectivityNode, PowerByPhase?> & Sendable)] = [
        ("importLimitByPhaseKW", \.importLimitByPhase), ("exportLimitByPhaseKW", \.exportLimitByPhase),
        ("minBaseLoadByPhaseKW", \.baseLoad?.byPhase?.minimum),
        ("maxBaseLoadByPhaseKW", \.baseLoad?.byPhase?.maximum),
    ]

    /// What is given by phase must be of phases that the node has.
    private static func checkByPhase(_ node: ConnectivityNode, _ declared: DeclaredNode, log: inout FindingLog) {
        for (key, powers) in keys {
            guard let powers = node[keyPath: powers], !powers.phases.isSubset(of: node.phases) else { continue }
            log.error(
                declared.byPhasePlaces[key] ?? declared.place,
                "\(key) names phases \(powers.phases.text), and \(node.id) has phases \(node.phases.text)")
        }
    }

    /// A site that is limited by phase alone must be on each of its phases.
    private static func checkIsBounded(_ node: ConnectivityNode, _ declared: DeclaredNode, log: inout FindingLog) {
        guard node.kind == .usagePoint, node.rating == nil, node.importLimit == nil,
            let limits = node.importLimitByPhase
        else { return }
        let free = node.phases.subtracting(limits.phases)
        guard !free.isEmpty else { return }
        log.error(
            declared.limitPlace,
            "importLimitByPhaseKW bounds no phase \(free.lines.map(\.text).joined(separator: " or ")) of \(node.id); give"
                + " \(free.count == 1 ? "it" : "them") too, or the fuse (`ratingA`), or the agreed `importLimitKW`")
    }

    /// The phases of a DER's own lines, which must be its phases in some order.
    static func rotation(of der: DER, _ declared: DeclaredDER, log: inout FindingLog) -> [PhaseCode] {
        guard let rotation = declared.rotation else { return der.phases.lines }
        guard PhaseCode(rotation) != der.phases else { return rotation }
        log.error(
            declared.rotationPlace,
            "the rotation \(rotation.map(\.text).joined()) of \(der.id) is no order of its phases \(der.phases.text)")
        return der.phases.lines
    }

    /// What may be told to use one phase of three: an outlet on three phases of a station that speaks OCPP. Nothing
    /// else has a word for it.
    static func switching(of der: DER, _ declared: DeclaredDER, log: inout FindingLog) {
        guard der.phaseSwitching != nil else { return }
        if der.phases.count < 3 {
            log.error(
                declared.switchingPlace,
                "\(der.id) is on \(der.phases.text): only three phases can be switched to one")
        }
        switch der.communication {
        case .ocpp: break
        case .mqtt, .mapped, .none:
            log.error(
                declared.switchingPlace, "\(der.id) is no EVSE of an OCPP station: there is no word to switch it by")
        }
    }

    static func check(_ der: DER, at node: ConnectivityNode?, _ declared: DeclaredDER, log: inout FindingLog) {
        guard !der.isPhaseKnown, let node else { return }
        if der.phases == node.phases {
            log.warning(
                declared.phaseKnowledgePlace,
                "\(der.id) is on all phases of \(node.id) (\(node.phases.text)): there is none that it may not be on")
        } else if declared.rotation != nil {
            log.error(
                declared.rotationPlace,
                "the rotation says on which phases \(der.id) is, and `phaseIsKnown: false` that nobody knows; give one")
        }
    }
}
