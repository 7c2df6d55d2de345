// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A day of levels with a known load: 97 rows, 1 Wh registers, power that swings between 200 W and 1,800 W. */
final class DayFixture {
    static final long EPOCH_DAY = 20_500;
    static final long MIDNIGHT = EPOCH_DAY * 86_400;
    static final RegisterFormat FORMAT = new RegisterFormat(32, 14_000);

    final List<RegisterLevel> tested = new ArrayList<>();
    final List<RegisterLevel> reference = new ArrayList<>();

    /** Tested meter reads {@code 1 + gain} times the reference. */
    static DayFixture withGain(double gain) {
        DayFixture day = new DayFixture();
        for (int k = 0; k <= 96; k++) {
            double energy = trueWattHours(k * 900);
            day.reference.add(level(k, (long) (5_000 + energy), 1));
            day.tested.add(level(k, (long) (7_000 + energy * (1 + gain)), 1));
        }
        return day;
    }

    /** 300 W, and a charger of 7 kW from 19:00 to 22:00; the tested meter adds an offset and a curvature. */
    static DayFixture charging(double offsetWatts, double curvaturePercent) {
        DayFixture day = new DayFixture();
        double energy = 0;
        double difference = 0;
        for (int k = 0; k <= 96; k++) {
            day.reference.add(level(k, (long) (5_000 + energy), 1));
            day.tested.add(level(k, (long) (7_000 + energy + difference), 1));
            double watts = k >= 76 && k < 88 ? 7_300 : 300;
            double fraction = watts / FORMAT.maximumPowerWatts();
            energy += watts / 4;
            difference += (offsetWatts + curvaturePercent / 100 * fraction * fraction * watts) / 4;
        }
        return day;
    }

    static double trueWattHours(double second) {
        double hours = second / 3600;
        return 1000 * hours - 800 * 12 / Math.PI * (Math.cos(Math.PI * hours / 12) - 1) / 2;
    }

    static RegisterLevel level(int row, long raw, int epoch) {
        return new RegisterLevel(MIDNIGHT + row * 900L, raw, 0, 0, epoch);
    }

    static RegisterLevel withStatus(RegisterLevel level, int status) {
        return new RegisterLevel(
                level.captureEpochSecond(), level.raw(), level.scaler(), status, level.calibrationEpoch());
    }

    static RegisterLevel withRaw(RegisterLevel level, long raw) {
        return new RegisterLevel(
                level.captureEpochSecond(), raw, level.scaler(), level.statusBits(), level.calibrationEpoch());
    }

    static RegisterLevel withScaler(RegisterLevel level, int scaler) {
        return new RegisterLevel(
                level.captureEpochSecond(), level.raw(), scaler, level.statusBits(), level.calibrationEpoch());
    }

    static RegisterLevel withEpoch(RegisterLevel level, int epoch) {
        return new RegisterLevel(level.captureEpochSecond(), level.raw(), level.scaler(), level.statusBits(), epoch);
    }

    DayFixture changeTested(int fromRow, int toRow, UnaryOperator<RegisterLevel> change) {
        for (int k = fromRow; k < toRow; k++) {
            tested.set(k, change.apply(tested.get(k)));
        }
        return this;
    }

    DayFixture changeReference(int fromRow, int toRow, UnaryOperator<RegisterLevel> change) {
        for (int k = fromRow; k < toRow; k++) {
            reference.set(k, change.apply(reference.get(k)));
        }
        return this;
    }

    PairedDay paired() {
        return new PairedDay(EPOCH_DAY, tested, reference, FORMAT, FORMAT, new TreeMap<>(Map.of(MIDNIGHT, 21.0)));
    }

    DayResult result() {
        return DayRegression.estimate(paired());
    }

    DayResult.Estimate estimate() {
        return switch (result()) {
            case DayResult.Estimate estimate -> estimate;
            case DayResult.Refusal refusal -> throw new AssertionError(refusal.toString());
        };
    }

    DayResult.RefusalReason refusal() {
        return switch (result()) {
            case DayResult.Estimate estimate -> throw new AssertionError(estimate.toString());
            case DayResult.Refusal refusal -> refusal.reason();
        };
    }
}
