// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;

class WrapperHeaderPropertyTest {

    @Property(tries = 300)
    void strippingGivesBackTheApdu(
            @ForAll @IntRange(min = 1, max = 65_535) int client,
            @ForAll @IntRange(min = 1, max = 65_535) int server,
            @ForAll @Size(min = 1, max = 300) byte[] apdu) {
        byte[] frame = Arrays.copyOf(new WrapperHeader(server, client, apdu.length).encode(), 8 + apdu.length);
        System.arraycopy(apdu, 0, frame, 8, apdu.length);

        assertArrayEquals(apdu, WrapperHeader.strip(frame, client, server));
    }

    @Property(tries = 500)
    void anyOctetsGiveAnApduOrTheDeclaredException(@ForAll @Size(max = 30) byte[] frame) {
        try {
            WrapperHeader.strip(frame, 1, 1);
        } catch (MeterFaultException declared) {
            assertEquals(
                    GuardRule.WRAPPER,
                    assertInstanceOf(MeterFault.GuardViolated.class, declared.fault())
                            .rule());
        }
    }
}
