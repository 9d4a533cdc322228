// SPDX-License-Identifier: Apache-2.0

public import GridModel
import OCPP

extension GatewayCore {
    /// Asks a station of the topology or in quarantine for something. What it says shows in `askedOperations`.
    public mutating func request(
        _ operation: StationOperation, station text: String, author: String, now: Moment
    ) -> (result: Result<AskedOperation, StationOperationError>, actions: [GatewayAction]) {
        do throws(StationOperationError) {
            guard let station = controller(text) else { throw .unknownStation }
            let encoded = try station.encoded(operation)
            guard let connection = station.connection else { throw .offline }
            let actions = withStation(connection, now: now) {
                $0.request(operation, encoded, author: author, now: now)
            }
            guard let asked = controller(text)?.asked.all.last else { throw .offline }
            return (.success(asked), actions)
        } catch {
            return (.failure(error), [])
        }
    }

    /// What was asked of a station lately, the newest last; nil where there is no such station.
    public func askedOperations(station text: String) -> [AskedOperation]? { controller(text)?.asked.all }

    /// What a station told lately of its firmware, logs and reservations, the newest last; nil where there is none.
    func notifications(station text: String) -> [StationNotification]? { controller(text)?.notifications }

    /// The controller of a station of the topology or in quarantine.
    func controller(_ text: String) -> OCPPStation? {
        ChargingStation.ID(text).flatMap { stations[$0] ?? quarantine.stations[$0]?.station }
    }
}
