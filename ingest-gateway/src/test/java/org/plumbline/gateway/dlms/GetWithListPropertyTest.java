// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GetWithListPropertyTest {

    @Property(tries = 2_000)
    void anyOctetsGiveAsManyResultsAsAskedForOrTheDeclaredException(
            @ForAll @Size(max = 60) byte[] octets, @ForAll @IntRange(min = 1, max = 32) int asked) {
        try {
            assertEquals(
                    asked, GetWithList.results(ByteBuffer.wrap(octets), asked).size());
        } catch (MeterFaultException declared) {
            assertInstanceOf(MeterFault.GuardViolated.class, declared.fault());
        }
    }

    @Property(tries = 500)
    void everyResultIsAtThePlaceOfItsAttribute(@ForAll("outcomes") List<AccessOutcome> outcomes) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.write(outcomes.size());
        for (AccessOutcome outcome : outcomes) {
            switch (outcome) {
                case AccessOutcome.Done(CosemValue value) -> {
                    long number = ((CosemValue.IntegerValue) value).value();
                    octets.writeBytes(ByteBuffer.allocate(6)
                            .put((byte) 0)
                            .put((byte) 6)
                            .putInt((int) number)
                            .array());
                }
                case AccessOutcome.Refused(int code) -> octets.writeBytes(new byte[] {1, (byte) code});
            }
        }

        assertEquals(outcomes, GetWithList.results(ByteBuffer.wrap(octets.toByteArray()), outcomes.size()));
    }

    @Provide
    static Arbitrary<List<AccessOutcome>> outcomes() {
        Arbitrary<AccessOutcome> done = Arbitraries.longs()
                .between(0, 0xFFFF_FFFFL)
                .map(number -> new AccessOutcome.Done(CosemValue.doubleLongUnsigned(number)));
        Arbitrary<AccessOutcome> refused =
                Arbitraries.integers().between(1, 255).map(AccessOutcome.Refused::new);
        return Arbitraries.oneOf(done, refused).list().ofMinSize(1).ofMaxSize(GetWithList.MOST_ITEMS);
    }
}
