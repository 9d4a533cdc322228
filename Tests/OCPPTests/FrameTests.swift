// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP
import Testing

@Suite struct FrameTests {
    /// What comes in as garbage, and the answer in 1.6: the id it goes to and the code; nil where silence is right.
    static let garbage: [(frame: String, id: String?, code: String?)] = [
        ("", "-1", "GenericError"), ("not json", "-1", "GenericError"), ("{}", "-1", "GenericError"),
        ("null", "-1", "GenericError"),
        ("[]", "-1", "GenericError"), ("[2]", "-1", "GenericError"), ("[2,", "-1", "GenericError"),
        (#"["2","a","Heartbeat",{}]"#, "-1", "GenericError"),
        ("[2,7,\"Heartbeat\",{}]", "-1", "GenericError"), (#"[2,"","Heartbeat",{}]"#, "-1", "GenericError"),
        (#"[2,null,"Heartbeat",{}]"#, "-1", "GenericError"), (#"[2,"a\ud800","Heartbeat",{}]"#, "-1", "GenericError"),
        ("[2,\"\(String(repeating: "i", count: 256))\",\"Heartbeat\",{}]", "-1", "GenericError"),
        (#"[2,"a"]"#, "a", "FormationViolation"), (#"[2,"a","Heartbeat"]"#, "a", "FormationViolation"),
        (#"[2,"a","Heartbeat",]"#, "a", "FormationViolation"),
        (#"[2,"a","Heartbeat",{}"#, "a", "FormationViolation"), (#"[2,"a","Heartbeat",[]]"#, "a", "FormationViolation"),
        (#"[2,"a","Heartbeat","{}"]"#, "a", "FormationViolation"), (#"[2,"a",5,{}]"#, "a", "FormationViolation"),
        (#"[2,"a","Heartbeat",{},1]"#, "a", "FormationViolation"),
        (#"[2,"a","Heartbeat",{}] x"#, "a", "FormationViolation"),
        (#"[2,"a","Heartbeat",{"x":01}]"#, "a", "FormationViolation"),
        (#"[2,"a","Heartbeat",{x:1}]"#, "a", "FormationViolation"),
        (#"[2,"a","Heartbeat",{"x":nan}]"#, "a", "FormationViolation"),
        ("[2,\"a\",\"Heartbeat\",\(String(repeating: "[", count: 90))", "a", "FormationViolation"),
        (#"[7,"a","Heartbeat",{}]"#, "a", "GenericError"), (#"[6,"a","Heartbeat",{}]"#, "a", "GenericError"),
        (#"[1e9,"a"]"#, "a", "GenericError"),
        (#"[3,"a"]"#, nil, nil), (#"[3,"a",[]]"#, nil, nil), (#"[4,"a"]"#, nil, nil), (#"[4,"a",{},"",{}]"#, nil, nil),
        (#"[3,7,{}]"#, nil, nil),
        (#"[5,"a","GenericError","",{}]"#, nil, nil),
    ]

    @Test(arguments: garbage.indices)
    func garbageIsAnsweredByTheRightCode(index: Int) throws {
        let (frame, id, code) = Self.garbage[index]
        let error = try #require(throws: OCPPFrameError.self) { try OCPPFrame.decode(frame.utf8, version: .v16) }
        guard let id, let code else {
            #expect(error.answer == nil)
            return
        }
        let answer = try JSONValue(parsing: try #require(error.answer).encoded(for: .v16))
        #expect(answer[0] == 4)
        #expect(answer[1]?.string == id)
        #expect(answer[2]?.string == code)
        #expect(answer[3]?.string?.isEmpty == false)
        #expect(answer[4] == [:])
    }

    @Test(
        arguments: [
            (#"[2,"19223201","Heartbeat",{}]"#, .call(id: "19223201", action: "Heartbeat", payload: Array("{}".utf8))),
            (" [ 2 , \"a\" , \"Heartbeat\" , null ] ", .call(id: "a", action: "Heartbeat", payload: Array("{}".utf8))),
            (#"[3,"a",{"currentTime": "x"}]"#, .callResult(id: "a", payload: Array(#"{"currentTime": "x"}"#.utf8))),
            (
                #"[4,"a","OccurrenceConstraintViolation","why",{"k":1}]"#,
                .callError(
                    id: "a", OCPPCallError(.occurrenceConstraintViolation, "why", details: Array(#"{"k":1}"#.utf8)))
            ),
            (#"[4,"a","FormatViolation",null,null]"#, .callError(id: "a", OCPPCallError(.formationViolation))),
            (#"[4,"a","SomethingNew"]"#, .callError(id: "a", OCPPCallError(.other("SomethingNew")))),
            (#"[5,"a","GenericError","w",{}]"#, .callResultError(id: "a", OCPPCallError(.genericError, "w"))),
            (
                #"[6,"a","NotifyPeriodicEventStream",{"id":1}]"#,
                .send(id: "a", action: "NotifyPeriodicEventStream", payload: Array(#"{"id":1}"#.utf8))
            ),
        ] as [(String, OCPPFrame)])
    func framesAreReadAndWritten(text: String, frame: OCPPFrame) throws {
        #expect(try OCPPFrame.decode(text.utf8, version: .v21) == frame)
        #expect(try OCPPFrame.decode(frame.encoded(for: .v21), version: .v21) == frame)
    }

    @Test(arguments: [
        ("FormationViolation", "FormationViolation", "FormatViolation"),
        ("FormatViolation", "FormationViolation", "FormatViolation"),
        ("OccurenceConstraintViolation", "OccurenceConstraintViolation", "OccurrenceConstraintViolation"),
        ("OccurrenceConstraintViolation", "OccurenceConstraintViolation", "OccurrenceConstraintViolation"),
        ("NotImplemented", "NotImplemented", "NotImplemented"), ("NotSupported", "NotSupported", "NotSupported"),
        ("InternalError", "InternalError", "InternalError"), ("ProtocolError", "ProtocolError", "ProtocolError"),
        ("SecurityError", "SecurityError", "SecurityError"), ("GenericError", "GenericError", "GenericError"),
        ("PropertyConstraintViolation", "PropertyConstraintViolation", "PropertyConstraintViolation"),
        ("TypeConstraintViolation", "TypeConstraintViolation", "TypeConstraintViolation"),
        ("RpcFrameworkError", "GenericError", "RpcFrameworkError"),
        ("MessageTypeNotSupported", "GenericError", "MessageTypeNotSupported"),
        ("VendorSpecific", "VendorSpecific", "VendorSpecific"),
    ])
    func codesAreSpeltByVersion(text: String, v16: String, v2: String) {
        let code = OCPPErrorCode(text)
        #expect(code.text(in: .v16) == v16)
        #expect(code.text(in: .v201) == v2)
        #expect(code.text(in: .v21) == v2)
    }

    @Test func longDescriptionsAreCut() throws {
        let error = OCPPCallError(.internalError, String(repeating: "é", count: 300))
        let frame = try JSONValue(parsing: OCPPFrame.callError(id: "a", error).encoded(for: .v16))
        #expect(frame[3]?.string?.unicodeScalars.count == 255)
    }
}
