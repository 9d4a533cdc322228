// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Gateway

@Suite struct DataFolderTests {
    @Test func aFolderOpenToOthersIsTold() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("new/inner")
        try DataFolder.prepare(path)
        #expect(DataFolder.warning(path) == nil)
        chmod(path, 0o750)
        #expect(DataFolder.warning(path)?.contains("mode 750") == true)
    }
}
