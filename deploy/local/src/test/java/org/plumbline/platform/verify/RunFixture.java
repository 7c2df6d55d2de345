// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.platform.verify.Testimony.Action;
import org.plumbline.platform.verify.Truth.InterruptionKind;

/** A small run in which everything is right; tests spoil one thing each. */
final class RunFixture {
    static final String LOST = "M1";
    static final String REBOOTED = "M2";
    static final String CLEAN = "M3";
    static final String INSIDE = "M4";
    static final String BEYOND = "M5";
    static final String COARSE = "M6";
    static final String POINT = "P1";
    static final String POINT_REFERENCE = "P2";
    static final long STEP = 900;
    static final int ROWS = 10;
    static final int WRITTEN_AT_ROW = 5;
    static final long FROM = 900_000;
    static final long TO = FROM + (ROWS - 1) * STEP;
    static final Instant STOP_FROM = Instant.ofEpochSecond(FROM + 4 * STEP);
    static final Instant STOP_UNTIL = Instant.ofEpochSecond(FROM + 5 * STEP);
    /** Energy of one interval; the meter counts 1 % too much before its correction. */
    private static final long TRUE_MILLIWATT_HOURS = 1_000_000;

    final Map<String, Plant> plants = new HashMap<>(Map.of(
            LOST, Plant.CORRECTABLE,
            REBOOTED, Plant.CORRECTABLE,
            CLEAN, Plant.NONE,
            INSIDE, Plant.INSIDE_LIMIT,
            BEYOND, Plant.BEYOND_CAPS,
            COARSE, Plant.COARSE_REGISTER));
    final Map<String, Truth.Rows> rows = new HashMap<>();
    final Map<String, Testimony.Readings> readings = new HashMap<>();
    final List<Truth.Activation> activations = new ArrayList<>();
    final List<Truth.Write> writes = new ArrayList<>();
    final List<Truth.Interruption> interruptions = new ArrayList<>(List.of(
            new Truth.Interruption(LOST, InterruptionKind.CONNECTION_LOST),
            new Truth.Interruption(REBOOTED, InterruptionKind.REBOOT)));
    final List<Testimony.Gap> gaps = new ArrayList<>();
    final List<Testimony.Case> cases = new ArrayList<>();
    final Map<String, String> refusals = new HashMap<>();
    final List<Testimony.Order> orders = new ArrayList<>();
    final List<String> approved = new ArrayList<>(List.of(LOST, REBOOTED));
    final List<String> stopped = new ArrayList<>(List.of(LOST, REBOOTED));
    final List<String> auditDefects = new ArrayList<>();
    final List<Truth.Point> points = new ArrayList<>(List.of(new Truth.Point(POINT, POINT_REFERENCE, 36_000, 7)));
    final Map<Long, Testimony.WatchedDay> watchedDays = new HashMap<>(Map.of(
            7L, new Testimony.WatchedDay(144, 144, 1.0, 1.0, 0, 0, Set.of("DAY_DIVERGENCE")),
            8L, new Testimony.WatchedDay(144, 144, 0.0, 0.0, 0, 0, Set.of())));

    @Nullable
    Long findingSinceDay = 7L;

    @Nullable
    Long dueDay = 22L;

    String pointRefusal = "";
    String pointReference = POINT_REFERENCE;
    int ordersMeanwhile;
    long countersTwice;
    long auditEntries = 12;
    int checkpoints = 6;

