// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.platform.verify.Testimony.Action;
import org.plumbline.platform.verify.Truth.InterruptionKind;

final class VerifierTest {
    private static final String AGREE = "ledger and topics agree reading by reading";
    private static final String PLANTED = "the simulator planted what the judge expects";
    private static final String FLAGGED = "the right meters and no others were flagged";
    private static final String COARSE = "coarse registers are refused by name, everything else is estimated";
    private static final String ONCE = "every approved order was written exactly once";
    private static final String INTERRUPTED = "a lost connection and a reboot in mid-write both ended correct";
    private static final String RESIDUAL = "the residual error is at most twice the stated uncertainty";
    private static final String CLOSED = "every corrected meter's case was proven by new readings and closed";
    private static final String WATCHED = "surveillance of double-metered points is as their meters counted";
    private static final String STOPPED = "the stop prevented the orders after it";
    private static final String COUNTERS = "no invocation counter was used twice under one key";
    private static final String AUDIT = "the audit chain is whole";

    @Test
    void runInWhichEverythingIsRightPassesEveryCheck() {
        List<CheckResult> results = new RunFixture().judge();
        assertTrue(results.stream().allMatch(CheckResult::passed), results::toString);
        assertEquals(12, results.size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiledRuns")
    void spoiledRunFails(String what, String check, Consumer<RunFixture> spoil) {
        RunFixture run = new RunFixture();
        spoil.accept(run);
        List<CheckResult> results = run.judge();
        CheckResult result = results.stream()
                .filter(candidate -> candidate.name().equals(check))
                .findFirst()
                .orElseThrow();
        assertTrue(!result.passed(), () -> what + " went unnoticed: " + result);
    }

    static List<Arguments> spoiledRuns() {
        return List.of(
                spoiled(
                        "one wrong reading",
                        AGREE,
                        run -> run.readings.get(RunFixture.CLEAN).registerRaw()[3]++),
                spoiled("a reading lost", AGREE, run -> run.readings.put(RunFixture.CLEAN, without(run, 4))),
                spoiled("a meter never read", AGREE, run -> run.readings.remove(RunFixture.CLEAN)),
                spoiled(
                        "a reading twice",
                        AGREE,
                        run -> run.readings.get(RunFixture.CLEAN).captureSeconds()[4] -= RunFixture.STEP),
                spoiled(
                        "an invented reading",
                        AGREE,
                        run -> run.readings.get(RunFixture.CLEAN).captureSeconds()[9] += RunFixture.STEP),
                spoiled("a meter nobody has", AGREE, run -> run.readings.put("M9", run.readings.get(RunFixture.CLEAN))),
                spoiled(
                        "a reading in the wrong epoch",
                        AGREE,
                        run -> run.readings.get(RunFixture.LOST).epoch()[6] = 1),
                spoiled("a fleet without plants", PLANTED, run -> run.plants.put("INSIDE-2", Plant.NONE)),
                spoiled("a clean meter flagged", FLAGGED, run -> run.cases.add(found(RunFixture.CLEAN, Action.ADJUST))),
                spoiled(
                        "an inside meter flagged",
                        FLAGGED,
                        run -> run.cases.add(found(RunFixture.INSIDE, Action.ADJUST))),
                spoiled(
                        "a planted meter missed",
                        FLAGGED,
                        run -> run.cases.removeIf(finding -> finding.meterId().equals(RunFixture.LOST))),
                spoiled("a meter beyond the caps to be adjusted", FLAGGED, run -> {
                    run.cases.removeIf(finding -> finding.meterId().equals(RunFixture.BEYOND));
                    run.cases.add(found(RunFixture.BEYOND, Action.ADJUST));
                }),
                spoiled(
                        "two cases of one meter",
                        FLAGGED,
                        run -> run.cases.add(
                                new Testimony.Case("M1|MET-02|2", RunFixture.LOST, Action.ADJUST, true, true, 0.04))),
                spoiled("a coarse meter estimated", COARSE, run -> run.refusals.put(RunFixture.COARSE, "")),
                spoiled("a clean meter refused", COARSE, run -> run.refusals.put(RunFixture.CLEAN, "CLOCK")),
                spoiled("a meter without estimate", COARSE, run -> run.refusals.remove(RunFixture.CLEAN)),
                spoiled(
                        "a meter written twice",
                        ONCE,
                        run -> run.activations.add(
                                new Truth.Activation(RunFixture.LOST, RunFixture.STOP_UNTIL, "cafe"))),
                spoiled("an order never written", ONCE, run -> run.activations.clear()),
                spoiled(
                        "a write without an order",
                        ONCE,
                        run -> run.activations.add(
                                new Truth.Activation(RunFixture.CLEAN, RunFixture.STOP_UNTIL, "cafe"))),
                spoiled(
                        "another block written",
                        ONCE,
                        run -> run.activations.replaceAll(
                                write -> new Truth.Activation(write.meterId(), write.at(), "beef"))),
                spoiled(
                        "an order delivered twice only",
                        ONCE,
                        run -> run.orders.replaceAll(order -> new Testimony.Order(
                                order.orderId(), order.meterId(), 2, order.targetBlockHex(), order.succeeded()))),
                spoiled("an approved meter without an order", ONCE, run -> run.approved.add("M7")),
                spoiled("an order to a meter beyond the caps", ONCE, run -> {
                    run.orders.add(new Testimony.Order("o", RunFixture.BEYOND, 3, "cafe", true));
                    run.activations.add(new Truth.Activation(RunFixture.BEYOND, RunFixture.STOP_UNTIL, "cafe"));
                }),
                spoiled(
                        "two orders to one meter",
                        ONCE,
                        run -> run.orders.add(new Testimony.Order("o", RunFixture.LOST, 3, "cafe", true))),
                spoiled("nothing interrupted", INTERRUPTED, run -> run.interruptions.clear()),
                spoiled(
                        "no reboot",
                        INTERRUPTED,
                        run -> run.interruptions.removeIf(
                                interruption -> interruption.kind() == InterruptionKind.REBOOT)),
                spoiled(
                        "interrupted order failed",
                        INTERRUPTED,
                        run -> run.orders.replaceAll(order -> new Testimony.Order(
                                order.orderId(), order.meterId(), 3, order.targetBlockHex(), false))),
                spoiled(
                        "residual error too large",
                        RESIDUAL,
                        run -> run.rows.put(RunFixture.LOST, RunFixture.rows(true, 1.0009))),
                spoiled(
                        "no correction at all",
                        RESIDUAL,
                        run -> run.rows.put(RunFixture.LOST, RunFixture.rows(false, 1.0))),
                spoiled("no stated uncertainty", RESIDUAL, run -> run.cases.clear()),
                spoiled(
                        "a case left open",
                        CLOSED,
                        run -> run.cases.replaceAll(finding -> new Testimony.Case(
                                finding.caseId(), finding.meterId(), finding.action(), false, false, 0.04))),
                spoiled(
                        "a case closed without proof",
                        CLOSED,
                        run -> run.cases.replaceAll(finding -> new Testimony.Case(
                                finding.caseId(), finding.meterId(), finding.action(), finding.closed(), false, 0.04))),
                spoiled(
                        "the case beyond the caps closed",
                        CLOSED,
                        run -> run.cases.add(
                                new Testimony.Case("c", RunFixture.BEYOND, Action.REPLACE, true, true, 0.04))),
                spoiled("no double-metered point", WATCHED, run -> run.points.clear()),
                spoiled("a day not analysed", WATCHED, run -> run.watchedDays.remove(8L)),
                spoiled("a divergence 0.2 % too large", WATCHED, run -> run.watch(7, 144, 1.0, 1.2, "DAY_DIVERGENCE")),
                spoiled("a wrong worst interval", WATCHED, run -> run.watch(7, 144, 1.4, 1.0, "DAY_DIVERGENCE")),
                spoiled("an interval too few", WATCHED, run -> run.watch(7, 143, 1.0, 1.0, "DAY_DIVERGENCE")),
                spoiled("a divergence untold", WATCHED, run -> run.watch(7, 144, null, null, "DAY_DIVERGENCE")),
                spoiled("a day beyond the rule missed", WATCHED, run -> {
                    run.watch(7, 144, 1.0, 1.0);
                    run.findingSinceDay = null;
                    run.dueDay = null;
                }),
                spoiled("a day accused without cause", WATCHED, run -> run.watch(8, 144, 0.0, 0.0, "DAY_DIVERGENCE")),
                spoiled("silence where none was", WATCHED, run -> run.watch(8, 144, 0.0, 0.0, "TESTED_SILENT")),
                spoiled("a finding withdrawn", WATCHED, run -> run.findingSinceDay = null),
                spoiled("a finding of another day", WATCHED, run -> run.findingSinceDay = 8L),
                spoiled("a wrong due day", WATCHED, run -> run.dueDay = 21L),
                spoiled("a point refused", WATCHED, run -> run.pointRefusal = "INTERVAL_NOT_TEN_MINUTES"),
                spoiled("another reference", WATCHED, run -> run.pointReference = RunFixture.CLEAN),
                spoiled("a day before surveillance", WATCHED, run -> run.watchedDays.put(6L, run.watchedDays.get(8L))),
                spoiled("a meter silent and nobody says so", WATCHED, run -> {
                    long[] counted = run.rows.get(RunFixture.POINT).registeredMilliwattHours();
                    System.arraycopy(new long[] {counted[200], counted[200], counted[200]}, 0, counted, 201, 3);
                }),
                spoiled(
                        "a write during the stop",
                        STOPPED,
                        run -> run.writes.add(new Truth.Write(RunFixture.LOST, RunFixture.STOP_FROM))),
                spoiled("an order during the stop", STOPPED, run -> run.ordersMeanwhile = 1),
                spoiled("a stop with nothing to stop", STOPPED, run -> run.stopped.clear()),
                spoiled(
                        "a stopped meter written before the stop",
                        STOPPED,
                        run -> run.activations.replaceAll(write ->
                                new Truth.Activation(write.meterId(), RunFixture.STOP_FROM.minusSeconds(1), "cafe"))),
                spoiled("a counter twice", COUNTERS, run -> run.countersTwice = 1),
                spoiled("a broken audit chain", AUDIT, run -> run.auditDefects.add("M1: hash of entry 3 is wrong")),
                spoiled("no signed checkpoint", AUDIT, run -> run.checkpoints = 0),
                spoiled("an empty audit chain", AUDIT, run -> run.auditEntries = 0));
    }

    private static Arguments spoiled(String what, String check, Consumer<RunFixture> spoil) {
        return Arguments.of(what, check, spoil);
    }

    private static Testimony.Case found(String meterId, Action action) {
        return new Testimony.Case(meterId + "|MET-02|1", meterId, action, false, false, 0.04);
    }

    private static Testimony.Readings without(RunFixture run, int index) {
        Testimony.Readings all = run.readings.get(RunFixture.CLEAN);
        int kept = all.epoch().length - 1;
        long[] capture = new long[kept];
        long[] raw = new long[kept];
        int[] epoch = new int[kept];
        for (int i = 0; i < kept; i++) {
            int from = i < index ? i : i + 1;
            capture[i] = all.captureSeconds()[from];
            raw[i] = all.registerRaw()[from];
            epoch[i] = all.epoch()[from];
        }
        return new Testimony.Readings(capture, raw, epoch);
    }

    @Test
    void gapDeclaredForARowThatTheMeterHoldsFails() {
        RunFixture run = new RunFixture();
        run.readings.put(RunFixture.CLEAN, without(run, 4));
        long capture = RunFixture.FROM + 4 * RunFixture.STEP;
        run.gaps.add(new Testimony.Gap(RunFixture.CLEAN, capture, capture));
        assertFalse(run.judge().getFirst().passed());
    }

    @Test
    void residualErrorIsThatOfTheRowsSinceTheLastChange() {
        RunFixture run = new RunFixture();
        run.rows.put(RunFixture.LOST, RunFixture.rows(true, 1.0005));
        assertEquals(0.05, Verifier.residualPercent(RunFixture.LOST, run.truth()), 1e-6);
    }
}
