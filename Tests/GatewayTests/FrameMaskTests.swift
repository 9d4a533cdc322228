// SPDX-License-Identifier: Apache-2.0

import JSON
import Testing

@testable import Gateway

/// What opens doors does not leave with a message.
@Suite struct FrameMaskTests {
    static let hidden: [String] = [
        #"[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"SECRET"}]"#,
        #"[3,"1",{"configurationKey":[{"key":"authorizationkey","readonly":false,"value":"SECRET"}]}]"#,
        #"[3,"1",{"configurationKey":[{"key":"WiFiPassword","readonly":false,"value":"SECRET"}]}]"#,
        #"[2,"1","SetVariables",{"setVariableData":[{"attributeValue":"SECRET","component":{"name":"SecurityCtrlr"},"variable":{"name":"BasicAuthPassword"}}]}]"#,
        #"[3,"1",{"getVariableResult":[{"attributeStatus":"Accepted","attributeValue":"SECRET","component":{"name":"SecurityCtrlr"},"variable":{"name":"BasicAuthPassword"}}]}]"#,
        #"[2,"1","NotifyReport",{"reportData":[{"component":{"name":"C"},"variable":{"name":"ApiToken"},"variableAttribute":[{"value":"SECRET"}]}]}]"#,
        #"[2,"1","NotifyEvent",{"eventData":[{"actualValue":"SECRET","component":{"name":"C"},"variable":{"name":"BasicAuthPassword"}}]}]"#,
        #"[2,"1","Authorize",{"idTag":"SECRET"}]"#,
        #"[3,"1",{"idTagInfo":{"status":"Accepted","parentIdTag":"SECRET"}}]"#,
        #"[2,"1","Authorize",{"idToken":{"idToken":"SECRET","type":"ISO14443","additionalInfo":[{"additionalIdToken":"SECRET","type":"x"}]}}]"#,
        #"[2,"1","SendLocalList",{"localAuthorizationList":[{"idTag":"SECRET"}]}]"#,
        #"[2,"1","SetNetworkProfile",{"connectionData":{"apn":{"apnPassword":"SECRET"},"vpn":{"server":"s","password":"SECRET","key":"SECRET"}}}]"#,
        #"[2,"1","UpdateFirmware",{"location":"ftp://user:SECRET@host/f"}]"#,
        #"[2,"1","DataTransfer",{"vendorId":"v","data":"SECRET"}]"#,
        #"[2,"1","DataTransfer",{"vendorId":"v","data":{"deep":["SECRET"]}}]"#,
        #"[2,"1","Heartbeat",{"customData":{"vendorId":"v","x":"SECRET"}}]"#,
        #"[2,"1","ChangeConfiguration",{"key":"WifiPwd","value":"SECRET"}]"#,
        #"[2,"1","ChangeConfiguration",{"key":"SimPin","Value":"SECRET"}]"#,
    ]

    @Test(arguments: hidden) func secretsAreMasked(_ text: String) throws {
        let masked = FrameMask().masked(try JSONValue(parsing: text)).serialized()
        #expect(!masked.contains("SECRET"), "\(masked)")
    }

    /// Some send as numbers what are texts.
    @Test func numbersAreNoWayOut() throws {
        for text in [#"{"idTag":12345678}"#, #"{"key":"SimPin","value":12345678}"#] {
            let masked = FrameMask().masked(try JSONValue(parsing: text)).serialized()
            #expect(!masked.contains("12345678"), "\(masked)")
        }
    }

    static let kept: [String] = [
        #"[2,"1","ChangeConfiguration",{"key":"MeterValueSampleInterval","value":"60"}]"#,
        #"[2,"1","GetConfiguration",{"key":["AuthorizationKey"]}]"#,
        #"[3,"1",{"configurationKey":[{"key":"LightIntensity","readonly":false,"value":"5"}],"unknownKey":["a"]}]"#,
        #"[2,"1","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2026-11-26T12:00:00.000Z","sampledValue":[{"value":"7"}]}]}]"#,
        #"[3,"1",{"chargingSchedule":{"chargingSchedulePeriod":[{"startPeriod":0,"limit":16.5}]}}]"#,
        #"[2,"1","UpdateFirmware",{"location":"ftp://host/f@1"}]"#,
        #"[4,"1","NotImplemented","no",{}]"#,
    ]

    @Test(arguments: kept) func everythingElseStays(_ text: String) throws {
        #expect(FrameMask().masked(try JSONValue(parsing: text)).serialized() == text)
    }

    @Test func tokensAreToldApart() throws {
        var mask = FrameMask()
        let all = try ["a", "b", "a"].map { tag in
            mask.mask(try JSONValue(parsing: #"{"idTag":"\#(tag)"}"#))["idTag"]?.string
        }
        #expect(all[0] == all[2] && all[0] != all[1])
    }
}
