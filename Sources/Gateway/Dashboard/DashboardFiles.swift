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
        for (path, type, bytes) in Self.embedded { files[path] = Self.file(bytes, type) }
        for (name, type) in [("dygraph.min.js", Self.script), ("dygraph.min.css", Self.style)] {
            guard let bytes = DataFolder.bytes(of: "\(chartFolder)/\(name)", atMost: Self.largestFile) else { continue }
            files["/assets/\(name)"] = Self.file(bytes, type)
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

    private static let script = "text/javascript; charset=utf-8"
    private static let style = "text/css; charset=utf-8"

    /// Path, type and content of each file that is built in.
    private static let embedded: [(String, String, [UInt8])] = [
        ("/", "text/html; charset=utf-8", PackageResources.index_html),
        ("/assets/icon.svg", "image/svg+xml", PackageResources.icon_svg),
        ("/assets/page.css", style, PackageResources.page_css),
        ("/assets/panels.css", style, PackageResources.panels_css),
        ("/assets/app.js", script, PackageResources.app_js),
        ("/assets/api.js", script, PackageResources.api_js),
        ("/assets/live.js", script, PackageResources.live_js),
        ("/assets/model.js", script, PackageResources.model_js),
        ("/assets/tree.js", script, PackageResources.tree_js),
        ("/assets/words.js", script, PackageResources.words_js),
        ("/assets/chart.js", script, PackageResources.chart_js),
        ("/assets/node-panel.js", script, PackageResources.node_panel_js),
        ("/assets/der-panel.js", script, PackageResources.der_panel_js),
        ("/assets/limits.js", script, PackageResources.limits_js),
        ("/assets/records.js", script, PackageResources.records_js),
    ]

    private static func file(_ bytes: [UInt8], _ type: String) -> File {
        let digest = Digest.hmac(key: Array("etag".utf8), bytes)
        return File(bytes: bytes, type: type, tag: "\"\(Hexadecimal.text(Array(digest.prefix(8))))\"")
    }
}
