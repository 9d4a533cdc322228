// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Gateway

@Suite struct DataFolderTests {
    @Test func aFolderOpenToOthersIsTold() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("folder-\(UUID())/inner").path
        try DataFolder.prepare(path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(DataFolder.warning(path) == nil)
        chmod(path, 0o750)
        #expect(DataFolder.warning(path)?.contains("mode 750") == true)
    }
}
