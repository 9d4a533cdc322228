// SPDX-License-Identifier: Apache-2.0

/// How far a mistyped word is from one that is known.
package enum EditDistance {
    /// Letters to change, add or remove to come from one word to the other (Levenshtein).
    package static func between<Letter: Equatable>(
        _ left: some Collection<Letter>, _ right: some Collection<Letter>
    ) -> Int {
        var row = Array(0...right.count)
        for (line, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in right.enumerated() {
                let changed = diagonal + (letter == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
