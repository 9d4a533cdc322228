// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Gateway
import MQTT

/// Where the gateway listens, and which broker it uses.
struct ListeningOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Name or address to listen on; 0.0.0.0 for all.", valueName: "H"))
    var host = "127.0.0.1"
    @Option(help: ArgumentHelp("Port of the embedded broker; 0 chooses one.", valueName: "N")) var mqttPort = 1883
    @Option(help: ArgumentHelp("Port of OCPP; 0 chooses one.", valueName: "N")) var ocppPort = 9000
    @Option(help: ArgumentHelp("Port of HTTP; 0 chooses one.", valueName: "N")) var httpPort = 8080
    @Option(help: ArgumentHelp("A broker that runs already.", valueName: "HOST:PORT")) var mqttBroker: String?
    @Option(help: ArgumentHelp("User at that broker.", valueName: "U")) var mqttUser: String?
    @Option(help: ArgumentHelp("File with the password of that user.", valueName: "F")) var mqttPasswordFile: String?
    @Option(help: ArgumentHelp("Authority (PEM) of that broker's certificate; turns TLS on.", valueName: "FILE"))
    var mqttCa: String?
    @Option(help: ArgumentHelp("Certificate chain (PEM) for MQTT, OCPP and HTTP.", valueName: "F"))
    var tlsCertificate: String?
    @Option(help: ArgumentHelp("Private key (PEM) for MQTT, OCPP and HTTP.", valueName: "F")) var tlsKey: String?
    @Option(help: ArgumentHelp("OCPP without TLS beside it, on this port (security profile 1).", valueName: "N"))
    var ocppProfile1Port: Int?
    @Option(help: ArgumentHelp("OCPP with certificates of stations, on this port (profile 3).", valueName: "N"))
    var ocppProfile3Port: Int?
    @Option(help: ArgumentHelp("Authority (PEM) of the stations' certificates.", valueName: "FILE"))
    var ocppProfile3Ca: String?
    @Option(help: ArgumentHelp("Key (PEM) of that authority: signs what stations ask to have signed.", valueName: "F"))
    var ocppProfile3CaKey: String?
    @Flag(help: "Listen, or reach a broker, beyond loopback without TLS: passwords go in the clear.")
    var allowPlaintext = false

    func validate() throws {
        for (name, port) in [
            ("--mqtt-port", mqttPort), ("--ocpp-port", ocppPort), ("--http-port", httpPort),
            ("--ocpp-profile1-port", ocppProfile1Port), ("--ocpp-profile3-port", ocppProfile3Port),
        ] {
            guard let port else { continue }
            guard (0...65_535).contains(port) else { throw ValidationError("\(name) \(port) is outside 0...65535") }
        }
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key belong together")
        }
        guard (ocppProfile3Port == nil) == (ocppProfile3Ca == nil) else {
            throw ValidationError("--ocpp-profile3-port and --ocpp-profile3-ca belong together")
        }
        guard ocppProfile3CaKey == nil || ocppProfile3Ca != nil else {
            throw ValidationError("--ocpp-profile3-ca-key is of --ocpp-profile3-ca")
        }
        guard (mqttUser == nil) == (mqttPasswordFile == nil) else {
            throw ValidationError("--mqtt-user and --mqtt-password-file belong together")
        }
        guard mqttBroker != nil || mqttUser == nil && mqttCa == nil else {
            throw ValidationError("--mqtt-user and --mqtt-ca are of --mqtt-broker")
        }
    }

    func options(dataFolder: String) throws(CommandError) -> GatewayOptions {
        var options = GatewayOptions(dataFolder: dataFolder)
        options.host = host
        options.mqttPort = mqttPort
        options.ocppPort = ocppPort
        options.httpPort = httpPort
        options.externalBroker = try externalBroker()
        if let tlsCertificate, let tlsKey {
            options.tls = (try readable(tlsCertificate), try readable(tlsKey))
        }
        options.ocppPlainPort = ocppProfile1Port
        if let ocppProfile3Port, let ocppProfile3Ca {
            options.ocppMutualTLS = (ocppProfile3Port, try readable(ocppProfile3Ca))
            options.stationAuthorityKeyFile = ocppProfile3CaKey
        }
        options.allowsPlaintextBeyondLoopback = allowPlaintext
        return options
    }

    private func readable(_ file: String) throws(CommandError) -> String {
        guard FileManager.default.isReadableFile(atPath: file) else { throw .input("\(file): the file cannot be read") }
        return file
    }

    private func externalBroker() throws(CommandError) -> MQTTClient.Configuration? {
        guard let mqttBroker else { return nil }
        guard let colon = mqttBroker.lastIndex(of: ":"), let port = Int(mqttBroker[mqttBroker.index(after: colon)...]),
            (1...65_535).contains(port), colon != mqttBroker.startIndex
        else { throw .usage("--mqtt-broker \(mqttBroker) is not HOST:PORT") }
        let host = mqttBroker[..<colon].trimmingCharacters(in: ["[", "]"])
        var configuration = MQTTClient.Configuration(host: host, port: port)
        if let mqttUser, let mqttPasswordFile {
            guard let text = try? String(contentsOfFile: mqttPasswordFile, encoding: .utf8) else {
                throw .input("\(mqttPasswordFile): the password file cannot be read")
            }
            let password = text.trimmingCharacters(in: .newlines)
            configuration.credentials = MQTTCredentials(user: mqttUser, password: password)
        }
        if let mqttCa { configuration.tls = MQTTTLS(authority: .file(mqttCa)) }
        return configuration
    }
}
