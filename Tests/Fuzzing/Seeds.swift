// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import OCPP

/// `seeds FOLDER`: the first corpus, one file an input: samples of every message under their own reader, and frames.
@main
enum Seeds {
    static func main() throws {
        let folder = URL(filePath: CommandLine.arguments[1])
        var inputs: [[UInt8]] = []
        for sample in try MessageSamples().all where sample.payload.count < 4_000 {
            // Which of the readers of 1.6 is this one's nobody knows: the fuzzer finds it, some are given.
            for reader in FuzzInput.messages16 where reader % 8 == inputs.count % 8 {
                inputs.append(FuzzInput.made(reader, sample.payload))
            }
            for reader in FuzzInput.frames {
                inputs.append(
                    FuzzInput.made(reader, Array("[2,\"1\",\"\(sample.schema)\",".utf8) + sample.payload + [0x5D]))
            }
            inputs.append(FuzzInput.made(0, sample.payload))
        }
        for (number, type) in V2PayloadType.all.enumerated() {
            let payload = try type.smallestPayload()
            for version in 0..<2 {
                inputs.append(FuzzInput.made(FuzzInput.messages2.lowerBound + 2 * number + version, payload))
            }
        }
        for answer in [
            "[3,\"f-1\",{}]", "[4,\"f-1\",\"InternalError\",\"\",{}]", "[5,\"f-1\",\"x\",\"\",{}]",
            "[6,\"1\",\"x\",{}]",
        ] {
            for reader in FuzzInput.frames { inputs.append(FuzzInput.made(reader, Array(answer.utf8))) }
        }
        for (number, input) in inputs.enumerated() {
            try Data(input).write(to: folder.appending(path: "seed-\(number)"))
        }
        print("\(inputs.count) seeds")
    }
}