    RunFixture() {
        IntStream.rangeClosed(1, 6).forEach(i -> plants.put("ADJUSTABLE-" + i, Plant.CORRECTABLE));
        plants.put("INSIDE-2", Plant.INSIDE_LIMIT);
        for (String meterId : plants.keySet()) {
            boolean corrected = plants.get(meterId) == Plant.CORRECTABLE;
            rows.put(meterId, rows(corrected, 1.0));
            readings.put(meterId, readingsOf(rows.get(meterId)));
            refusals.put(meterId, meterId.equals(COARSE) ? "RESOLUTION" : "");
            if (corrected) {
                activations.add(new Truth.Activation(meterId, STOP_UNTIL, "cafe"));
                cases.add(new Testimony.Case(meterId + "|MET-02|1", meterId, Action.ADJUST, true, true, 0.04));
                orders.add(new Testimony.Order("order-" + meterId, meterId, 3, "cafe", true));
            }
        }
        rows.put(POINT, pointRows(20_200, 20_000));
        rows.put(POINT_REFERENCE, pointRows(20_000, 20_000));
        readings.put(POINT, readingsOf(rows.get(POINT)));
        readings.put(POINT_REFERENCE, readingsOf(rows.get(POINT_REFERENCE)));
        cases.add(new Testimony.Case(BEYOND + "|MET-02|1", BEYOND, Action.REPLACE, false, false, 0.04));
    }

    /** Rows with the correction at {@link #WRITTEN_AT_ROW}; {@code gainAfter} is the gain from then on. */
    static Truth.Rows rows(boolean corrected, double gainAfter) {
        long[] capture = new long[ROWS];
        long[] raw = new long[ROWS];
        long[] flowed = new long[ROWS];
        long[] counted = new long[ROWS];
        long[] counter = new long[ROWS];
        for (int i = 0; i < ROWS; i++) {
            capture[i] = FROM + i * STEP;
            counter[i] = corrected && i >= WRITTEN_AT_ROW ? 1 : 0;
            double gain = i > WRITTEN_AT_ROW ? gainAfter : corrected ? 1.01 : 1.0;
            flowed[i] = i == 0 ? 0 : flowed[i - 1] + TRUE_MILLIWATT_HOURS;
            counted[i] = i == 0 ? 0 : counted[i - 1] + Math.round(TRUE_MILLIWATT_HOURS * gain);
            raw[i] = counted[i] / 1000;
        }
        return new Truth.Rows(capture, raw, flowed, counted, counter);
    }

    /** Rows of ten minutes over the days 7 and 8, of these energies in 0.1 Wh on the one and the other day. */
    static Truth.Rows pointRows(long first, long second) {
        int intervals = 2 * 144;
        long[] capture = new long[intervals + 1];
        long[] raw = new long[intervals + 1];
        long[] counted = new long[intervals + 1];
        for (int i = 0; i <= intervals; i++) {
            capture[i] = 7 * 86_400 + i * 600L;
            counted[i] = i == 0 ? 0 : counted[i - 1] + 100 * (i <= intervals / 2 ? first : second);
            raw[i] = counted[i] / 1000;
        }
        return new Truth.Rows(capture, raw, counted.clone(), counted, new long[intervals + 1]);
    }

    static Testimony.Readings readingsOf(Truth.Rows rows) {
        int[] epochs = new int[rows.changeCounter().length];
        for (int i = 0; i < epochs.length; i++) {
            epochs[i] = (int) rows.changeCounter()[i] + 1;
        }
        return new Testimony.Readings(
                rows.captureSeconds().clone(), rows.registerRaw().clone(), epochs);
    }

    /** Publishes a day of the point with these figures. */
    void watch(long day, int compared, @Nullable Double e1Percent, @Nullable Double e2Percent, String... anomalies) {
        watchedDays.put(day, new Testimony.WatchedDay(144, compared, e1Percent, e2Percent, 0, 0, Set.of(anomalies)));
    }

    Truth truth() {
        return new Truth(
                plants, rows, activations, writes, interruptions, new Truth.CounterUse(100, countersTwice), points);
    }

    Testimony testimony() {
        return new Testimony(
                readings,
                gaps,
                cases,
                refusals,
                orders,
                approved,
                new Testimony.Stop(STOP_FROM, STOP_UNTIL, stopped, ordersMeanwhile),
                new Testimony.Audit(auditEntries, 3, checkpoints, auditDefects),
                Map.of(
                        POINT,
                        new Testimony.WatchedPoint(
                                pointReference, pointRefusal, findingSinceDay, dueDay, watchedDays)));
    }

    List<CheckResult> judge() {
        return Verifier.judge(truth(), testimony(), FROM, TO);
    }
}
