// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.checks.DayFinding.Level;
import org.plumbline.analyzer.metrology.checks.DayFinding.Measured;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refusal;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refused;

class PowerPathTest {
    private final SplittableRandom random = new SplittableRandom(8);

    @Test
    void changeWithinAnEpochIsBeyondDoubt() {
        PowerPath path = after(PowerPath.begin(), 20, 1);
        assertEquals(Level.CLEAR, measured(path).level());
        path = after(path, 6, 1.005);
        Measured changed = measured(path);
        assertEquals(Level.BEYOND, changed.level());
        assertEquals(0, changed.baseline(), 0.05);
        assertEquals(0.5 * (1 - Math.pow(2, -6.0 / 7)), changed.statistic(), 0.06, "forgotten with a week's half-life");
    }

    @Test
    void whatWasSoFromTheStartIsDoubtfulOnly() {
        PowerPath path = after(PowerPath.begin(), 40, 1.02);
        assertEquals(Level.DOUBTFUL, measured(path).level());
        assertEquals(2, measured(path).statistic(), 0.05);
        assertEquals(2, measured(path).baseline(), 0.05);
    }

    @Test
    void tooFewPollsAndMissingRegistersAreRefusedByName() {
        PowerPath path = after(PowerPath.begin(), 1, 1);
        assertEquals(new Refused(Refusal.TOO_FEW_POLLS), path.ratioFinding(day(1)));
        path = after(PowerPath.begin(), 20, 1);
        PollSample bare = PollSample.of(0, 1, java.util.Map.of());
        assertEquals(new Refused(Refusal.NO_POWER), path.ratioFinding(List.of(bare)));
        assertEquals(new Refused(Refusal.NO_LOW_LOAD), path.offsetFinding(day(1)));
    }

    private PowerPath after(PowerPath before, int days, double factor) {
        PowerPath path = before;
        for (int day = 0; day < days; day++) {
            path = path.after(1, day(factor));
        }
        return path;
    }

    private List<PollSample> day(double factor) {
        List<PollSample> polls = new ArrayList<>();
        for (int k = 0; k < 12; k++) {
            polls.add(Polls.of(
                    k, random.nextDouble(300, 5_000), random.nextDouble(0.9, 1), random.nextDouble(226, 234), factor));
        }
        return polls;
    }

    private Measured measured(PowerPath path) {
        return assertInstanceOf(Measured.class, path.ratioFinding(day(1)));
    }
}
