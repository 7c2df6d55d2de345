// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.correction;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;

/**
 * The increments of one day, raw and corrected. Integers throughout; the one product with K is exact before it is rounded
 * (half even), and it is the sum since the first level that is rounded, so that nothing adds up over the day.
 *
 * @param rawScaler raw increments are in 10^rawScaler Wh
 * @param increments in the order of time
 * @param leftOut levels and intervals that were left out
 */
public record DayIncrements(int rawScaler, List<Increment> increments, int leftOut) {

    private static final int MILLI = 3;

    /** Of raw units and of mWh in one interval: a terawatt hour; K is at most 10 and a day has at most 146 levels. */
    private static final BigDecimal MOST = BigDecimal.ONE.scaleByPowerOfTen(15);

    /** Energy between two levels. Times in seconds since 1970-01-01T00:00Z, meter clock. */
    public record Increment(long fromEpochSecond, long toEpochSecond, long raw, long correctedMilliwattHours) {}

    /** Copies the list. */
    public DayIncrements {
        increments = List.copyOf(increments);
    }

    /**
     * Corrects a day.
     *
     * @param levels in canonical order
     * @param calibrationEpoch increments with a level of another epoch are left out
     * @param factor K, above 0 and at most 10
     */
    public static DayIncrements of(List<Level> levels, int calibrationEpoch, double factor) {
        int scaler = levels.stream()
                .mapToInt(level -> level.register().scaler())
                .min()
                .orElse(0);
        BigDecimal milliwattHoursPerUnit = BigDecimal.ONE.scaleByPowerOfTen(scaler + MILLI);
        BigDecimal k = new BigDecimal(factor);
        List<Increment> increments = new ArrayList<>();
        int leftOut = 0;
        long rawSum = 0;
        long correctedSum = 0;
        @Nullable RegisterLevel before = null;
        for (int i = 0; i < levels.size(); i++) {
            RegisterLevel now = levels.get(i).register();
            if (now.hasForbiddingStatus() || isDoubled(levels, i)) {
                leftOut++;
                continue;
            }
            if (before != null) {
                BigDecimal step = unitsOf(now, scaler).subtract(unitsOf(before, scaler));
                if (isOfEpoch(calibrationEpoch, before, now) && isPlausible(step, milliwattHoursPerUnit)) {
                    rawSum += step.longValueExact();
                    long corrected = k.multiply(milliwattHoursPerUnit)
                            .multiply(BigDecimal.valueOf(rawSum))
                            .setScale(0, RoundingMode.HALF_EVEN)
                            .longValueExact();
                    increments.add(new Increment(
                            before.captureEpochSecond(),
                            now.captureEpochSecond(),
                            step.longValueExact(),
                            corrected - correctedSum));
                    correctedSum = corrected;
                } else {
                    leftOut++;
                }
            }
            before = now;
        }
        return new DayIncrements(scaler, increments, leftOut);
    }

    private static boolean isOfEpoch(int calibrationEpoch, RegisterLevel before, RegisterLevel now) {
        return before.calibrationEpoch() == calibrationEpoch && now.calibrationEpoch() == calibrationEpoch;
    }

    /** Not falling, and not so large that a day's sum would leave 64 bits. */
    private static boolean isPlausible(BigDecimal step, BigDecimal milliwattHoursPerUnit) {
        return step.signum() >= 0
                && step.compareTo(MOST) <= 0
                && step.multiply(milliwattHoursPerUnit).compareTo(MOST) <= 0;
    }

    /** Two levels at one time: nobody knows which is true. */
    private static boolean isDoubled(List<Level> levels, int at) {
        return isAt(levels, at - 1, levels.get(at)) || isAt(levels, at + 1, levels.get(at));
    }

    private static boolean isAt(List<Level> levels, int at, Level level) {
        return at >= 0
                && at < levels.size()
                && levels.get(at).register().captureEpochSecond()
                        == level.register().captureEpochSecond();
    }

    private static BigDecimal unitsOf(RegisterLevel level, int scaler) {
        return BigDecimal.valueOf(level.raw()).scaleByPowerOfTen(level.scaler() - scaler);
    }
}
