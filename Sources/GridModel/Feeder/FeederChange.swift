// SPDX-License-Identifier: Apache-2.0

/// How one feeder became another: what is the same in both, by identifiers, and where what was known of it now belongs.
///
/// A DER is the same only where it is the same device reached in the same way: of another kind, at another site or by
/// other topics it is a new one, and what it was counts as gone.
public struct FeederChange: Sendable {
    /// For each node of the new feeder its position in the old one; nil where it is new.
    public let oldNode: [Int?]
    /// For each DER of the new feeder its position in the old one; nil where it is new.
    public let oldDER: [Int?]
    /// For each DER of the new feeder the position of the one that had its identifier, the same device or another.
    public let formerDER: [Int?]
    /// The DERs of the old feeder, by position, that the new one has no more.
    public let departed: [Int]
    /// For each node of the new feeder whether something else hangs below it than before: what its meter measured then
    /// says nothing of now.
    public let hasOtherContents: [Bool]
    /// For each node of the new feeder whether another meter stands there, or the same is read by other topics.
    public let hasOtherMeter: [Bool]
    /// For each node of the new feeder whether another path leads from it to the head.
    public let isOnOtherPath: [Bool]
    /// Whether the two are equal in every value.
    public let isNothing: Bool

    /// Compares two feeders.
    public init(from old: Feeder, _ oldIndex: FeederIndex, to new: Feeder, _ newIndex: FeederIndex) {
        isNothing = old == new
        oldNode = new.nodes.map { oldIndex.nodePosition[$0.id] }
        let oldDER = new.ders.indices.map { der -> Int? in
            guard let before = oldIndex.derPosition[new.ders[der].id] else { return nil }
            let isSame = new.ders[der].isSameDevice(
                as: old.ders[before],
                volts: (
                    new.nodes[Int(newIndex.nodeOfDER[der])].nominalLineVoltage,
                    old.nodes[Int(oldIndex.nodeOfDER[before])].nominalLineVoltage
                ))
            return isSame ? before : nil
        }
        self.oldDER = oldDER
        formerDER = new.ders.map { oldIndex.derPosition[$0.id] }
        hasOtherMeter = Self.otherMeters(from: old, oldIndex, to: new, newIndex)
        var stays = [Bool](repeating: false, count: old.ders.count)
        for case let der? in oldDER { stays[der] = true }
        departed = stays.indices.filter { !stays[$0] }
        let oldContents = Self.contents(oldIndex, old) { stays[$0] ? 0 : 1 }
        let newContents = Self.contents(newIndex, new) { oldDER[$0] == nil ? 2 : 0 }
        let before = oldNode
        hasOtherContents = newContents.indices.map { node in before[node].map { oldContents[$0] } != newContents[node] }
        var other: [Bool] = []
        for (node, position) in oldNode.enumerated() {
            let parent = Int(newIndex.parent[node])
            let isOther = position.map { old.nodes[$0].parent != new.nodes[node].parent } ?? true
            other.append(isOther || parent >= 0 && other[parent])
        }
        isOnOtherPath = other
    }

    /// One value a DER of the new feeder: that of the old one where it is the same, else `new`.
    public func carried<Value>(_ values: [Value], new: Value) -> [Value] {
        oldDER.map { before in before.map { values[$0] } ?? new }
    }

    private static func otherMeters(
        from old: Feeder, _ oldIndex: FeederIndex, to new: Feeder, _ newIndex: FeederIndex
    ) -> [Bool] {
        var isOther = new.nodes.map { node in
            oldIndex.nodePosition[node.id].map { old.nodes[$0].hasMeter != node.hasMeter } ?? true
        }
        for (site, party) in new.sites.enumerated() {
            guard let before = oldIndex.sitePosition[party.id] else { continue }
            if old.sites[before].meterMappings != party.meterMappings { isOther[Int(newIndex.nodeOfSite[site])] = true }
        }
        return isOther
    }

    /// One number for the set of nodes and DERs below each node, whatever their order.
    private static func contents(_ index: FeederIndex, _ feeder: Feeder, salt: (Int) -> UInt64) -> [UInt64] {
        var sums = feeder.nodes.map { Self.hash($0.id.text, 3) }
        for (der, node) in index.nodeOfDER.enumerated() {
            sums[Int(node)] &+= hash(feeder.ders[der].id.text, 5 + salt(der))
        }
        for node in stride(from: sums.count - 1, to: 0, by: -1) { sums[Int(index.parent[node])] &+= sums[node] }
        return sums
    }

    /// FNV-1a with a last mix: the same in every run, as a decision must be.
    private static func hash(_ text: String, _ salt: UInt64) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ salt
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return hash ^ (hash >> 29)
    }
}

extension DER {
    /// Whether what is known of the other still holds for this one: the same kind of device at the same site, reached
    /// in the same way, and its amperes worth the same kilowatts.
    fileprivate func isSameDevice(as other: DER, volts: (Voltage, Voltage)) -> Bool {
        guard id == other.id, site == other.site, unit.kind == other.unit.kind, communication == other.communication,
            unit.isACEVSE == other.unit.isACEVSE
        else { return false }
        return !unit.isACEVSE || volts.0 == volts.1 && phases.count == other.phases.count
    }
}
