import ContentCredentials
import Foundation

/// A time stamp authority in a folder, answered by `openssl ts` with the folder's `ts.cnf`.
func localAuthority(_ folder: String, reserve: Int) -> TimeStampPort {
    TimeStampPort(tokenBytesReserved: reserve) { imprint throws(TimeStampPort.Failure) in
        var generator = SystemRandomNumberGenerator()
        let request = TimeStampRequest(imprint: imprint, nonce: UInt64.random(in: 1..<UInt64.max, using: &generator))
        let name = folder + "/\(request.nonce)"
        do {
            try Data(request.der).write(to: URL(fileURLWithPath: name + ".tsq"))
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
            process.arguments = [
                "ts", "-reply", "-config", "ts.cnf", "-queryfile", "\(request.nonce).tsq", "-out",
                "\(request.nonce).tsr",
            ]
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            let body = Array(try Data(contentsOf: URL(fileURLWithPath: name + ".tsr")))
            return try TimeStampResponse.token(in: body, for: request)
        } catch {
            throw TimeStampPort.Failure("\(error)")
        }
    }
}
