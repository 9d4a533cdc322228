// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Gateway

/// SIGHUP reads the topology file again. One that comes because the terminal is gone ends the gateway, as ever.
final class ReloadSignal {
    private let source: any DispatchSourceSignal

    init(_ gateway: Gateway, file: String) {
        let hadTerminal = Terminal.isThere
        signal(SIGHUP, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGHUP)
        source.setEventHandler {
            if hadTerminal, !Terminal.isThere {
                kill(getpid(), SIGTERM)
                return
            }
            Task { await Self.reload(gateway, file) }
        }
        source.resume()
    }

    private static func reload(_ gateway: Gateway, _ file: String) async {
        guard let bytes = FileManager.default.contents(atPath: file),
            let text = String(validating: bytes, as: UTF8.self)
        else {
            return StandardError.write("\(file): the file cannot be read, or is not UTF-8 text; the topology stays")
        }
        for line in await gateway.reloadTopology(text, file: file).lines { StandardError.write(line) }
    }
}
