// SPDX-License-Identifier: Apache-2.0

import JSON
import Testing

@Suite struct WriterTests {
    @Test func writesADocument() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("n")
        writer.value(-3)
        writer.key(text: "q\"\\\u{1}\n")
        writer.value("é\u{1F600}\t")
        writer.key("list")
        writer.beginArray()
        writer.value(true)
        writer.null()
        writer.raw("[1]".utf8)
        writer.beginObject()
        writer.endObject()
        writer.value(0.5)
        writer.endArray()
        writer.endObject()
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"n":-3,"q\"\\\u0001\n":"é😀\t","list":[true,null,[1],{},0.5]}"#)
    }

    @Test(
        arguments: [
            (6.3, 1, "6.3"), (16, 1, "16.0"), (-0.04, 1, "0.0"), (-6.25, 2, "-6.25"), (0.1 + 0.2, 1, "0.3"),
            (1.005, 3, "1.005"),
            (7, 0, "7"), (123_456.789, 3, "123456.789"), (0.05, 3, "0.050"), (-0.5, 2, "-0.50"),
        ] as [(Double, Int, String)])
    func writesFixedDecimals(number: Double, decimals: Int, text: String) {
        var writer = JSONWriter()
        writer.value(number, decimals: decimals)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test func refusesNumbersThatJSONHasNot() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.value(Double.nan)
        }
    }

    @Test func pointersFollowRFC6901() throws {
        let document = try JSONValue(
            parsing: #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#)
        // The examples of RFC 6901 section 5.
        let expected: [(String, JSONValue)] = [
            ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3), ("/g|h", 4),
            ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
        ]
        for (pointer, value) in expected { #expect(document.pointer(pointer) == value, "\(pointer)") }
        #expect(document.pointer("") == document)
        for nowhere in [
            "foo", "/foo/2", "/foo/00", "/foo/-", "/foo/+1", "/foo/", "/bar", "/m~2n", "/foo/0/x",
            "/foo/99999999999999999999",
        ] {
            #expect(document.pointer(nowhere) == nil, "\(nowhere)")
        }
    }

    @Test func objectsKeepOrderAndCompareWithoutIt() {
        var object: JSONValue = ["z": 1, "a": [nil, true, 1.5, "x"]]
        #expect(object.serialized() == #"{"z":1,"a":[null,true,1.5,"x"]}"#)
        #expect(object == ["a": [nil, true, 1.5, "x"], "z": 1])
        #expect(object.hashValue == (["a": [nil, true, 1.5, "x"], "z": 1] as JSONValue).hashValue)
        #expect(object != ["a": [nil, true, 1.5, "x"], "y": 1])
        #expect(object["z"]?.int == 1)
        #expect(object["a"]?[3]?.string == "x")
        #expect(object["a"]?[4] == nil)
        guard case .object(var members) = object else { return }
        members["z"] = nil
        members["n"] = 2
        object = .object(members)
        #expect(object.serialized() == #"{"a":[null,true,1.5,"x"],"n":2}"#)
    }
}
