/// Where a node can be asked.
public enum BackfillAddress: Hashable, Sendable {
    /// The base of its REST interface without `/rest`, such as `http://10.0.0.7:8332`. Nothing but GET is sent there.
    case rest(String)
    /// Its RPC port, with an account that should be limited to the calls of ``ReadOnlyCall`` (`-rpcwhitelist`).
    case rpc(String, user: String, password: String)
    /// The base of a publisher's back-fill in the supervision protocol, without `/supervision`. Nothing but GET.
    case supervision(String)
    /// The base of a Monero node's restricted RPC. Nothing but the calls of ``MoneroCall``.
    case monero(String)
}
