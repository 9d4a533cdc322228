// SPDX-License-Identifier: Apache-2.0

import Glibc
public import Logging

/// Debian's `mosquitto` as a supervised child: users and ACL from values, started again if it dies, gone at the stop.
public actor EmbeddedBroker {
    /// The pause before a broker that died is started again doubles from the first to the second.
    private static let restartDelay = (minimum: Duration.milliseconds(200), maximum: Duration.seconds(10))
    /// What a program says on its way out, for the error.
    private static let keptLines = 5
    /// How often another port is chosen where a free one was taken between choice and start: under load that happens
    /// now and then, and three times in a row to nobody.
    private static let portChoices = 5
    /// The system's word for it, in the program's last words.
    private static let addressInUse = "Address already in use"

    /// Port of the plain listener, once started.
    public private(set) var port: Int?
    /// Port of the TLS listener, if there is one, once started.
    public private(set) var tlsPort: Int?
    /// Process of the running broker.
    public private(set) var processIdentifier: Int32?
    /// How often it was started again.
    public private(set) var restarts = 0

    private let configuration: Configuration
    private let logger: Logger
    private let broker = BrokerProgram(name: "mosquitto")
    private let hasher = BrokerProgram(name: "mosquitto_passwd")
    private var accesses: [BrokerAccess]
    private var files: BrokerFiles?
    private var supervision: Task<Void, Never>?
    private var lastLines: [String] = []
    private var starts = 0
    private var words = BrokerLog()
    private let onNotice: @Sendable (BrokerNotice) -> Void
    /// Whether the child has said that its listeners are open; a connection alone may be taken by somebody else.
    private var isListening = false
    private let choosePort: @Sendable (_ address: String, _ port: Int) -> Int?
    /// Until when it tells each publication that it refuses.
    private var talksUntil: ContinuousClock.Instant?

    /// A broker that is not yet started.
    ///
    /// - Parameter onNotice: gets what its clients do not hear of; denied publications only while they are watched.
    public init(
        configuration: Configuration, accesses: [BrokerAccess], logger: Logger,
        onNotice: @escaping @Sendable (BrokerNotice) -> Void = { _ in }
    ) {
        self.init(
            configuration: configuration, accesses: accesses, logger: logger, onNotice: onNotice,
            choosePort: { Loopback.freePort(address: $0, port: $1) })
    }

    /// - Parameter choosePort: gives a port to listen on, any free one for 0; nil where it is taken.
    init(
        configuration: Configuration, accesses: [BrokerAccess], logger: Logger,
        onNotice: @escaping @Sendable (BrokerNotice) -> Void = { _ in },
        choosePort: @escaping @Sendable (_ address: String, _ port: Int) -> Int?
    ) {
        self.choosePort = choosePort
        self.onNotice = onNotice
        self.configuration = configuration
        self.accesses = accesses
        self.logger = logger
    }

    /// Writes its files, starts it and returns when it takes connections. Stop it before letting go of it.
    public func start() async throws(BrokerError) {
        guard files == nil else { throw .alreadyStarted }
        try configuration.validate()
        try await broker.requireInstalled()
        try await hasher.requireInstalled()
        let files = try BrokerFiles(directory: configuration.runtimeDirectory)
        self.files = files
        let orphans = await OrphanedBroker.end(
            configurationFile: files.configuration, within: configuration.stopTimeout)
        if orphans > 0 { logger.warning("ended \(orphans) mosquitto left over from an earlier run") }
        try await write(accesses, to: files)
        for _ in 1..<Self.portChoices where try await run(files, isLastChoice: false) { return }
        _ = try await run(files, isLastChoice: true)
    }

    /// Runs it on ports of its choice; false where one was taken before it could listen, and another may be chosen.
    private func run(_ files: BrokerFiles, isLastChoice: Bool) async throws(BrokerError) -> Bool {
        try choosePorts()
        try writeConfiguration(files)
        (starts, lastLines) = (0, [])
        supervision = Task { await supervise() }
        do {
            try await waitUntilReady()
            return true
        } catch .failed(_, let lastWords) where lastWords.contains(Self.addressInUse) && !isLastChoice && choosesPort {
            logger.info("a port was taken before mosquitto could listen on it; choosing another")
            return false
        }
    }

    /// Replaces all users and rules, in the files and in the running broker; connections of users that stay go on.
    public func setAccesses(_ accesses: [BrokerAccess]) async throws(BrokerError) {
        if let files { try await write(accesses, to: files) }
        self.accesses = accesses
        takeUpFiles()
    }

    /// Ends the broker and waits until it is gone. May be called more than once.
    public func stop() async {
        supervision?.cancel()
        await supervision?.value
        supervision = nil
    }
}

// MARK: - Files

extension EmbeddedBroker {
    private func choosePorts() throws(BrokerError) {
        port = try freePort(address: configuration.address, port: configuration.port)
        if let tls = configuration.tls { tlsPort = try freePort(address: tls.address, port: tls.port) }
    }

