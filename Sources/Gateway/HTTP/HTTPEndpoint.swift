// SPDX-License-Identifier: Apache-2.0

import Logging

/// HTTP: the REST interface and, later, the pages.
struct HTTPEndpoint: Sendable {
    init(engine: GatewayEngine, secrets: MachineSecrets, options: GatewayOptions, logger: Logger) {}
    func start() async throws -> Int { 0 }
    func stop() async {}
}
