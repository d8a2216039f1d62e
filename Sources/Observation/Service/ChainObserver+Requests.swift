import ChainFormats
import Logging
import SupervisionModel

extension ChainObserver {
    /// Does one action and reports how it went.
    func perform(_ action: FollowerAction<[UInt8], VerifiedBody>, sources: [BackfillClient?]) async {
        switch action {
        case .emit:
            break
        case .poll(let source):
            await poll(source, sources[source])
        case .fetchHeaders(let source, let locator):
            await fetchHeaders(source, locator, sources[source])
        case .fetchBlock(let source, let hash, let height):
            await fetchBlock(source, hash, height, sources[source])
        case .verify(let source, let hash, let height, let raw, let received):
            await verify(raw, hash, height, source: source, arrival: .push, received: received)
        case .refuse(let source, let refusal, let raw):
            let body = await gate.pass { BitcoinBodies.bytesHash(raw) }
            inbox.post(.event(.refused(source: source, refusal, body: body)))
        }
    }

    private func poll(_ source: Int, _ client: BackfillClient?) async {
        do throws(BackfillError) {
            guard let client else { throw BackfillError(.unreachable, "cannot be asked") }
            let report = try await client.tip()
            guard report.network.utf8.elementsEqual(adapter.networkName.utf8) else {
                inbox.post(
                    .event(
                        .refused(
                            source: source,
                            Refusal(
                                reason: "network.wrong",
                                detail: "\(report.network.prefix(64)), expected \(adapter.networkName)"), body: nil)))
                throw BackfillError(.refused, "the node is on another network")
            }
            inbox.post(.event(.tip(source: source, hash: report.hash, height: report.height)))
        } catch {
            note(error, source: source)
            inbox.post(.event(.tipFailed(source: source)))
        }
    }

    private func fetchHeaders(_ source: Int, _ locator: [Digest32], _ client: BackfillClient?) async {
        do throws(BackfillError) {
            guard let client else { throw BackfillError(.unreachable, "cannot be asked") }
            let answer = try await client.headers(after: locator)
            let adapter = adapter
            let (headers, refusal) = await gate.pass { adapter.headers(answer.bytes) }
            if let refusal {
                inbox.post(
                    .event(.refused(source: source, refusal, body: BitcoinBodies.bytesHash(answer.bytes))))
            }
            inbox.post(.event(.headers(source: source, headers, more: answer.isCut)))
        } catch {
            note(error, source: source)
            inbox.post(.event(.headersFailed(source: source, hasNoCommonBlock: error.code == .noCommonBlock)))
        }
    }

    private func fetchBlock(_ source: Int, _ hash: Digest32, _ height: UInt64, _ client: BackfillClient?) async {
        do throws(BackfillError) {
            guard let client else { throw BackfillError(.unreachable, "cannot be asked") }
            let raw = try await client.block(hash)
            await verify(raw, hash, height, source: source, arrival: .backfill, received: clock.now().wall)
        } catch {
            note(error, source: source)
            guard error.code == .tooLarge || error.code == .malformed else {
                inbox.post(.event(.unavailable(source: source, hash: hash)))
                return
            }
            inbox.post(
                .event(
                    .unverified(
                        source: source, hash: hash,
                        Refusal(reason: "backfill.\(error.code.rawValue)", detail: error.reason), body: nil,
                        arrival: .backfill)))
        }
    }

    private func verify(
        _ raw: [UInt8], _ hash: Digest32, _ height: UInt64, source: Int, arrival: BlockConnection.Arrival,
        received: Timestamp
    ) async {
        let adapter = adapter
        let event: FollowerEvent<[UInt8], VerifiedBody> = await gate.pass {
            do throws(Refusal) {
                let body = try adapter.verify(raw, hash: hash, height: height)
                return .verified(
                    source: source, hash: hash, block: body, byteCount: raw.count, arrival: arrival,
                    received: received)
            } catch {
                return .unverified(
                    source: source, hash: hash, error, body: BitcoinBodies.bytesHash(raw), arrival: arrival)
            }
        }
        inbox.post(.event(event))
    }

    private func note(_ error: BackfillError, source: Int) {
        logger.debug(
            "request failed",
            metadata: ["endpoint": "\(configuration.endpoints[source].name)", "error": "\(error)"])
    }
}
