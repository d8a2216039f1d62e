/// Entry points for fuzzing the parsers of addresses. Each takes any bytes and says whether the laws held; a harness
/// traps on false.
@_spi(Fuzzing)
public enum NetworkFuzzing {
    /// `ip(string)`: an address prints canonically and reads back as the same address.
    public static func address(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(NetworkError) {
            let address = try IPAddress(text: text)
            let canonical = address.description
            guard try IPAddress(text: canonical) == address, try IPAddress.isCanonical(canonical) else { return false }
            return IPAddress.isAddress(text) && canonical.utf8.count <= IPAddress.maximumTextBytes
        } catch {
            return !IPAddress.isAddress(text)
        }
    }

    /// `cidr(string)`: a network prints canonically, reads back as the same network, and contains itself.
    public static func network(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(NetworkError) {
            let network = try IPNetwork(text: text)
            let masked = network.masked
            guard try IPNetwork(text: network.description) == network else { return false }
            return masked.isMasked && masked.masked == masked && network.contains(network) && masked.contains(network)
                && network.contains(network.address)
        } catch {
            return !IPNetwork.isNetwork(text)
        }
    }
}
