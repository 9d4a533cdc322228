// SPDX-License-Identifier: Apache-2.0

import JSON
import Testing

@Suite struct ReaderTests {
    private func read<T>(_ document: String, _ body: (inout JSONReader) throws(JSONError) -> T) throws(JSONError) -> T {
        try JSONReader.read(document.utf8, body)
    }

    @Test func pullsWhatIsWantedAndSkipsTheRest() throws {
        let document =
            #"{"skip":{"deep":[1,"}",{"x":null}]},"n":-12,"\u0073":"a\"b","list":[1.5,2],"flag":true,"none":null}"#
        var seen: [String] = []
        try read(document) { (reader: inout JSONReader) throws(JSONError) in
            try reader.beginObject()
            while let key = try reader.nextKey() {
                switch key {
                case "n": seen.append("n=\(try reader.readInt())")
                case "s": seen.append("s=\(try reader.readString())")
                case "list":
                    try reader.beginArray()
                    while try reader.nextElement() { seen.append("e=\(try reader.readDouble())") }
                case "flag": seen.append("f=\(try reader.readBool())")
                case "none": seen.append("null=\(try reader.readNull())")
                default: seen.append("raw=" + String(decoding: try reader.readRaw(), as: UTF8.self))
                }
            }
        }
        #expect(
            seen == [
                #"raw={"deep":[1,"}",{"x":null}]}"#, "n=-12", "s=a\"b", "e=1.5", "e=2.0", "f=true", "null=true",
            ])
    }

    @Test(arguments: [
        ("0", 0), ("-7", -7), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("3.0", 3),
        ("2e3", 2_000), ("-0", 0),
    ])
    func readsIntegers(document: String, value: Int) throws {
        #expect(try read(document) { (reader: inout JSONReader) throws(JSONError) in try reader.readInt() } == value)
    }

    @Test(
        arguments: [
            ("1.5", .wrongType(expected: "an integer", found: .number)),
            ("9223372036854775808", .numberOutOfRange("9223372036854775808")),
            ("99999999999999999999999", .numberOutOfRange("99999999999999999999999")),
            ("\"3\"", .wrongType(expected: "number", found: .string)),
        ] as [(String, JSONError.Kind)])
    func refusesWhatIsNoInteger(document: String, kind: JSONError.Kind) {
        #expect(throws: JSONError(kind, at: 0)) {
            try read(document) { (reader: inout JSONReader) throws(JSONError) in try reader.readInt() }
        }
    }

    @Test func decimalsAreCorrectlyRounded() throws {
        // Each beside the value the compiler gives the same digits.
        let cases: [(String, Double)] = [
            ("0.1", 0.1), ("6.3", 6.3), ("123.456", 123.456), ("1e22", 1e22), ("1e23", 1e23), ("8.41e21", 8.41e21),
            ("9007199254740993.0", 9007199254740993.0), ("2.2250738585072014e-308", 0x1p-1022),
            ("0.000001", 0.000001), ("179769313486231570000000000000000000000e270", 1.7976931348623157e308),
            ("1.00000000000000011102230246251565404236316680908203125", 1.0),
        ]
        for (text, value) in cases { #expect(try JSONValue(parsing: text).double == value, "\(text)") }
    }

    @Test(
        arguments: [
            ("12", 12), (" 7.5 ", 7.5), ("+3", 3), (".5", 0.5), ("5.", 5), ("-0.25", -0.25), ("1e3", 1_000), ("007", 7),
            ("", nil), ("nan", nil), ("inf", nil), ("0x10", nil), ("1,5", nil), ("12 kW", nil), ("1e999", nil),
            ("+-1", nil), ("--1", nil), ("+", nil),
        ] as [(String, Double?)])
    func readsNumbersInStrings(text: String, value: Double?) throws {
        let number = try read("\"\(text)\"") { (reader: inout JSONReader) throws(JSONError) in
            try reader.readText().number
        }
        #expect(number == value)
    }

    @Test func missingKeyIsNamedWhereTheObjectEnds() {
        #expect(throws: JSONError(.missingKey("b"), at: 6)) {
            try read(#"{"a":1}"#) { (reader: inout JSONReader) throws(JSONError) in
                let b: Int? = nil
                try reader.skipValue()
                return try reader.require(b, "b")
            }
        }
    }
}
