// SPDX-License-Identifier: Apache-2.0

import GridModel

extension SimulatedWorld {
    /// Sets the voltage everywhere, as a part of nominal. What stations permit is a current: vehicles draw more at a
    /// higher voltage; everything else keeps its power.
    public mutating func setVoltage(_ factor: Double) {
        voltageFactor = factor
        for der in ders.indices {
            guard case .outlet(var outlet) = ders[der].body else { continue }
            outlet.set(nominal(der) * factor)
            ders[der].body = .outlet(outlet)
        }
        for station in stations.indices {
            for connector in stations[station].connectors.indices {
                stations[station].connectors[connector].set(
                    nominal(stations[station].connectors[connector].der) * factor)
            }
        }
    }

    /// From now on no station and no native meter says what voltage there is; those of declared mappings still do.
    public mutating func hideVoltage() {
        tellsVoltage = false
        for station in stations.indices {
            for connector in stations[station].connectors.indices {
                stations[station].connectors[connector].tellsVoltage = false
            }
        }
    }

    private func nominal(_ der: Int) -> Voltage { feeder.nodes[Int(index.nodeOfDER[der])].nominalPhaseVoltage }
}