    /// Whether any of its ports is of its own choice.
    private var choosesPort: Bool { configuration.port == 0 || configuration.tls?.port == 0 }

    private func freePort(address: String, port: Int) throws(BrokerError) -> Int {
        guard let free = choosePort(address, port) else {
            throw .portInUse(address: address, port: port)
        }
        return free
    }

    private func writeConfiguration(_ files: BrokerFiles) throws(BrokerError) {
        if let tls = configuration.tls {
            try files.copy(tls.certificateFile, to: files.certificate)
            try files.copy(tls.keyFile, to: files.key)
            if let authority = tls.clientAuthorityFile { try files.copy(authority, to: files.clientAuthority) }
        }
        let text = files.configurationText(
            configuration, port: port ?? 0, tlsPort: tlsPort, tellsDenials: talksUntil != nil)
        try files.write(Array(text.utf8), to: files.configuration)
    }

    private func write(_ accesses: [BrokerAccess], to files: BrokerFiles) async throws(BrokerError) {
        var users: Set<String> = []
        for access in accesses {
            try access.validate()
            guard users.insert(access.user).inserted else { throw .duplicateUser(access.user) }
        }
        // The clear text is on disk, in a closed folder, while it is hashed: on a command line anyone could read it.
        try files.write(Array(files.clearPasswordText(accesses).utf8), to: files.newPasswords)
        defer { unlink(files.newPasswords) }
        if !accesses.isEmpty { try await hasher.run(["-U", files.newPasswords]) }
        try files.put(files.newPasswords, at: files.passwords)
        try files.write(Array(files.accessText(accesses).utf8), to: files.access)
    }
}

// MARK: - Its log

extension EmbeddedBroker {
    /// Lets the broker tell each publication that it refuses, from now on for this long; asking again prolongs it.
    ///
    /// The broker writes that only with a line for each packet beside it, so it is on for as long as somebody looks.
    public func watchDenials(for span: Duration) {
        let isTelling = talksUntil != nil
        talksUntil = .now + span
        guard !isTelling else { return }
        changeTalk()
        Task {
            while let end = talksUntil, end > .now { try? await Task.sleep(until: end) }
            talksUntil = nil
            changeTalk()
        }
    }

    private func changeTalk() {
        guard let files else { return }
        do throws(BrokerError) {
            try writeConfiguration(files)
            takeUpFiles()
        } catch { logger.warning("the broker's log stays as it is: \(error)") }
    }

    /// The running broker reads its files again; its connections go on.
    private func takeUpFiles() {
        if let processIdentifier { kill(processIdentifier, SIGHUP) }
    }
}

// MARK: - The child

extension EmbeddedBroker {
    private func supervise() async {
        guard let files else { return }
        var delay = ReconnectDelay(minimum: Self.restartDelay.minimum, maximum: Self.restartDelay.maximum)
        while !Task.isCancelled {
            let startedAt = ContinuousClock.now
            let end = await runOnce(files)
            if Task.isCancelled { break }
            let pause = delay.next(afterConnectionOf: ContinuousClock.now - startedAt)
            logger.error("mosquitto ended (\(end)); starting it again in \(pause)")
            try? await Task.sleep(for: pause)
            restarts += 1
        }
    }

    private func runOnce(_ files: BrokerFiles) async -> String {
        do {
            return try await broker.run(
                ["-c", files.configuration],
                stopTimeout: configuration.stopTimeout,
                started: { await self.started($0) },
                line: { await self.log($0) },
                ending: { await self.ending() })
        } catch {
            return "\(error)"
        }
    }

    private func started(_ process: pid_t) {
        processIdentifier = process
        isListening = false
        starts += 1
        logger.info("mosquitto \(process) on \(configuration.address):\(port ?? 0)")
    }

    private func ending() {
        processIdentifier = nil
    }

    private func log(_ line: String) {
        lastLines.append(line)
        if lastLines.count > Self.keptLines { lastLines.removeFirst() }
        if line.hasPrefix("\(broker.name) version"), line.hasSuffix(" running") { isListening = true }
        if let notice = words.read(line) { onNotice(notice) }
        logger.debug("mosquitto: \(line)")
    }

    private func listens(_ address: String, _ port: Int?) -> Bool {
        port.map { Loopback.accepts(address: address, port: $0) } ?? false
    }

    /// Ready is: our child lives and says that it runs, and connections are taken.
    private func waitUntilReady() async throws(BrokerError) {
        let patience = configuration.readyTimeout(users: accesses.count)
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            if processIdentifier != nil, isListening, listens(configuration.address, port),
                configuration.tls.map({ listens($0.address, tlsPort) }) ?? true
            {
                return
            }
            if starts > 0, processIdentifier == nil {
                await stop()
                throw .failed(program: broker.name, lastWords: lastLines.joined(separator: "; "))
            }
            try? await Task.sleep(for: .milliseconds(10))
        }
        await stop()
        throw .notReady(after: patience)
    }
}
