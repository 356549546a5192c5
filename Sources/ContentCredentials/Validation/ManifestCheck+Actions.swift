extension ManifestCheck {
    private static let actionKinds = ["c2pa.actions", "c2pa.actions.v2"]
    /// Actions that open a manifest's list, of which there must be exactly one.
    private static let openings = ["c2pa.created", "c2pa.opened"]
    private static let needingIngredient = [
        "c2pa.opened", "c2pa.placed", "c2pa.removed", "c2pa.repackaged", "c2pa.transcoded",
    ]
    /// In one manifest.
    static let actionsMax = 500
    private static let referencesMax = 32

    private struct Action {
        var place: String
        var value: CBORValue
        var name: String
    }

    /// The actions of all assertions in order; those that are no map with a name are reported.
    private mutating func readActions() -> [Action] {
        var actions: [Action] = []
        for assertion in assertions where Self.actionKinds.contains(assertion.kind) {
            let place = manifest.address + "/c2pa.assertions/" + assertion.label
            guard let list = assertion.value?["actions"]?.array, !list.isEmpty else {
                fail(.assertionActionMalformed, at: place, "the assertion lists no actions")
                continue
            }
            guard list.count <= Self.actionsMax - actions.count else {
                fail(.assertionActionMalformed, at: place, "there are too many actions")
                return actions
            }
            for value in list {
                guard let name = value["action"]?.text else {
                    fail(.assertionActionMalformed, at: place, "an action has no name")
                    continue
                }
                actions.append(Action(place: place, value: value, name: name))
            }
        }
        return actions
    }

    mutating func checkActions(in context: StoreContext) {
        // Claims of version 1 did not have these rules.
        guard manifest.isVersion2 else { return }
        let actions = readActions()
        if manifest.isUpdate {
            if let first = actions.first(where: { Self.openings.contains($0.name) }) {
                fail(.manifestUpdateInvalid, at: first.place, "an update cannot create or open a picture")
            }
            return
        }
        guard let first = actions.first, Self.openings.contains(first.name) else {
            return fail(
                .assertionActionMalformed, at: manifest.address, "the first action is neither created nor opened")
        }
        if actions.dropFirst().contains(where: { Self.openings.contains($0.name) }) {
            fail(.assertionActionMalformed, at: manifest.address, "created or opened stands behind another action")
        }
        for action in actions { check(action, in: context) }
    }

    private mutating func check(_ action: Action, in context: StoreContext) {
        if action.name == "c2pa.created", action.value["digitalSourceType"]?.text == nil {
            fail(.assertionActionMalformed, at: action.place, "created does not say from what kind of source")
        }
        if action.name == "c2pa.watermarked.bound", !assertions.contains(where: { $0.kind == "c2pa.soft-binding" }) {
            fail(.assertionActionSoftBindingMissing, at: action.place, "a bound mark has no soft binding")
        }
        let parameters = action.value["parameters"]
        let references = parameters?["ingredients"]?.array ?? parameters?["ingredient"].map { [$0] } ?? []
        guard references.count <= Self.referencesMax else {
            return fail(.assertionActionIngredientMismatch, at: action.place, "an action has too many ingredients")
        }
        let relationships = references.map { reference -> String? in
            guard let address = reference["url"]?.text,
                let (owner, box) = context.resolve(address, from: manifest.label), owner == manifest.label,
                let ingredient = assertions.first(where: { $0.label == box.label }), ingredient.isIngredient
            else { return nil }
            return ingredient.value?["relationship"]?.text
        }
        if relationships.contains(nil) {
            fail(
                .assertionActionIngredientMismatch, at: action.place,
                "an action refers to something that is no ingredient")
        }
        if Self.needingIngredient.contains(action.name), references.isEmpty {
            fail(.assertionActionIngredientMismatch, at: action.place, "an action needs an ingredient and has none")
        }
        if action.name == "c2pa.opened", relationships != ["parentOf"] {
            fail(.assertionActionIngredientMismatch, at: action.place, "opened does not refer to the one parent")
        }
    }

    /// What the manifest says, for people.
    var summary: ManifestSummary {
        var copy = self
        return ManifestSummary(
            label: manifest.label, claimGenerator: manifest.claimGenerator, signer: signer, timeStamp: timeStamp,
            actions: copy.readActions().map { Self.summary($0.value, $0.name) }, softBindings: softBindings)
    }

    private static func summary(_ action: CBORValue, _ name: String) -> ActionSummary {
        // Version 1 has a text here, version 2 a map.
        let agent = action["softwareAgent"].flatMap { agent -> Software? in
            guard let name = agent.text ?? agent["name"]?.text else { return nil }
            return Software(name: bounded(name), version: agent["version"]?.text.map(bounded))
        }
        return ActionSummary(
            name: bounded(name),
            digitalSourceType: action["digitalSourceType"]?.text.flatMap(DigitalSourceType.init(address:)),
            softwareAgent: agent, when: action["when"]?.untagged.text.map(bounded))
    }

    private var softBindings: [SoftBinding] {
        assertions.filter { $0.kind == "c2pa.soft-binding" }.prefix(16).compactMap { assertion in
            guard let algorithm = assertion.value?["alg"]?.text,
                let value = assertion.value?["blocks"]?.array?.first?["value"]
            else { return nil }
            let bytes = value.bytes ?? value.text.map { Array($0.utf8) } ?? []
            return SoftBinding(algorithm: bounded(algorithm), value: Array(bytes.prefix(4096)))
        }
    }
}

extension ManifestCheck.Assertion {
    var isIngredient: Bool { ["c2pa.ingredient", "c2pa.ingredient.v2", "c2pa.ingredient.v3"].contains(kind) }
}
