// SPDX-License-Identifier: Apache-2.0

/// Flow style, which is JSON's too, and scalars.
extension PlainReader {
    /// A flow list or map, quoted text or a word.
    mutating func flow(isNested: Bool = false) throws(NotPlain) -> SourceNode {
        let start = mark
        switch peek {
        case 0x7B: return SourceNode(mark: start, value: .map(try flowMap()))
        case 0x5B: return SourceNode(mark: start, value: .list(try flowList()))
        case 0x22, 0x27: return SourceNode(mark: start, value: .scalar(try quoted(), isPlain: false))
        default: return SourceNode(mark: start, value: .scalar(try word(isNested: isNested), isPlain: true))
        }
    }

    private mutating func flowMap() throws(NotPlain) -> [SourceEntry] {
        try enter()
        var entries: [SourceEntry] = []
        entries.reserveCapacity(8)
        while try contentByte() != 0x7D {
            let place = mark
            let isQuoted = peek == 0x22 || peek == 0x27
            let key = try keyText()
            skipSpaces()
            guard peek == 0x3A else { throw NotPlain() }
            position += 1
            // JSON may write the value at once after a quoted key; after a word, the colon would belong to it.
            guard isQuoted || peek == 0x20 || peek == 0x0A else { throw NotPlain() }
            _ = try contentByte()
            entries.append(SourceEntry(key: key, mark: place, value: try flow(isNested: true)))
            try comma(orEnd: 0x7D)
        }
        leave()
        try refuseDuplicates(entries)
        return entries
    }

    private mutating func flowList() throws(NotPlain) -> [SourceNode] {
        try enter()
        var items: [SourceNode] = []
        while try contentByte() != 0x5D {
            items.append(try flow(isNested: true))
            try comma(orEnd: 0x5D)
        }
        leave()
        return items
    }

    private mutating func enter() throws(NotPlain) {
        depth += 1
        guard depth <= SourceNode.deepest else { throw NotPlain() }
        position += 1
    }

    private mutating func leave() {
        depth -= 1
        position += 1
    }

    private mutating func comma(orEnd end: UInt8) throws(NotPlain) {
        let byte = try contentByte()
        if byte == 0x2C { position += 1 } else if byte != end { throw NotPlain() }
    }

    private mutating func contentByte() throws(NotPlain) -> UInt8 {
        guard try skipToContent() else { throw NotPlain() }
        // At the left edge three signs may mean another document.
        guard mark.column > 1 || !(peek == 0x2D || peek == 0x2E) else { throw NotPlain() }
        return bytes[position]
    }

    /// A key: quoted, or letters, digits, `_`, `-` and `.`.
    mutating func keyText() throws(NotPlain) -> String {
        let start = position
        if peek == 0x22 || peek == 0x27 {
            let text = try quoted()
            guard position - start <= Self.longestKey else { throw NotPlain() }
            return text
        }
        while let byte = peek, isKeyByte(byte) { position += 1 }
        guard (1...Self.longestKey).contains(position - start), bytes[start] != 0x2D, bytes[start] != 0x2E else {
            throw NotPlain()
        }
        return text(start..<position)
    }

    /// YAML ends the search for a key's colon after 1,024 characters.
    private static let longestKey = 1_000

    private func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E: true
        default: false
        }
    }

    /// A plain scalar within its line.
    private mutating func word(isNested: Bool) throws(NotPlain) -> String {
        let start = position
        guard let first = peek, isKeyByte(first) || first == 0x2B || first == 0x2F || first == 0x7E || first >= 0xC3
        else {
            throw NotPlain()
        }
        var end = position
        scan: while let byte = peek {
            switch byte {
            case 0x0A: break scan
            case 0x20: break
            case 0x2C, 0x5D, 0x7D: if isNested { break scan } else { end = position + 1 }
            case 0x3A where position + 1 < bytes.count && isKeyByte(bytes[position + 1]): end = position + 1
            case 0x5B, 0x7B, 0x3A, 0x3F: throw NotPlain()
            case 0x23 where bytes[position - 1] == 0x20: break scan
            case 0x80...0xBF:
                continuations += 1
                end = position + 1
            case 0x21...0x7E, 0xC0...: end = position + 1
            default: throw NotPlain()
            }
            position += 1
        }
        // A dash before a space begins a list's item, and a word that ends its line inside brackets may go on in the
        // next.
        let isItem = first == 0x2D && (start + 1 == bytes.count || bytes[start + 1] == 0x20 || bytes[start + 1] == 0x0A)
        guard !isItem, !(isNested && (peek == 0x0A || peek == 0x23)) || endsInBracket() else {
            throw NotPlain()
        }
        return text(start..<end)
    }

    /// Whether the next content closes, or goes on after a comma.
    private func endsInBracket() -> Bool {
        var ahead = self
        guard (try? ahead.skipToContent()) == true, let byte = ahead.peek else { return false }
        return byte == 0x2C || byte == 0x5D || byte == 0x7D
    }

    private func text(_ range: Range<Int>) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }

    // MARK: - Quoted text

    private mutating func quoted() throws(NotPlain) -> String {
        let quote = bytes[position]
        position += 1
        let start = position
        while let byte = peek, byte != quote, byte != 0x5C || quote == 0x27 { try step(byte) }
        guard peek != nil else { throw NotPlain() }
        let isSimple = peek == quote && !(quote == 0x27 && position + 1 < bytes.count && bytes[position + 1] == quote)
        if isSimple {
            position += 1
            return text(start..<(position - 1))
        }
        return try escaped(quote, from: start)
    }

    private mutating func step(_ byte: UInt8) throws(NotPlain) {
        guard byte >= 0x20, byte != 0x7F else { throw NotPlain() }
        if byte & 0xC0 == 0x80 { continuations += 1 }
        position += 1
    }

    private mutating func escaped(_ quote: UInt8, from start: Int) throws(NotPlain) -> String {
        var result = Array(bytes[start..<position])
        while let byte = peek {
            if byte == quote {
                position += 1
                guard quote == 0x27, peek == quote else { return String(decoding: result, as: UTF8.self) }
                position += 1
                result.append(quote)
            } else if byte == 0x5C, quote == 0x22 {
                position += 1
                result += try escape()
            } else {
                try step(byte)
                result.append(byte)
            }
        }
        throw NotPlain()
    }

    private mutating func escape() throws(NotPlain) -> [UInt8] {
        guard let byte = peek else { throw NotPlain() }
        position += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: return [byte]
        case 0x6E: return [0x0A]
        case 0x74: return [0x09]
        case 0x72: return [0x0D]
        case 0x62: return [0x08]
        case 0x66: return [0x0C]
        case 0x78: return Array(String(Character(Unicode.Scalar(UInt8(try hexDigits(2))))).utf8)
        case 0x75:
            var code = try hexDigits(4)
            // JSON writes characters beyond 16 bits as two; YAML knows no such pairs.
            if (0xD800...0xDBFF).contains(code) {
                guard peek == 0x5C, position + 1 < bytes.count, bytes[position + 1] == 0x75 else { throw NotPlain() }
                position += 2
                let low = try hexDigits(4)
                guard (0xDC00...0xDFFF).contains(low) else { throw NotPlain() }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw NotPlain() }
            return Array(String(Character(scalar)).utf8)
        default: throw NotPlain()
        }
    }

    private mutating func hexDigits(_ count: Int) throws(NotPlain) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<count {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw NotPlain() }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }
}
