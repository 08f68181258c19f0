package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AddressesTest {
    /** A headless service has an address for each replica; the second family names the same replicas again. */
    @Test
    void allAddressesOfTheFirstFamilyCountOnce() throws UnknownHostException {
        InetAddress first = InetAddress.ofLiteral("10.0.0.1");
        InetAddress second = InetAddress.ofLiteral("10.0.0.2");
        InetAddress other = InetAddress.ofLiteral("fd00::1");

        assertThat(Addresses.of(new InetAddress[] {first, other, second, first}, 80))
                .containsExactly(new InetSocketAddress(first, 80), new InetSocketAddress(second, 80));
        assertThat(Addresses.of(new InetAddress[] {other, first}, 80))
                .containsExactly(new InetSocketAddress(other, 80));
    }
}
