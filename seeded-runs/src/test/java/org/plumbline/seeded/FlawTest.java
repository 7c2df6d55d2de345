// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The seeded runs can fail: each fault put into the surroundings of the cores is seen within few seeds. */
class FlawTest {

    private static final long MOST_SEEDS = 150;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "CALIBRATOR_NOT_FENCED", "ORDERS_BEFORE_STATE"})
    void isSeen(Flaw flaw) {
        for (long seed = 1; seed <= MOST_SEEDS; seed++) {
            try {
                StormWorld.run(seed, flaw);
            } catch (AssertionError seen) {
                assertInstanceOf(BrokenPromise.class, seen.getCause(), seen::getMessage);
                return;
            }
        }
        fail("not seen in " + MOST_SEEDS + " seeds");
    }
}
