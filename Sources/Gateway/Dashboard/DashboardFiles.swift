// SPDX-License-Identifier: Apache-2.0

/// The operator's page: files that are part of the program, and the chart library where Debian has put it.
struct DashboardFiles: Sendable {
    private struct File: Sendable {
        var bytes: [UInt8]
        var type: String
        var tag: String
    }

    /// Where Debian's package libjs-dygraphs keeps its files.
    static let chartFolder = "/usr/share/javascript/dygraphs"
    /// Largest file of the chart library that is taken: it has 130 kB.
    static let largestFile = 4 << 20

    private let files: [String: File]

    /// - Parameter chartFolder: where the chart library is; without it the page shows tables.
    init(chartFolder: String = DashboardFiles.chartFolder) {
        var files: [String: File] = [:]
        for (name, bytes) in Self.embedded { files["/assets/\(name)"] = Self.file(name, bytes) }
        files["/"] = Self.file("index.html", PackageResources.index_html)
        for name in ["dygraph.min.js", "dygraph.min.css"] {
            guard let bytes = DataFolder.bytes(of: "\(chartFolder)/\(name)", atMost: Self.largestFile) else { continue }
            files["/assets/\(name)"] = Self.file(name, bytes)
        }
        self.files = files
    }

    /// The answer to a request for a file of the page; nil where it asks for something else.
    func answer(_ request: APIRequest) -> APIAnswer? {
        guard let file = files[request.path] else {
            guard request.path.hasPrefix("/assets/") else { return nil }
            return APIAnswer(Problem.unknown("file", String(request.path.dropFirst(8).prefix(100))))
        }
        guard ["GET", "HEAD"].contains(request.method) else {
            return APIAnswer(Problem.methodNotAllowed(request.method, request.path, allowed: ["GET", "HEAD"]))
        }
        var headers = Self.headers
        headers["ETag"] = file.tag
        // Asked again each time, and mostly answered by 304: a new build of the gateway shows at once.
        headers["Cache-Control"] = "no-cache"
        let known = (request.ifNoneMatch ?? "").split(separator: ",").map { $0.drop { $0 == " " } }
        if known.contains(where: { $0 == file.tag || $0 == "W/\(file.tag)" || $0 == "*" }) {
            return APIAnswer(status: 304, body: .none, headers: headers)
        }
        return APIAnswer(status: 200, body: .bytes(file.bytes, type: file.type), headers: headers)
    }

    /// What a browser may do with the page: load and ask its own host, and nothing else.
    static let headers = [
        "Content-Security-Policy":
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "X-Frame-Options": "DENY",
    ]

    /// Name and content of each file that is built in beside the page itself.
    private static let embedded: [(String, [UInt8])] = [
        ("icon.svg", PackageResources.icon_svg), ("page.css", PackageResources.page_css),
        ("panels.css", PackageResources.panels_css), ("app.js", PackageResources.app_js),
        ("api.js", PackageResources.api_js), ("live.js", PackageResources.live_js),
        ("model.js", PackageResources.model_js), ("tree.js", PackageResources.tree_js),
        ("words.js", PackageResources.words_js), ("chart.js", PackageResources.chart_js),
        ("node-panel.js", PackageResources.node_panel_js), ("der-panel.js", PackageResources.der_panel_js),
        ("limits.js", PackageResources.limits_js), ("records.js", PackageResources.records_js),
    ]

    private static let types = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml",
    ]

    private static func file(_ name: String, _ bytes: [UInt8]) -> File {
        let ending = name.split(separator: ".").last.map { String($0) } ?? ""
        return File(
            bytes: bytes, type: types[ending] ?? "application/octet-stream",
            tag: "\"\(Hexadecimal.text(Array(Digest.sha256(bytes).prefix(8))))\"")
    }
}
