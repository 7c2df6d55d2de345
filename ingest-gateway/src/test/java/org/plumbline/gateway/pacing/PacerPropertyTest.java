// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds whatever claims, connects, fails, ends and passes in whatever order. */
class PacerPropertyTest {

    private static final int SEGMENTS = 3;

    /** Random work on a pacer, with books of what was granted. */
    private static final class Run {
        final ManualTime time = new ManualTime();
        final SplittableRandom random;
        final PacingSettings settings;
        final Pacer pacer;
        final List<ManualClaim> waiting = new ArrayList<>();
        final List<ManualClaim> running = new ArrayList<>();
        final Map<ManualClaim, SessionPermit.Connect> connecting = new HashMap<>();
        final Map<String, Deque<Long>> connects = new HashMap<>();

        Run(long seed, SegmentLimits instance, SegmentLimits standard) {
            random = new SplittableRandom(seed);
            settings = new PacingSettings(instance, standard, Map.of());
            pacer = ManualTime.pacer(time, settings);
        }

        void step() {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> claim();
                case 3, 4 -> askToConnect();
                case 5 -> end();
                case 6 -> time.pass(Duration.ofMillis(random.nextInt(400)));
                default -> fail();
            }
            settle();
        }

        void claim() {
            ManualClaim claim = new ManualClaim(
                    "s" + random.nextInt(SEGMENTS),
                    random.nextInt(4) == 0 ? Lane.ORDER : Lane.POLL,
                    random.nextInt(3) == 0,
                    "owner " + random.nextInt(2));
            claim.wanted = random.nextInt(10) > 0;
            waiting.add(claim);
            pacer.claim(claim);
        }

        void askToConnect() {
            if (!running.isEmpty()) {
                ManualClaim claim = running.get(random.nextInt(running.size()));
                if (!connecting.containsKey(claim)) {
                    SessionPermit.Connect asked = claim.permit.connect();
                    connecting.put(claim, asked);
                    asked.allowed().thenRun(() -> booked(claim.segment()));
                }
            }
        }

        void end() {
            if (!running.isEmpty()) {
                ManualClaim claim = running.remove(random.nextInt(running.size()));
                if (connecting.remove(claim) != null) {
                    claim.permit.giveUpConnect();
                }
                claim.permit.close();
            }
        }

        void fail() {
            if (!running.isEmpty()) {
                ManualClaim claim = running.get(random.nextInt(running.size()));
                if (random.nextInt(3) == 0) {
                    claim.permit.answered();
                } else {
                    claim.permit.silent("m" + random.nextInt(50), random.nextBoolean());
                }
                end();
            }
        }

        /** Books what was granted and allowed meanwhile. */
        void settle() {
            for (ManualClaim claim : List.copyOf(waiting)) {
                if (claim.isGranted()) {
                    waiting.remove(claim);
                    running.add(claim);
                } else if (claim.withdrawn || claim.declined) {
                    waiting.remove(claim);
                }
            }
            connecting.values().removeIf(asked -> asked.allowed().isDone());
        }

        void booked(String segment) {
            connects.computeIfAbsent(segment, unknown -> new ArrayDeque<>()).add(time.now());
        }

