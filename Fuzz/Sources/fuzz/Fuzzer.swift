import Foundation

/// What libFuzzer calls with every input it makes up. One program for all targets: `YUSHI_FUZZ` names the one to run.
private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["YUSHI_FUZZ"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        let known = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
        FileHandle.standardError.write(Data("YUSHI_FUZZ is '\(name)', expected one of: \(known)\n".utf8))
        exit(2)
    }
    return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let holds = target.run(Array(UnsafeBufferPointer(start: start, count: count)))
    precondition(holds, "a law of \(target.rawValue) does not hold")
    return 0
}
