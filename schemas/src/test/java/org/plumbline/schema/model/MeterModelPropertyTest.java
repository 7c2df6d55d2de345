// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.schema.model.MeterModelTest.models;
import static org.plumbline.schema.model.MeterModelTest.sampleBlock;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class MeterModelPropertyTest {

    @Property(tries = 300)
    void scalingMultipliesEachGainToWithinHalfAnLsb(
            @ForAll @IntRange(max = 2) int index, @ForAll @DoubleRange(min = 0.95, max = 1.05) double k) {
        MeterModel model = models().toList().get(index);
        byte[] base = sampleBlock(model.name());
        byte[] target = model.scaled(base, k);
        assertTrue(model.defectOf(target).isEmpty());
        double[] before = model.gainsOf(base);
        double[] after = model.gainsOf(target);
        for (int i = 0; i < before.length; i++) {
            assertEquals(before[i] * k, after[i], 0.5000001 * model.gainLsb());
        }
        assertEquals(k, model.gainRatio(base, target), model.gainLsb());
    }
}
