// SPDX-License-Identifier: Apache-2.0

/// The few pieces of HTML that the page is made of; every text goes through `escaped`.
enum HTML {
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A table; the first column is text, the others numbers. Cells are escaped here.
    static func table(_ head: [String], _ rows: [[String]]) -> String {
        let heads = head.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        let body = rows.map { row in
            "<tr>"
                + row.enumerated().map { column, cell in
                    column == 0 ? "<th scope=\"row\">\(escaped(cell))</th>" : "<td>\(escaped(cell))</td>"
                }.joined() + "</tr>"
        }
        return
            "<div class=\"scroll\"><table><thead><tr>\(heads)</tr></thead><tbody>\(body.joined(separator: "\n"))</tbody></table></div>"
    }

    static func figure(_ title: String, _ legend: String, _ chart: Chart) -> String {
        "<figure><figcaption><b>\(escaped(title))</b> \(legend)</figcaption>\(chart.svg)</figure>"
    }
}
