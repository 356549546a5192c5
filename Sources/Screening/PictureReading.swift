import Crypto
import SafetyModel

/// Reads the pictures of a request, or of a generator's answer, through the lens and looks them up.
struct PictureReading: Sendable {
    let lens: any PictureLens
    let store: any GateStore

    /// One picture with the name it has in coverage and faults.
    struct Input: Sendable {
        var name: String
        var picture: Picture
        var role: PictureRole
    }

    /// What became of one input.
    struct Outcome: Sendable {
        var input: Input
        var read: Result<ReadPicture, LensError>
        var matches: Result<[OutputMatch], StoreError>
    }

    /// Reads all inputs at once (the lens bounds how many really run), in order.
    func read(_ inputs: [Input]) async -> [Outcome] {
        await withTaskGroup(of: (Int, Outcome).self) { group in
            for (index, input) in inputs.enumerated() {
                group.addTask { (index, await readOne(input)) }
            }
            var outcomes: [(Int, Outcome)] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func readOne(_ input: Input) async -> Outcome {
        do throws(LensError) {
            let picture = try await lens.read(input.picture, as: input.role)
            return Outcome(input: input, read: .success(picture), matches: await matches(picture))
        } catch {
            return Outcome(input: input, read: .failure(error), matches: .success([]))
        }
    }

    /// Stopped outputs that lie within the distance at which PDQ calls pictures equal, for everything the picture shows: every
    /// frame, what alpha hides, what stood there before a label.
    func matches(_ picture: ReadPicture) async -> Result<[OutputMatch], StoreError> {
        var matches: [OutputMatch] = []
        for fingerprint in [picture.fingerprint] + picture.furtherFingerprints where fingerprint.quality >= 50 {
            do throws(StoreError) {
                matches += try await store.stoppedOutputs(near: fingerprint, within: 31, limit: 256)
            } catch { return .failure(error) }
        }
        return .success(matches.sorted { $0.distance < $1.distance })
    }

    /// Notes outcomes in coverage, unknowns and faults, and returns the signals that matches give.
    static func note(
        _ outcomes: [Outcome], coverage: inout Coverage, unknowns: inout Unknowns, faults: inout [PictureFault]
    ) -> [Signal] {
        var signals: [Signal] = []
        for outcome in outcomes {
            let name = outcome.input.name
            switch outcome.read {
            case .success: coverage.record(name, .lens, .read)
            case .failure(let error):
                coverage.record(name, .lens, .failed)
                unknowns.note(error, on: name)
                faults.append(PictureFault(input: name, error: error))
                continue
            }
            switch outcome.matches {
            case .success(let matches):
                coverage.record(name, .banks, .read)
                signals += signal(matches, sha256: sha256(outcome.input.picture), input: name)
            case .failure(let error):
                coverage.record(name, .banks, .failed)
                unknowns.note(error)
            }
        }
        return signals
    }

    /// A match with an output that was stopped. A perceptual match cannot tell an edit from its source, so it is
    /// `suspected`; the same bytes are `clear`. Both hold, neither refuses.
    static func signal(_ matches: [OutputMatch], sha256: String, input: String) -> [Signal] {
        guard let nearest = matches.first(where: { !$0.output.released }) else { return [] }
        let same = matches.contains { !$0.output.released && $0.output.sha256 == sha256 }
        let note = "\(input) lies \(nearest.distance) bits from a picture that was stopped"
        return [Signal(.bankMatch, same ? .clear : .suspected, evidence: Evidence(reader: .banks, note: note))]
    }

    /// SHA-256 of encoded bytes, lower-case hex.
    static func sha256(_ picture: Picture) -> String { hex(SHA256.hash(data: picture.bytes)) }

    private static func hex(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
