// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

/**
 * The meter's clock: true time plus an offset, running a little fast or slow. Whole seconds since
 * 1970-01-01T00:00:00Z on both sides. Not thread-safe.
 */
final class MeterClock {
    private static final double PARTS_PER_MILLION = 1e-6;

    private final double driftPpm;
    private long baseField;
    private long baseClock;
    private boolean invalid;

    MeterClock(long field, long shown, MeterFeatures.ClockPlan plan) {
        this.driftPpm = plan.driftPpm();
        this.invalid = plan.invalid();
        this.baseField = field;
        this.baseClock = shown;
    }

    /** What the clock shows at a true instant. */
    long at(long field) {
        long elapsed = field - baseField;
        return baseClock + elapsed + (long) Math.floor(elapsed * driftPpm * PARTS_PER_MILLION);
    }

    /** The first true second, not before the last setting, at which the clock shows a time or a later one. */
    long whenShowing(long shown) {
        long field = baseField
                + Math.max(0, (long) Math.floor((shown - baseClock) / (1 + driftPpm * PARTS_PER_MILLION)) - 2);
        while (at(field) < shown) {
            field++;
        }
        return field;
    }

    void set(long field, long shown) {
        baseField = field;
        baseClock = shown;
    }

    boolean invalid() {
        return invalid;
    }

    void invalid(boolean nowInvalid) {
        invalid = nowInvalid;
    }
}
