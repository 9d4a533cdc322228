// SPDX-License-Identifier: Apache-2.0

/// Called by libFuzzer with whatever it thinks may reach new code. A fault is a crash to it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try FuzzInput(UnsafeBufferPointer(start: data, count: count))?.run()
    } catch {
        fatalError("\(error)")
    }
    return 0
}
