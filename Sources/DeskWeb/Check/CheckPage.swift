import ContentCredentials
import SafetyModel
import Screening
import WireJSON

/// The page at `/check`: choose a picture, see what is known of it.
struct CheckPage {
    var outcome: CheckOutcome?

    var page: Page {
        Page(
            title: "Check a picture",
            main: """
                <h1>Check a picture</h1>
                <p class="lead">Was this picture made by AI here? Choose it, or paste its link, and see what can be known.</p>
                \(result)
                <form method="post" action="/check" enctype="multipart/form-data">
                <label for="photo">Picture</label>
                <input id="photo" name="photo" type="file" accept="image/*">
                <p class="hint">A screenshot or a copy from a website will do. It is read, not kept.</p>
                <label for="link">Or its link</label>
                <input id="link" name="link" type="url" maxlength="2000" placeholder="https://" autocomplete="off">
                <p class="hint">The address of the picture itself, which begins with https. A file that you choose goes first.</p>
                <button type="submit">Check</button>
                </form>
                """,
            footer:
                "Nothing found does not mean that a picture is real: other services make pictures too, and marks can be removed."
        )
    }

    private var result: HTML {
        switch outcome {
        case nil: ""
        case .noPicture: card("bad", "No picture", ["Please choose a picture or paste its link first."])
        case .unreadable:
            card("bad", "This file cannot be read", ["Please choose a JPEG, PNG, WebP, GIF, AVIF or HEIC file."])
        case .notFetched(.switchedOff):
            card("bad", "Links are not fetched here", ["Please save the picture and choose the file."])
        case .notFetched(let error):
            card(
                "bad", "No picture behind this link",
                [
                    error.isCallersFault
                        ? "It must be the address of a picture that anybody can open, not of a page. You can also save the picture and choose the file."
                        : "The other side did not answer. Please try again, or save the picture and choose the file."
                ])
        case .failed: card("bad", "Not checked", ["Something went wrong on our side. Please try again shortly."])
        case .busy: card("maybe", "Too many checks", ["Please try again in a few minutes."])
        case .report(let report):
            card(report.isOurs ? "good" : "maybe", report.headline, report.sentences)
        }
    }

    private func card(_ kind: String, _ title: String, _ sentences: [String]) -> HTML {
        """
        <section class="card \(kind)" aria-labelledby="outcome"><h2 id="outcome" tabindex="-1">\(title)</h2>
        <ul>\(HTML.joined(sentences.map { "<li>\($0)</li>" }))</ul></section>
        """
    }
}

extension PictureCheck.Report {
    /// Made here, by what cannot be a coincidence.
    var isOurs: Bool {
        if case .ours = origin { return true }
        return false
    }

    var headline: String {
        switch origin {
        case .ours: "Made by AI, here"
        case .similar: "Similar to a picture that was made here"
        case .unknown:
            credentials.namesModel && credentials.state != .invalid
                ? "Its credentials say: made by AI" : "Not known here"
        }
    }

    /// What is known, and what is not, in plain words.
    var sentences: [String] {
        var found: [String] = []
        switch origin {
        case .ours(let moment):
            found.append(
                "This service made it, or a copy of it, on \(CalendarTime(milliseconds: moment.milliseconds).text).")
        case .similar:
            found.append(
                "It looks like a picture that left here. We cannot tell whether it is that picture or the one that was edited."
            )
        case .unknown: found.append("No picture that left here looks like this one.")
        }
        if mark != nil {
            found.append("The mark of this service is in its pixels.")
        } else {
            found.append("No mark of this service was found in its pixels.")
        }
        switch credentials.state {
        case .none: found.append("It carries no Content Credentials.")
        case .invalid: found.append("It carries Content Credentials that do not hold: something was changed.")
        case .untrusted:
            found.append("It carries Content Credentials that hold. We do not know who signed them: \(signer).")
        case .trusted: found.append("It carries Content Credentials that hold, signed by \(signer).")
        }
        if credentials.state != .none, credentials.state != .invalid, let manifest = credentials.manifest {
            for action in manifest.actions {
                guard let words = Self.words[action.name] else { continue }
                let byModel = action.digitalSourceType?.isMadeByModel == true ? ", by AI" : ""
                found.append("Its credentials say: \(words)\(byModel)\(action.when.map { " on \($0)" } ?? "").")
            }
        }
        return found
    }

    /// Actions of credentials in plain words; the others are left out.
    private static let words = [
        "c2pa.created": "it was made", "c2pa.opened": "an earlier picture was opened", "c2pa.edited": "it was edited",
        "c2pa.converted": "it was converted", "c2pa.cropped": "it was cropped", "c2pa.resized": "it was resized",
    ]

    private var signer: String {
        let known = credentials.manifest?.signer
        return known?.organisation ?? known?.commonName ?? "nobody named"
    }
}

extension CheckOutcome {
    /// For programs.
    var json: JSON {
        switch self {
        case .report(let report): report.json
        case .noPicture:
            Self.error(
                "missing_required_parameter", "send the picture as the part `photo` of a form, or its address as `link`"
            )
        case .unreadable: Self.error("unsupported_picture", "this file cannot be read as a picture")
        case .notFetched(let error): Self.error(error.code, "there is no picture behind the link that can be fetched")
        case .failed: Self.error("service_unavailable", "the picture could not be checked; try again shortly")
        case .busy: Self.error("rate_limit_exceeded", "too many checks; try again later")
        }
    }

    private static func error(_ code: String, _ message: String) -> JSON {
        ["error": ["message": JSON(message), "type": "invalid_request_error", "param": .null, "code": JSON(code)]]
    }
}

extension PictureCheck.Report {
    fileprivate var json: JSON {
        let (word, made): (String, JSON) =
            switch origin {
            case .ours(let moment): ("ours", JSON(CalendarTime(milliseconds: moment.milliseconds).text))
            case .similar: ("similar", .null)
            case .unknown: ("unknown", .null)
            }
        return [
            "origin": JSON(word), "made_at": made,
            "mark": mark.map { JSON([("found", .bool(true)), ("score", JSON(Int($0.score)))]) }
                ?? JSON([("found", .bool(false))]),
            "credentials": JSON([
                ("state", JSON(credentials.state.rawValue)),
                ("signer", JSON(credentials.manifest?.signer?.commonName)),
                ("claim_generator", JSON(credentials.manifest?.claimGenerator?.name)),
                ("names_model", .bool(credentials.namesModel)),
                ("actions", .array((credentials.manifest?.actions ?? []).map { JSON($0.name) })),
                ("failures", .array(credentials.failures.map { JSON($0.code.rawValue) })),
            ]),
            "sentences": .array(sentences.map { JSON($0) }),
        ]
    }
}
