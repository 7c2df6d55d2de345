// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class CosemValueDecoderPropertyTest {

    @Property(tries = 3_000)
    void anyOctetsGiveAValueOrTheDeclaredException(@ForAll @Size(max = 64) byte[] octets) {
        try {
            CosemValueDecoder.decode(octets);
        } catch (MeterFaultException declared) {
            assertTrue(declared.fault() instanceof MeterFault.GuardViolated);
        }
    }

    @Property(tries = 500)
    void whatIsAllocatedIsBoundedByTheInput(@ForAll @Size(max = 64) byte[] octets) {
        byte[] array = new byte[octets.length + 5];
        array[0] = 1;
        array[1] = (byte) 0x84;
        System.arraycopy(octets, 0, array, 2, octets.length);
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            CosemValueDecoder.decode(array);
        } catch (MeterFaultException declared) {
            // refused is as good as decoded: only the allocation counts here
        }
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 64_000);
    }
}
