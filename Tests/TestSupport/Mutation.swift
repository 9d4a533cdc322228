// SPDX-License-Identifier: Apache-2.0

/// Changes a text of a fuzzing round in one place: another byte, a piece in the place of some bytes or of a digit, a
/// piece more, some bytes less.
package func mutate(_ bytes: inout [UInt8], pieces: [String], _ random: inout SplitMix64) {
    let index = random.below(max(1, bytes.count))
    let piece = Array(pieces[random.below(pieces.count)].utf8)
    switch random.below(6) {
    case 0 where !bytes.isEmpty: bytes[index] = UInt8(truncatingIfNeeded: random.next())
    case 1 where !bytes.isEmpty:
        bytes.replaceSubrange(index..<min(bytes.count, index + random.below(12)), with: piece)
    case 2: bytes.insert(contentsOf: piece, at: min(index, bytes.count))
    case 3 where !bytes.isEmpty: bytes.removeSubrange(index..<min(bytes.count, index + 1 + random.below(6)))
    case 4: bytes.removeLast(random.below(bytes.count + 1) / 4)
    default:
        let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
        if !digits.isEmpty {
            let at = digits[random.below(digits.count)]
            bytes.replaceSubrange(at...at, with: piece)
        }
    }
}
