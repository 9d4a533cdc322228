// SPDX-License-Identifier: Apache-2.0

import JSON
import Testing

@Suite struct GrammarTests {
    @Test(arguments: [
        ("null", "null"), (" true ", "true"), ("false", "false"), ("0", "0"), ("-0", "-0.0"), ("-1", "-1"),
        ("1.5e3", "1500"), ("1E+2", "100"), ("0.1", "0.1"), ("1e-7", "1e-07"),
        ("123456789012345678", "1.2345678901234568e+17"),
        ("9007199254740993", "9007199254740992"), ("5e-324", "5e-324"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("1e-400", "0"), (#""""#, #""""#), (#""\u0041\n\t\/\\\"""#, #""A\n\t/\\\"""#),
        (#""\ud83d\ude00""#, "\"\u{1F600}\""),
        (#""\u0000\u001f""#, #""\u0000\u001f""#), ("\"\u{7F}é€\u{10FFFF}\"", "\"\u{7F}é€\u{10FFFF}\""),
        ("[]", "[]"), ("[ ]", "[]"), ("[1,[2,{}],\"x\"]", "[1,[2,{}],\"x\"]"), ("{}", "{}"),
        ("\t{\r\n\"a\" : { \"b\" : null } }", #"{"a":{"b":null}}"#), (#"{"b":1,"a":2}"#, #"{"b":1,"a":2}"#),
    ])
    func validDocumentReadsAndWrites(document: String, serialized: String) throws {
        let value = try JSONValue(parsing: document)
        #expect(value.serialized() == serialized)
        #expect(try JSONValue(parsing: serialized) == value)
    }

    @Test(
        arguments: [
            ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("nul", .unexpectedEnd, 3),
            ("nulL", .unexpectedByte(0x4C, expected: "null"), 3),
            ("[1,]", .unexpectedByte(0x5D, expected: "a value"), 3),
            ("[1 2]", .unexpectedByte(0x32, expected: "',' or ']'"), 3),
            ("[,1]", .unexpectedByte(0x2C, expected: "a value"), 1),
            ("[1", .unexpectedEnd, 2), ("[1}", .unexpectedByte(0x7D, expected: "',' or ']'"), 2),
            (#"{"a"}"#, .unexpectedByte(0x7D, expected: "':'"), 4),
            (#"{"a":}"#, .unexpectedByte(0x7D, expected: "a value"), 5),
            (#"{"a":1,}"#, .unexpectedByte(0x7D, expected: "a key in quotes"), 7),
            ("{a:1}", .unexpectedByte(0x61, expected: "a key in quotes"), 1),
            ("{1:1}", .unexpectedByte(0x31, expected: "a key in quotes"), 1),
            (#"{"a":1"#, .unexpectedEnd, 6), ("01", .invalidNumber, 0), ("-", .invalidNumber, 0),
            ("1.", .invalidNumber, 0),
            (".5", .unexpectedByte(0x2E, expected: "a value"), 0),
            ("+1", .unexpectedByte(0x2B, expected: "a value"), 0),
            ("1e", .invalidNumber, 0), ("1e+", .invalidNumber, 0), ("0x10", .trailingBytes, 1),
            ("NaN", .unexpectedByte(0x4E, expected: "a value"), 0),
            ("[-Infinity]", .invalidNumber, 1), ("1e400", .numberOutOfRange("1e400"), 0), ("1 1", .trailingBytes, 2),
            ("\"a", .unexpectedEnd, 2), ("\"a\nb\"", .controlCharacter(0x0A), 2),
            ("\"0123456789\u{1}\"", .controlCharacter(1), 11),
            (#""\x""#, .invalidEscape, 1), (#""\u12g4""#, .invalidEscape, 1), (#""\u12"#, .unexpectedEnd, 5),
            (#""\ud800""#, .loneSurrogate, 1), (#""\udc00""#, .loneSurrogate, 1),
            (#""\ud800\u0041""#, .loneSurrogate, 1),
            ("'a'", .unexpectedByte(0x27, expected: "a value"), 0),
            ("\u{FEFF}1", .unexpectedByte(0xEF, expected: "a value"), 0),
            (#"{"a":1,"a":2}"#, .duplicateKey("a"), 7), (#"{"a":1,"\u0061":2}"#, .duplicateKey("a"), 7),
            (#"{"x":{"k":1},"k":1,"y":[{"k":1}],"x":0}"#, .duplicateKey("x"), 33),
            ("// c", .unexpectedByte(0x2F, expected: "a value"), 0),
        ] as [(String, JSONError.Kind, Int)])
    func brokenDocumentIsRefused(document: String, kind: JSONError.Kind, offset: Int) {
        #expect(throws: JSONError(kind, at: offset)) { try JSONValue(parsing: document) }
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xC3], [0xFF], [0xE2, 0x28, 0xA1],
            [0xF0, 0x9F, 0x98, 0x41],
        ] as [[UInt8]])
    func invalidUTF8IsRefused(bytes: [UInt8]) {
        let document = Array("\"abcdefgh".utf8) + bytes + [UInt8(ascii: "\"")]
        #expect(throws: JSONError(.invalidUTF8, at: 9)) { try JSONValue(parsing: document) }
    }

    @Test func nestingIsLimited() throws {
        let limit = JSONReader.defaultMaximumDepth
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSONValue(parsing: nested(limit))
        #expect(throws: JSONError(.tooDeep(limit: limit), at: limit)) { try JSONValue(parsing: nested(limit + 1)) }
        let skipped = #"{"a":"# + nested(limit) + "}"
        #expect(throws: JSONError(.tooDeep(limit: limit), at: limit + 4)) {
            try JSONReader.read(skipped.utf8) { (reader: inout JSONReader) throws(JSONError) in try reader.skipValue() }
        }
    }

    @Test func keysInOtherNormalisationAreOtherKeys() throws {
        let value = try JSONValue(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value["\u{E9}"] == 1)
        #expect(value["e\u{301}"] == 2)
    }

    @Test(arguments: [10, 33, 5_000])
    func duplicateIsFoundAmongManyKeys(count: Int) throws {
        let members = (0..<count).map { "\"key-with-one-prefix-\($0)\":\($0)" }.joined(separator: ",")
        #expect(try JSONValue(parsing: "{\(members)}").object?.count == count)
        let repeated = "{\(members),\"key-with-one-prefix-\(count / 2)\":0}"
        #expect(throws: JSONError.self) { try JSONValue(parsing: repeated) }
    }

    @Test func errorsAreLocated() throws {
        let document = "{\n  \"é\": [1, {\"a/b\": tru}]\n}"
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: document) }
        let location = error.location(in: document.utf8)
        #expect(location.description == "2:23: /é/1/a~1b")
    }
}
