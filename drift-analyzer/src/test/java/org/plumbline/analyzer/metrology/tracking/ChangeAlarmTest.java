// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeAlarmTest {
    @ParameterizedTest
    @ValueSource(doubles = {1, -1})
    void constantShiftOfOneStandardDeviationIsWatchedThenAlarmed(double shift) {
        ChangeAlarm alarm = ChangeAlarm.quiet();
        int steps = 0;
        boolean watched = false;
        while (!alarm.raised() && steps < 100) {
            watched |= alarm.watch();
            alarm = alarm.step(shift);
            steps++;
        }
        assertTrue(watched);
        // Half a standard deviation is gained per day, so the sum passes 10 on day 21.
        assertEquals(21, steps);
        assertEquals(0, alarm.quietDays());
        assertEquals(0, alarm.upper());
        assertFalse(alarm.step(0).raised());
        assertEquals(1, alarm.step(0).quietDays());
    }

    /** Brook and Evans: the mean run length of white input is 70,100 days at h = 10 for both sides together. */
    @Test
    void whiteInputAlarmsAsRarelyAsTheory() {
        SplittableRandom chance = new SplittableRandom(1);
        ChangeAlarm alarm = ChangeAlarm.quiet();
        int alarms = 0;
        int days = 2_000_000;
        for (int day = 0; day < days; day++) {
            alarm = alarm.step(chance.nextGaussian());
            alarms += alarm.raised() ? 1 : 0;
        }
        double expected = days / 70_100.0;
        assertTrue(alarms > 0 && alarms < 2 * expected, alarms + " alarms, theory says " + expected);
    }

    @Test
    void correlationOfTheInnovationsIsTracked() {
        SplittableRandom chance = new SplittableRandom(2);
        ChangeAlarm alarm = ChangeAlarm.quiet();
        double value = 0;
        double sum = 0;
        for (int day = 0; day < 3000; day++) {
            value = 0.6 * value + 0.8 * chance.nextGaussian();
            alarm = alarm.step(value);
            sum += alarm.correlation();
        }
        assertEquals(0.6, sum / 3000, 0.1);
    }
}
