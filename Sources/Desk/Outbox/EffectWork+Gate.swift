import AuditTrail
import Casework
import SafetyModel
import Screening

// What a ruling changes at the gate: accounts, held decisions, banks, holds.
extension EffectWork {
    func act(_ account: AccountID, _ action: AccountAction, _ until: Moment?) async throws(DeskError) -> Outbox.Outcome
    {
        do throws(StoreError) {
            _ = try await ports.controls.change(account, by: EffectPorts.machineName) { account in
                switch action {
                case .warn: account.standing = .warned
                case .pause: (account.standing, account.mayGenerate) = (.paused, false)
                case .suspend: (account.standing, account.mayGenerate) = (.suspended, false)
                case .remove: (account.standing, account.mayGenerate) = (.removed, false)
                case .reinstate: (account.standing, account.mayGenerate) = (.good, true)
                }
            }
            let own = try await ports.controls.switches().contains {
                $0.scope == .account(account) && $0.by == EffectPorts.machineName
            }
            if own, action != .remove {
                try await ports.controls.switchOn(.account(account), by: EffectPorts.machineName)
            }
        } catch { throw .unavailable }
        var message = PlatformMessage(id: name, kind: .init(action), at: now)
        message.account = account
        message.until = until
        return outcome(await ports.platform.tell(message), of: "the platform")
    }

    /// A removed account's next request meets a closed door: its switch is off and its pictures' addresses end.
    func stop(_ account: AccountID) async throws(DeskError) -> Outbox.Outcome {
        do throws(StoreError) {
            try await ports.controls.switchOff(
                .account(account), by: EffectPorts.machineName, note: "removed in \(file.id.text)")
            try await ports.ledger.commit([.eraseDeliveries(of: account)])
        } catch { throw .unavailable }
        return .done
    }

    /// The gate's held decision is let out or kept in.
    func close(_ decision: DecisionID, _ state: HeldCase.State) async throws(DeskError) -> Outbox.Outcome {
        let held: HeldCase?
        do throws(StoreError) { held = try await ports.gate.heldCase(of: decision) } catch { throw .unavailable }
        guard let held else { return .done }
        let ruler = file.rulings.values.max { $0.at < $1.at }?.ruling.by.text ?? EffectPorts.machineName
        do throws(CaseReviewError) {
            _ = try await ports.review.close(held.id, as: state, by: ruler, note: file.id.text)
            return .done
        } catch {
            switch error {
            // Closed already, the other way, by the command line: nothing more to do here.
            case .unknown, .notWaiting: return .done
            case .unavailable: throw .unavailable
            }
        }
    }

    /// Lets a refused request through once: the complaint was right.
    func permit(_ decision: DecisionID) async throws(DeskError) -> Outbox.Outcome {
        do throws(StoreError) {
            let entry = try await ports.store.auditEntries(.decision, about: decision.text, limit: 1).first
            guard let digest = entry?.fields["request"] else { return .done }
            let week: Int64 = 7 * 24 * 3600
            try await ports.ledger.commit([
                .grantPermit(Permit(digest: digest, caseID: file.id, expiresAt: now.adding(seconds: week)))
            ])
            return .done
        } catch { throw .unavailable }
    }

    /// The picture is known from now on, to uploads, edits and outputs.
    func enter(_ order: BankOrder) async throws(DeskError) -> Outbox.Outcome {
        guard let asset = try await ports.assets.asset(order.item),
            let look = try await ports.assets.look(of: asset)
        else { return .later("the picture was never read, so a bank cannot know it") }
        let bank: Bank = order.category == .minorSexual ? .illegal : .intimate
        let ruler = file.rulings[order.ruling]?.ruling.by.text ?? EffectPorts.machineName
        let entry = BankEntry(
            id: order.entry, bank: bank, fingerprint: look.fingerprint, signature: look.signature, sha256: look.sha256,
            source: "ruling", note: order.ruling.text, addedBy: ruler, addedAt: now)
        do throws(StoreError) {
            guard try await ports.gate.bankEntry(order.entry) == nil else { return .done }
            try await ports.ledger.commit([
                .putBankEntry(entry),
                .audit(
                    AuditEntry(
                        kind: .bankChanged, subject: order.entry.text, at: now,
                        fields: [
                            "state": "added", "bank": bank.rawValue, "by": ports.digester.digest(["staff", ruler]),
                        ])),
            ])
            return .done
        } catch { throw .unavailable }
    }

    func disable(_ entry: BankEntryID) async throws(DeskError) -> Outbox.Outcome {
        do throws(StoreError) {
            guard try await ports.gate.bankEntry(entry) != nil else { return .done }
            try await ports.ledger.commit([
                .enableBankEntry(entry, false),
                .audit(
                    AuditEntry(
                        kind: .bankChanged, subject: entry.text, at: now,
                        fields: ["state": "off", "by": ports.digester.digest(["staff", EffectPorts.machineName])])),
            ])
            return .done
        } catch { throw .unavailable }
    }

    /// Both persons who lifted a match say that this file may pass that entry.
    func allow(_ entry: BankEntryID, _ item: ItemID) async throws(DeskError) -> Outbox.Outcome {
        guard let asset = try await ports.assets.asset(item),
            let sha256 = try await ports.assets.look(of: asset)?.sha256
        else { return .later("the bytes of the picture are not known") }
        do throws(StoreError) {
            try await ports.ledger.commit(
                ["first", "second"].map { who in
                    .allowMatch(
                        BankAllowance(entry: entry, sha256: sha256, by: "\(file.id.text) \(who)", at: now))
                })
            return .done
        } catch { throw .unavailable }
    }

    func place(_ scope: HoldScope) async throws(DeskError) -> Outbox.Outcome {
        try await ports.place(scope)
        return .done
    }

    func lift(_ scope: HoldScope) async throws(DeskError) -> Outbox.Outcome {
        // WHY: another case may hold the same.
        guard await !desk.isHeld(scope) else { return .done }
        switch scope {
        case .requests(let category, let operation): ports.holds.lift(.requests(category, operation))
        case .phrases(let family): ports.holds.lift(phrases: family.text)
        }
        return .done
    }

    /// Fewer strikes count than when measures were imposed: the cases that imposed them look again.
    func recount(_ account: AccountID) async throws(DeskError) -> Outbox.Outcome {
        for id in await desk.cases(about: account) where id != file.id {
            guard let other = await desk.file(id),
                other.measures.values.contains(where: { $0.measure.account == account && $0.end == nil })
            else { continue }
            do throws(DeskError) { try await desk.perform(.recount(account), on: id, by: .machine) } catch {
                if case .refused = error { continue }
                throw error
            }
        }
        return .done
    }
}
