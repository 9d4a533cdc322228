// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel

/// A limit as it is kept: the lease, which runs on a clock that dies with the process, as the civil time it expires.
public struct StoredLimit: Sendable, Hashable {
    /// What of a lease outlives the process.
    public struct Lease: Sendable, Hashable {
        /// How long the limit stands without being renewed; whole milliseconds are kept.
        public var duration: Duration
        /// When it expires unless renewed.
        public var expires: UTCInstant
        /// What holds once it is lost.
        public var fallback: Rating

        /// By its members.
        public init(duration: Duration, expires: UTCInstant, fallback: Rating) {
            self.duration = duration
            self.expires = expires
            self.fallback = fallback
        }
    }

    /// The lease; nil where the source need not stay in touch.
    public var lease: Lease?
    private var body: Limit

    /// The limit as it is to be kept, seen at `now`.
    public init(_ limit: Limit, at now: Moment) {
        body = limit
        body.lease = nil
        lease = limit.lease.map {
            let left = $0.renewedAt + $0.duration - now.steady
            return Lease(duration: $0.duration, expires: now.utc + left, fallback: $0.fallback)
        }
    }

    init(body: Limit, lease: Lease?) {
        self.body = body
        self.lease = lease
    }

    /// Everything but the lease.
    public var withoutLease: Limit { body }

    /// The limit on the clocks of this run, its lease with as much left as the civil clock says.
    public func limit(at now: Moment) -> Limit {
        var limit = body
        limit.lease = lease.map {
            DERDispatch.Lease(
                duration: $0.duration, renewedAt: now.steady + ($0.expires - now.utc) - $0.duration,
                fallback: $0.fallback)
        }
        return limit
    }
}
