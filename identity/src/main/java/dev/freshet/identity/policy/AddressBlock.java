package dev.freshet.identity.policy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/**
 * IP addresses that share a prefix, {@code 203.0.113.0/24} or {@code 2001:db8::/32}; an address alone is a block of one.
 *
 * @param bits how many bits of an address are the prefix
 */
record AddressBlock(InetAddress network, int bits) {
    static ValueTest test(String text, PolicyVersion version) throws MalformedPolicyException {
        AddressBlock block =
                parse(text).orElseThrow(() -> MalformedPolicyException.syntax("'" + text + "' is no CIDR block."));
        return (actual, keys) -> address(actual).filter(block::contains).isPresent();
    }

    static Optional<AddressBlock> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return address(text).map(alone -> new AddressBlock(alone, width(alone)));
        }
        String bits = text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}")) {
            return Optional.empty();
        }
        return address(text.substring(0, slash))
                .map(network -> new AddressBlock(network, Integer.parseInt(bits)))
                .filter(block -> block.bits <= width(block.network));
    }

    boolean contains(InetAddress address) {
        if (width(address) != width(network)) {
            return false;
        }
        int rest = width(network) - bits;
        return number(address).shiftRight(rest).equals(number(network).shiftRight(rest));
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    private static int width(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    /** Never asks the name service. */
    private static Optional<InetAddress> address(String literal) {
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
