// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class PackedRealsPropertyTest {
    @Provide
    Arbitrary<Double> reals() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.integers().map(Integer::doubleValue),
                Arbitraries.doubles().between(0.39, 0.41),
                Arbitraries.of(
                        0.0,
                        -0.0,
                        Double.NaN,
                        Double.NEGATIVE_INFINITY,
                        Double.MIN_VALUE,
                        0x1p52,
                        -0x1p52,
                        0x1p53,
                        Double.longBitsToDouble(0x7FF8_0000_0000_0001L)));
    }

    @Property(tries = 500)
    void everyDoubleSurvivesBitByBit(
            @ForAll @Size(max = 40) List<@From("reals") Double> before, @ForAll("reals") double other) {
        double[] first = before.stream().mapToDouble(each -> each).toArray();
        double[] second = first.clone();
        for (int k = 0; k < second.length; k++) {
            second[k] = k % 3 == 0 ? other : first[(k * 7 + 1) % first.length];
        }
        assertArrayEquals(bits(second), bits(readBack(second, first)));
        assertArrayEquals(bits(first), bits(readBack(first, second)));
    }

    private static double[] readBack(double[] values, double[] before) {
        OctetReader in = new OctetReader(octets(values, before));
        double[] read = PackedReals.read(in, before);
        in.end();
        return read;
    }

    @Example
    void whatIsAsBeforeOrWholeTakesLittle() {
        double[] before = {0.4001, 86_400, 0, 12_000};
        assertEquals(1, octets(before, before).length);
        assertEquals(1 + 7 + 2 + 1 + 2, octets(new double[] {0.4002, 82_800, 1, 9_000}, before).length);
    }

    private static byte[] octets(double[] values, double[] before) {
        OctetWriter out = new OctetWriter(16);
        PackedReals.write(out, values, before);
        return out.toOctets();
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
