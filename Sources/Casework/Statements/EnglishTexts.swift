/// The English words of every message, by key. `{name}` marks a gap.
public enum EnglishTexts {
    /// Text by key; a test sees to it that none is missing and none too much.
    public static let all: [MessageKey: String] = Dictionary(
        uniqueKeysWithValues: MessageKey.all.compactMap { key in byText[key.text].map { (key, $0) } })

    /// The names under which there are texts.
    public static var keys: [String] { Array(byText.keys) }

    private static let byText: [String: String] = [
        "restriction.content-removed": "We have removed {count} of your pictures.",
        "restriction.content-disabled":
            "We have hidden {count} of your pictures until it is decided what happens with them.",
        "restriction.content-labelled": "We have put a visible label on {count} of your pictures.",
        "restriction.generation-suspended": "You cannot make or edit pictures for now.",
        "restriction.generation-terminated": "You can no longer make or edit pictures.",
        "restriction.account-suspended": "Your account is suspended.",
        "restriction.account-terminated": "Your account is closed for good.",
        "duration.until": "This holds until {date}.",
        "duration.indefinite": "This holds until it is changed.",
        "territory.everywhere": "It applies everywhere.",
        "territory.countries": "It applies in: {countries}.",
        "facts.reported-item":
            "Somebody reported the pictures to us. A member of our staff looked at them and found what is explained below.",
        "facts.found-item":
            "We found the pictures ourselves. A member of our staff looked at them and found what is explained below.",
        "facts.copy-of-ruled-item":
            "The pictures are copies of one that a member of our staff had looked at and decided about before.",
        "facts.pending-review":
            "Somebody reported the pictures, or pictures of which they are copies, as intimate pictures of a person who did not agree. Such pictures are hidden at once, and a person decides about them as soon as possible.",
        "facts.staff-review": "A member of our staff hid the pictures. A decision follows as soon as possible.",
        "facts.strikes":
            "Members of our staff have found breaches on your account before and now again. What follows is set out in our terms.",
        "facts.machine-pause":
            "Our systems saw several requests in a short time that our rules forbid. A member of our staff will look at it.",
        "facts.generic": "Material that the law and our terms forbid was connected with your account.",
        "source.notice": "We learned of it from a notice. We do not say who sent it.",
        "source.trusted-flagger": "We learned of it from a trusted flagger.",
        "source.other-notification": "We were told of it.",
        "source.own-initiative": "We acted on our own initiative.",
        "detection.automated": "Automated means took part in finding it.",
        "detection.not-automated": "Automated means took no part in finding it.",
        "automation.full": "The decision was made by automated means. A person will look at it.",
        "automation.partial": "A person made the decision with the help of automated means.",
        "automation.none": "A person made the decision without automated means.",
        "ground.illegal": "We consider it illegal under this law: {law}",
        "ground.terms": "It is against this clause of our terms: {clause}. We do not say that it is illegal.",
        "explanation.undressed":
            "The picture shows a real person with clothes removed or made transparent. Nobody may make such a picture of a person who has not agreed.",
        "explanation.intimate-image":
            "The picture shows an intimate part or moment of a real person who has not agreed that others see it.",
        "explanation.sexual-depiction":
            "The picture shows a real person in a sexual situation that was made up, without their agreement.",
        "explanation.revealing-edit":
            "The picture puts a real person into revealing clothes or poses which they did not wear or take.",
        "explanation.degrading-edit": "The picture was changed so that it humiliates a real person.",
        "explanation.adult-content": "Sexual content is not allowed here.",
        "explanation.violence": "The picture shows cruelty in a way that is not allowed here.",
        "explanation.hate": "The picture spreads contempt of people for what they are.",
        "explanation.harassment": "The picture is used to threaten or hound a person.",
        "explanation.self-harm": "The picture encourages people to hurt themselves.",
        "explanation.deception":
            "The picture shows a real person doing or saying what they never did, and can mislead.",
        "explanation.other-breach": "A member of our staff found that the picture breaks the rule named above.",
        "explanation.returned": "The account continues one that was closed.",
        "explanation.pending-review":
            "Our terms let us hide a picture for as long as it takes a person to decide about it.",
        "explanation.machine-pause":
            "Our terms let our systems pause the making of pictures for at most 24 hours, until a person has looked.",
        "explanation.generic": "The rule named above forbids this without exception.",
        "redress.complaint":
            "You can complain to us, free of charge, until {date} at least. Another person will decide.",
        "redress.bodies": "You can also turn to a certified out-of-court dispute settlement body: {bodies}.",
        "redress.no-bodies":
            "You can also turn to any certified out-of-court dispute settlement body; the European Commission lists them.",
        "redress.court": "You can also go to court.",
        "notice.received": "We have received your notice. Its number is {notice}.",
        "notice.missing": "So that it counts in full, please add: {elements}. We look at it in any case.",
        "element.explanation": "why you think that it is illegal",
        "element.identity": "your name and e-mail address",
        "element.bona-fide": "that what you say is true and complete, as far as you know",
        "element.signature": "your typed name as a signature",
        "element.contact": "a way to reach you",
        "element.declares-intimate": "that the picture is intimate",
        "element.by-subject": "that you are the person shown, or act for them",
        "verdict.founded": "We agree with your notice. Acted on: {acted}. Left as it was: {left}.",
        "verdict.unfounded":
            "A person looked at what you reported. It breaks neither the law nor our terms, and it stays.",
        "verdict.manifestly-unfounded":
            "A person looked at what you reported. The notice is plainly without ground. Who often sends such notices may lose the right to have them handled for a time.",
        "verdict.imprecise": "A person looked at your notice and could not tell what it is about. Please send us more.",
        "complaint.upheld": "Another person looked at your complaint. The first decision stands.",
        "complaint.partly-reversed":
            "Another person looked at your complaint. A part of the first decision is changed.",
        "complaint.reversed":
            "Another person looked at your complaint. You were right, and the first decision is undone.",
        "complaint-reason.first-ruling-right": "The first decision applied the right rule to the facts.",
        "complaint-reason.new-facts": "There are facts that were not known before.",
        "complaint-reason.wrong-ground": "The rule that was named does not apply.",
        "complaint-reason.wrong-item": "The decision was about another picture.",
        "complaint-reason.too-strict": "What was done was too strict for what happened.",
        "complaint-reason.overlooked": "Something was overlooked.",
        "complaint-reason.manifestly-unfounded": "The complaint is plainly without ground.",
        "account.warning":
            "A member of our staff found that you broke our rules. This is a warning. If it happens again you can lose the right to make pictures, and later your account.",
        "account.reinstated": "What we had taken from your account is given back.",
        "misuse.warning":
            "Several of your notices or complaints were plainly without ground. If this goes on we will stop handling them for a time, as our terms say.",
        "misuse.suspension":
            "Your notices or complaints wait until {date}. We weighed how many were plainly without ground, their share, how grave this is, and what you seem to intend. Reports of intimate pictures and of child abuse are still looked at.",
        "order.recipient":
            "An authority ordered us to act on {count} of your pictures or to give information. Its reasons and your ways to object are attached.",
    ]
}
