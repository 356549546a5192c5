import Lens
import Logging
import SafetyModel
import Screening
import ServiceLifecycle

/// Erases what may no longer be kept: prompts, pictures behind links and permits whose time is over. Gives free memory back.
struct Housekeeping: Service {
    let store: any GateStore
    let clock: Timepiece
    let logger: Logger
    var every: Duration = .seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(StoreError) {
                    let erased = try await store.eraseExpired(at: clock.now())
                    if erased > 0 { logger.info("erased expired rows", metadata: ["rows": "\(erased)"]) }
                } catch {
                    logger.error("expired rows could not be erased", metadata: ["error": "\(error.code.rawValue)"])
                }
                PictureMemory.giveBack()
                do { try await Task.sleep(for: every) } catch { return }
            }
        }
    }
}
