// SPDX-License-Identifier: Apache-2.0

/// Reads the plain part of YAML, and JSON, about three times as fast as a whole YAML parser: 100,000 DERs in two
/// seconds.
///
/// The plain part is block and flow maps and lists, words, quoted text on one line, and comments. Whatever else is met,
/// faults included, ends the reading with nil: then Yams reads the text and has the last word. So this reader must only
/// never accept what Yams refuses, nor read it otherwise; the tests hold the two against each other.
struct PlainReader {
    let bytes: [UInt8]
    var position = 0
    private var line: Int32 = 1
    private var lineStart = 0
    /// Bytes of the line so far that continue a character.
    var continuations = 0
    var depth = 0

    /// Signals that the text is for Yams.
    struct NotPlain: Error {}

    /// The text's tree, or nil where it is not plain.
    static func read(_ text: String) -> SourceNode? {
        var reader = PlainReader(bytes: Array(text.utf8))
        return try? reader.document()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func document() throws(NotPlain) -> SourceNode {
        guard !hasOddBreaks, try skipToContent() else { throw NotPlain() }
        let root = try block()
        if try skipToContent() { throw NotPlain() }
        return root
    }

    /// Whether the text has characters outside ASCII that YAML takes for a line end, a mark of byte order, or refuses.
    private var hasOddBreaks: Bool {
        for index in bytes.indices where bytes[index] == 0xC2 || bytes[index] == 0xE2 || bytes[index] == 0xEF {
            guard index + 2 < bytes.count else { return true }
            switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
            case (0xC2, ..<0xA0, _), (0xE2, 0x80, 0xA8...0xA9), (0xEF, 0xBB, 0xBF), (0xEF, 0xBF, 0xBE...): return true
            default: continue
            }
        }
        return false
    }

    // MARK: - Block style

    /// The value that begins here, at the first content of a line.
    private mutating func block() throws(NotPlain) -> SourceNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= SourceNode.deepest else { throw NotPlain() }
        if isDash { return try blockList() }
        if peek == 0x5B || peek == 0x7B { return try wholeLine { reader throws(NotPlain) in try reader.flow() } }
        return try blockMap()
    }

    private mutating func blockList() throws(NotPlain) -> SourceNode {
        let start = mark, indent = self.indent
        var items: [SourceNode] = []
        repeat {
            let dash = mark
            position += 1
            skipSpaces()
            if isLineEnd {
                items.append(try nested(below: indent, dashesToo: false, orNullAt: dash))
            } else if isDash {
                throw NotPlain()
            } else if startsKey() {
                items.append(try blockMap())
            } else {
                items.append(try wholeLine { reader throws(NotPlain) in try reader.inlineValue(below: indent) })
            }
        } while try skipToContent() && self.indent == indent && isDash
        guard position == bytes.count || self.indent < indent || (self.indent == indent && !isDash) else {
            throw NotPlain()
        }
        return SourceNode(mark: start, value: .list(items))
    }

    private mutating func blockMap() throws(NotPlain) -> SourceNode {
        let start = mark, indent = self.indent
        depth += 1
        defer { depth -= 1 }
        guard depth <= SourceNode.deepest else { throw NotPlain() }
        var entries: [SourceEntry] = []
        repeat {
            guard startsKey() else { throw NotPlain() }
            let place = mark
            let key = try keyText()
            skipSpaces()
            let colon = mark
            position += 1
            skipSpaces()
            let value: SourceNode
            if isLineEnd {
                value = try nested(below: indent, dashesToo: true, orNullAt: colon)
            } else {
                value = try wholeLine { reader throws(NotPlain) in try reader.inlineValue(below: indent) }
            }
            entries.append(SourceEntry(key: key, mark: place, value: value))
        } while try skipToContent() && self.indent == indent && !isDash
        guard position == bytes.count || self.indent < indent || (self.indent == indent && isDash) else {
            throw NotPlain()
        }
        try refuseDuplicates(entries)
        return SourceNode(mark: start, value: .map(entries))
    }

    /// The block on the lines after a key or dash, if it is indented more (a list under a key need not be).
    private mutating func nested(
        below indent: Int, dashesToo: Bool, orNullAt mark: SourceMark
    ) throws(NotPlain) -> SourceNode {
        guard try skipToContent(), self.indent > indent || (dashesToo && self.indent == indent && isDash) else {
            // Where the place of nothing is, only Yams says.
            throw NotPlain()
        }
        return try block()
    }

    private mutating func wholeLine(
        _ read: (inout PlainReader) throws(NotPlain) -> SourceNode
    ) throws(NotPlain) -> SourceNode {
        let value = try read(&self)
        skipSpaces()
        guard isLineEnd else { throw NotPlain() }
        return value
    }

    private mutating func inlineValue(below indent: Int) throws(NotPlain) -> SourceNode {
        let value = try flow()
        guard case .scalar = value.value else { return value }
        // A word that goes on in the next line is for Yams.
        var ahead = self
        ahead.skipSpaces()
        guard ahead.isLineEnd else { throw NotPlain() }
        if try ahead.skipToContent(), ahead.indent > indent { throw NotPlain() }
        return value
    }

    /// Whether a key and its colon stand here; the position stays.
    private func startsKey() -> Bool {
        var ahead = self
        guard (try? ahead.keyText()) != nil else { return false }
        ahead.skipSpaces()
        guard ahead.peek == 0x3A, ahead.line == line else { return false }
        ahead.position += 1
        return ahead.peek == 0x20 || ahead.isLineEnd
    }

    func refuseDuplicates(_ entries: [SourceEntry]) throws(NotPlain) {
        guard entries.count <= 64 else { throw NotPlain() }
        for (index, entry) in entries.enumerated() {
            for earlier in entries[..<index] where earlier.key == entry.key { throw NotPlain() }
        }
    }

    // MARK: - Bytes

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    var mark: SourceMark { SourceMark(line: line, column: Int32(indent - continuations + 1)) }

    private var indent: Int { position - lineStart }

    private var isDash: Bool {
        peek == 0x2D && (position + 1 == bytes.count || bytes[position + 1] == 0x20 || bytes[position + 1] == 0x0A)
    }

    /// Whether nothing but a comment follows in this line. A comment begins after a space.
    private var isLineEnd: Bool {
        guard let byte = peek else { return true }
        return byte == 0x0A || (byte == 0x23 && (indent == 0 || bytes[position - 1] == 0x20))
    }

    mutating func skipSpaces() {
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    }

    /// Moves to the next content over spaces, comments and line ends; false at the end of the text.
    mutating func skipToContent() throws(NotPlain) -> Bool {
        while true {
            skipSpaces()
            guard position < bytes.count else { return false }
            if !isLineEnd { return true }
            while position < bytes.count, bytes[position] != 0x0A {
                guard bytes[position] >= 0x20, bytes[position] != 0x7F else { throw NotPlain() }
                position += 1
            }
            guard position < bytes.count else { return false }
            position += 1
            line += 1
            lineStart = position
            continuations = 0
        }
    }
}