        long sessions(String segment) {
            return running.stream()
                    .filter(claim -> claim.segment().equals(segment))
                    .count();
        }
    }

    @Property(tries = 150)
    void noLimitIsEverExceeded(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 9) int instanceSessions,
            @ForAll @IntRange(min = 1, max = 6) int segmentSessions,
            @ForAll @DoubleRange(min = 0.2, max = 25) double perSecond) {
        Run run = new Run(seed, new SegmentLimits(instanceSessions, 40), new SegmentLimits(segmentSessions, perSecond));
        for (int i = 0; i < 400; i++) {
            run.step();
            assertTrue(run.running.size() <= instanceSessions);
            for (int s = 0; s < SEGMENTS; s++) {
                assertTrue(run.sessions("s" + s) <= segmentSessions);
            }
        }
        run.connects.values().forEach(times -> assertNoSecondAbove(Math.max(1, Math.floor(perSecond)), times));
    }

    private static void assertNoSecondAbove(double limit, Deque<Long> times) {
        Deque<Long> second = new ArrayDeque<>();
        for (long at : times) {
            second.add(at);
            while (at - second.peekFirst() >= 1_000_000_000L) {
                second.removeFirst();
            }
            assertTrue(second.size() <= limit, second.size() + " connections in a second, limit " + limit);
        }
    }

    @Property(tries = 200)
    void noSecondWhereverItBeginsSeesMoreConnectionsThanTheLimit(
            @ForAll @DoubleRange(min = 0.05, max = 300) double limit, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ConnectBucket bucket = new ConnectBucket(limit, 0);
        Deque<Long> lastSecond = new ArrayDeque<>();
        long now = 0;
        for (int i = 0; i < 2_000; i++) {
            now += random.nextInt(5) == 0 ? bucket.nextAt(now) - now : random.nextLong((long) (1e9 / limit));
            if (bucket.tryTake(now)) {
                lastSecond.add(now);
            }
            while (!lastSecond.isEmpty() && now - lastSecond.peekFirst() >= 1_000_000_000L) {
                lastSecond.removeFirst();
            }
            assertTrue(lastSecond.size() <= Math.max(1, Math.floor(limit)), lastSecond.size() + " of " + limit);
        }
    }

    @Property(tries = 100)
    void everySegmentsConnectionsKeepUpWithTheLimit(@ForAll @DoubleRange(min = 1, max = 300) double limit) {
        ConnectBucket bucket = new ConnectBucket(limit, 0);
        int taken = 0;
        for (long now = 0; now <= 20_000_000_000L; now = Math.max(now + 1, bucket.nextAt(now))) {
            taken += bucket.tryTake(now) ? 1 : 0;
        }
        assertTrue(taken >= 0.85 * Math.floor(limit) * 20, taken + " of " + limit * 20);
    }

    /** Whoever claims is served after at most those before it, as long as sessions end. */
    @Property(tries = 100)
    void nobodyStarves(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 5) int instanceSessions,
            @ForAll @IntRange(min = 1, max = 3) int segmentSessions) {
        Run run = new Run(seed, new SegmentLimits(instanceSessions, 1_000), new SegmentLimits(segmentSessions, 100));
        for (int i = 0; i < 200; i++) {
            run.step();
        }
        run.waiting.forEach(claim -> claim.wanted = true);
        int bound = 4 * run.waiting.size() + 40;
        for (int round = 0; round < bound && !run.waiting.isEmpty(); round++) {
            run.running.forEach(claim -> claim.permit.answered());
            while (!run.running.isEmpty()) {
                run.end();
            }
            run.time.pass(Duration.ofSeconds(1));
            run.settle();
        }
        assertEquals(List.of(), run.waiting);
    }

    /** However many attempts fail, retries stay within their budget. */
    @Property(tries = 60)
    void moreFailuresNeverOpenMore(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double failing) {
        ManualTime time = new ManualTime();
        PacingSettings settings =
                new PacingSettings(new SegmentLimits(100, 1_000), new SegmentLimits(50, 20), Map.of());
        Pacer pacer = ManualTime.pacer(time, settings);
        SplittableRandom random = new SplittableRandom(seed);
        List<ManualClaim> open = new ArrayList<>();
        int first = 0;
        int retried = 0;
        int seconds = 60;
        for (int i = 0; i < seconds * 10; i++) {
            ManualClaim next = random.nextInt(5) == 0 ? ManualClaim.poll("s") : ManualClaim.retry("s");
            open.add(next);
            pacer.claim(next);
            time.pass(Duration.ofMillis(100));
            for (ManualClaim claim : List.copyOf(open)) {
                if (claim.isGranted()) {
                    open.remove(claim);
                    first += claim.retry() ? 0 : 1;
                    retried += claim.retry() ? 1 : 0;
                    if (random.nextDouble() < failing) {
                        claim.permit.silent("m" + i, false);
                        ManualClaim again = ManualClaim.retry("s");
                        open.add(again);
                        pacer.claim(again);
                    }
                    claim.permit.close();
                }
            }
        }
        double budget =
                RetryBudget.MOST + RetryBudget.PER_FIRST_ATTEMPT * first + RetryBudget.OF_CONNECTS * 20 * seconds;
        assertTrue(retried <= budget + 1, retried + " retries, " + first + " first attempts");
    }

    /** Whatever opens a circuit opens it also when there are more failures among the same answers. */
    @Property(tries = 200)
    void moreFailuresNeverCloseACircuit(@ForAll @LongRange(min = 0) long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Circuit fewer = new Circuit();
        Circuit more = new Circuit();
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(12) == 0) {
                boolean unusedFewer = fewer.answered();
                boolean unusedMore = more.answered();
            } else {
                more.silent("m" + i, true, Circuit.NO_PROBE, i, 0.5);
                if (random.nextBoolean()) {
                    fewer.silent("m" + i, true, Circuit.NO_PROBE, i, 0.5);
                }
            }
            assertTrue(fewer.state() == Circuit.State.CLOSED || more.state() == Circuit.State.OPEN);
        }
    }
}
