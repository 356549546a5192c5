import SafetyModel
import Screening
import WireJSON

/// The body of a successful answer: pictures in base64 or behind signed addresses, and what the generator says of them.
struct ImagesAnswer {
    let links: SignedLinks
    let clock: Timepiece

    /// The object of `POST /v1/images/…`.
    func json(_ released: GateAnswer.Released, wantsLink: Bool) -> JSON {
        let data = released.pictures.enumerated().map { index, picture -> JSON in
            let revised = index < released.revisedPrompts.count ? released.revisedPrompts[index] : nil
            return JSON([
                wantsLink
                    ? ("url", JSON(links.picture(picture.id, at: clock.now())))
                    : ("b64_json", .base64(picture.picture.bytes)),
                ("revised_prompt", revised.map { JSON($0) }), ("vangrail", Self.label(picture)),
            ])
        }
        var members: [(String, JSON?)] = [("created", JSON(Self.seconds(clock.now()))), ("data", .array(data))]
        members += Self.facts(released.pictures.first, released.summary)
        members.append(("usage", Self.usage(released.summary.usage)))
        return JSON(members)
    }

    /// One event of a stream, for a preview or a finished picture.
    func event(
        _ type: String, _ picture: ClearedPicture, _ summary: GeneratedSummary, previewIndex: Int?
    ) -> JSON {
        var members: [(String, JSON?)] = [
            ("type", JSON(type)), ("b64_json", .base64(picture.picture.bytes)),
            ("created_at", JSON(Self.seconds(clock.now()))), ("vangrail", Self.label(picture)),
        ]
        members += Self.facts(picture, summary)
        if let previewIndex {
            members.append(("partial_image_index", JSON(previewIndex)))
        } else {
            members.append(("usage", Self.usage(summary.usage)))
        }
        return JSON(members)
    }

    /// What a visible label says, for those who do not see it; nil where there is none.
    private static func label(_ picture: ClearedPicture) -> JSON? {
        picture.label.map { label in
            JSON([("label", JSON([("kind", JSON(label.kind.rawValue)), ("text", JSON(label.line))]))])
        }
    }

    private static func facts(_ picture: ClearedPicture?, _ summary: GeneratedSummary) -> [(String, JSON?)] {
        [
            ("background", summary.background.map { JSON($0) }),
            ("output_format", (picture?.format).map { JSON($0.rawValue) }),
            ("size", picture.map { JSON("\($0.width)x\($0.height)") }),
            ("quality", summary.quality.map { JSON($0) }),
        ]
    }

    private static func seconds(_ moment: Moment) -> Int { Int(moment.milliseconds / 1000) }

    /// Token counts, with the dots of their names turned back into objects; nil when there are none.
    static func usage(_ counts: [String: Int]) -> JSON? {
        guard !counts.isEmpty else { return nil }
        var flat: [(String, JSON?)] = []
        var nested: [String: [(String, JSON?)]] = [:]
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            if parts.count == 2 {
                nested[parts[0], default: []].append((parts[1], JSON(count)))
            } else {
                flat.append((name, JSON(count)))
            }
        }
        return JSON(flat + nested.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) })
    }
}
