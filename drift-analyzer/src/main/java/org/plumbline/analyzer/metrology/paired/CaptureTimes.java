// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.Arrays;

/** The distinct times of one day at which rows were captured, in order. Not thread-safe. */
final class CaptureTimes {
    private static final int DAY_SECONDS = (int) CanonicalLevels.DAY_SECONDS;

    private final long midnight;
    private final int[] seconds;
    private int count;

    /** Room for so many times of a day (days since 1970-01-01). */
    CaptureTimes(int most, long epochDay) {
        midnight = epochDay * DAY_SECONDS;
        seconds = new int[most];
    }

    /** One more time, later than all before; false when it is not of this day, 00:00 to 24:00 inclusive. */
    boolean take(long epochSecond) {
        if (epochSecond < midnight || epochSecond > midnight + DAY_SECONDS) {
            return false;
        }
        seconds[count++] = (int) (epochSecond - midnight);
        return true;
    }

    /** The most frequent step from one time to the next, of equals the shortest, in s; 0 of fewer than two times. */
    int interval() {
        if (count < 2) {
            return 0;
        }
        int[] steps = new int[count - 1];
        for (int k = 1; k < count; k++) {
            steps[k - 1] = seconds[k] - seconds[k - 1];
        }
        Arrays.sort(steps);
        int best = 0;
        int most = 0;
        int times = 0;
        for (int k = 0; k < steps.length; k++) {
            times = k > 0 && steps[k] == steps[k - 1] ? times + 1 : 1;
            if (times > most) {
                most = times;
                best = steps[k];
            }
        }
        return best;
    }

    /** The times of both, each once. */
    CaptureTimes with(CaptureTimes other) {
        CaptureTimes both = new CaptureTimes(count + other.count, Math.floorDiv(midnight, DAY_SECONDS));
        int mine = 0;
        int theirs = 0;
        while (mine < count || theirs < other.count) {
            int next = Math.min(
                    mine < count ? seconds[mine] : DAY_SECONDS,
                    theirs < other.count ? other.seconds[theirs] : DAY_SECONDS);
            both.seconds[both.count++] = next;
            mine += mine < count && seconds[mine] == next ? 1 : 0;
            theirs += theirs < other.count && other.seconds[theirs] == next ? 1 : 0;
        }
        return both;
    }

    /** How many times of the day's usual grid are not there; 0 where the steps make no grid. */
    int missing() {
        int interval = interval();
        if (interval == 0 || DAY_SECONDS % interval != 0) {
            return 0;
        }
        int onGrid = 0;
        for (int k = 0; k < count; k++) {
            onGrid += seconds[k] % interval == 0 ? 1 : 0;
        }
        return DAY_SECONDS / interval + 1 - onGrid;
    }
}
