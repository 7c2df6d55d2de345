// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PacerTest {

    private static final SegmentLimits PLENTY = new SegmentLimits(1_000, 100_000);

    private final ManualTime time = new ManualTime();

    private Pacer pacer(SegmentLimits instance, SegmentLimits standard) {
        return ManualTime.pacer(time, new PacingSettings(instance, standard, Map.of()));
    }

    private static List<ManualClaim> polls(Pacer pacer, String segment, int count) {
        List<ManualClaim> claims = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ManualClaim claim = ManualClaim.poll(segment);
            claims.add(claim);
            pacer.claim(claim);
        }
        return claims;
    }

    private static long granted(List<ManualClaim> claims) {
        return claims.stream().filter(ManualClaim::isGranted).count();
    }

    @Test
    void aFullSegmentHoldsNobodyElseUp() {
        Pacer pacer = pacer(PLENTY, new SegmentLimits(4, 100_000));
        List<ManualClaim> busy = polls(pacer, "busy", 100);
        List<ManualClaim> other = polls(pacer, "other", 1);
        assertEquals(3, granted(busy));
        assertEquals(1, granted(other));
    }

    @Test
    void claimsOfASegmentAreServedInTheirOrder() {
        Pacer pacer = pacer(PLENTY, new SegmentLimits(2, 100_000));
        List<ManualClaim> claims = polls(pacer, "s", 10);
        for (int i = 0; i < 10; i++) {
            assertEquals(i + 1, granted(claims));
            assertTrue(claims.get(i).isGranted());
            claims.get(i).permit.close();
        }
    }

    @Test
    void segmentsTakeTurnsWhenTheInstanceIsFull() {
        Pacer pacer = pacer(new SegmentLimits(2, 100_000), PLENTY);
        List<ManualClaim> big = polls(pacer, "big", 50);
        List<ManualClaim> small = polls(pacer, "small", 2);
        big.get(0).permit.close();
        big.get(1).permit.close();
        assertTrue(small.get(0).isGranted());
    }

    @Test
    void neitherLaneTakesTheOthersShare() {
        Pacer pacer = pacer(PLENTY, new SegmentLimits(8, 100_000));
        List<ManualClaim> polls = polls(pacer, "s", 20);
        assertEquals(6, granted(polls));
        ManualClaim order = ManualClaim.order("s");
        pacer.claim(order);
        assertTrue(order.isGranted());

        for (int i = 0; i < 20; i++) {
            pacer.claim(ManualClaim.order("t"));
        }
        assertEquals(2, granted(polls(pacer, "t", 5)));
    }

    @Test
    void theOnlySessionOfASegmentGoesToBothLanesInTurn() {
        Pacer pacer = pacer(PLENTY, new SegmentLimits(1, 100_000));
        List<ManualClaim> polls = polls(pacer, "s", 3);
        List<ManualClaim> orders = List.of(ManualClaim.order("s"), ManualClaim.order("s"));
        orders.forEach(pacer::claim);
        StringBuilder served = new StringBuilder();
        List<ManualClaim> all = new ArrayList<>(polls);
        all.addAll(orders);
        for (int i = 0; i < 5; i++) {
            ManualClaim next =
                    all.stream().filter(ManualClaim::isGranted).findFirst().orElseThrow();
            served.append(next.lane() == Lane.POLL ? 'p' : 'o');
            all.remove(next);
            next.permit.close();
        }
        assertEquals("popop", served.toString());
    }

    @Test
    void everyConnectionIsPaidForAndOnlyASecondsWorthWaitsInsideSessions() {
        Pacer pacer = pacer(PLENTY, new SegmentLimits(8, 2));
        List<ManualClaim> claims = polls(pacer, "s", 6);
        assertEquals(2, granted(claims));
        assertTrue(claims.get(0).connectsAtOnce());
        assertFalse(claims.get(1).connectsAtOnce());
        assertEquals(3, granted(claims), "who has connected makes room for the next");
        time.pass(Duration.ofMillis(500));
        assertEquals(4, granted(claims));
        SessionPermit.Connect again = claims.get(0).permit.connect();
        assertFalse(again.allowed().isDone(), "a reconnect is a connection like the first");
        time.pass(Duration.ofMillis(499));
        assertFalse(again.allowed().isDone());
        time.pass(Duration.ofMillis(2));
        assertTrue(again.allowed().isDone());
    }

    @Test
    void whatIsNoLongerWantedGoesToTheNext() {
        Pacer pacer = pacer(PLENTY, new SegmentLimits(2, 100_000));
        ManualClaim first = ManualClaim.poll("s");
        pacer.claim(first);
        List<ManualClaim> stale = polls(pacer, "s", 50_000);
        stale.forEach(claim -> claim.wanted = false);
        ManualClaim last = ManualClaim.poll("s");
        pacer.claim(last);
        first.permit.close();
        assertTrue(last.isGranted());
    }

    @Test
    void theEndOfAHolderWithdrawsAllItWaitsFor() {
        Pacer pacer = pacer(PLENTY, new SegmentLimits(2, 1));
        ManualClaim running = ManualClaim.poll("s");
        pacer.claim(running);
        assertTrue(running.connectsAtOnce());
        SessionPermit.Connect reconnect = running.permit.connect();
        ManualClaim order = ManualClaim.order("s");
        ManualClaim others = new ManualClaim("s", Lane.POLL, false, "another owner");
        ManualClaim waiting = ManualClaim.poll("s");
        List.of(order, waiting, others).forEach(pacer::claim);

        pacer.withdraw("owner");
        assertTrue(reconnect.allowed().isCompletedExceptionally());
        assertTrue(waiting.withdrawn);
        assertFalse(others.withdrawn);
        assertEquals(1, pacer.status().getFirst().pollsWaiting());
    }

    @Test
    void anInstanceUsesItsShareAndNoMore() {
        Pacer pacer = pacer(PLENTY, new SegmentLimits(10, 100_000));
        pacer.share(3, 8);
        List<ManualClaim> claims = polls(pacer, "s", 10);
        assertEquals(2, granted(claims), "3/8 of 10 is 3, one of them for orders");
        pacer.share(8, 8);
        assertEquals(8, granted(claims));
        pacer.share(1, 8);
        claims.subList(0, 7).forEach(claim -> claim.permit.close());
        assertEquals(8, granted(claims), "what was taken before is given back first");
        claims.get(7).permit.close();
        assertEquals(9, granted(claims), "one is always allowed");
    }

    @Test
    void retriesAreAFifthOfFirstAttemptsAndAFewMore() {
        Pacer pacer = pacer(PLENTY, new SegmentLimits(1_000, 100));
        List<ManualClaim> retries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ManualClaim retry = ManualClaim.retry("s");
            retries.add(retry);
            pacer.claim(retry);
            finish(retries);
        }
        assertEquals(10, granted(retries));
        for (int i = 0; i < 50; i++) {
            ManualClaim first = ManualClaim.poll("s");
            pacer.claim(first);
            first.permit.close();
        }
        finish(retries);
        assertEquals(20, granted(retries));
        time.pass(Duration.ofMillis(2_050));
        assertEquals(40, granted(retries), "a tenth of the connections without any first attempt");
    }

    private static void finish(List<ManualClaim> claims) {
        claims.stream().filter(ManualClaim::isGranted).forEach(claim -> claim.permit.close());
    }

    private static Blame fails(Pacer pacer, String meterId) {
        ManualClaim claim = ManualClaim.poll("s");
        pacer.claim(claim);
        Blame blame = claim.permit.silent(meterId, true);
        claim.permit.close();
        return blame;
    }

    @Test
    void aSegmentOfSilentMetersIsTriedByOneProbeAtATimeUntilOneAnswers() {
        Pacer pacer = pacer(PLENTY, new SegmentLimits(8, 100_000));
        for (int i = 1; i < Circuit.EVIDENCE; i++) {
            assertInstanceOf(Blame.Meter.class, fails(pacer, "m" + i));
        }
        assertInstanceOf(Blame.SegmentFound.class, fails(pacer, "m" + Circuit.EVIDENCE));

        List<ManualClaim> claims = polls(pacer, "s", 10);
        assertEquals(0, granted(claims));
        assertTrue(pacer.status().getFirst().dead());
        time.pass(Duration.ofSeconds(5));
        assertEquals(1, granted(claims));
        assertInstanceOf(Blame.Segment.class, claims.get(0).permit.silent("m6", true));
        claims.get(0).permit.close();
        assertEquals(1, granted(claims));
        time.pass(Duration.ofSeconds(4));
        assertEquals(1, granted(claims), "the pause doubles");
        time.pass(Duration.ofSeconds(6));
        assertEquals(2, granted(claims));
        claims.get(1).permit.answered();
        assertEquals(7, granted(claims), "an answer lets everybody in while the probe still runs");
        assertFalse(pacer.status().getFirst().dead());
    }

    @Test
    void aProbeThatDidNotTryLetsTheNextOneGo() {
        Pacer pacer = pacer(PLENTY, new SegmentLimits(8, 100_000));
        for (int i = 1; i <= Circuit.EVIDENCE; i++) {
            fails(pacer, "m" + i);
        }
        List<ManualClaim> claims = polls(pacer, "s", 3);
        claims.get(0).wanted = false;
        time.pass(Duration.ofSeconds(5));
        assertTrue(claims.get(1).isGranted());
        claims.get(1).permit.close();
        assertTrue(claims.get(2).isGranted());
    }

    @Test
    void metersKnownToBeDeadSayNothingAboutTheSegment() {
        Circuit circuit = new Circuit();
        for (int i = 0; i < 100; i++) {
            assertInstanceOf(Blame.Meter.class, circuit.silent("dead" + i, false, Circuit.NO_PROBE, i, 0.5));
        }
        assertEquals(0, circuit.state().ordinal());
    }

    @Test
    void oneMeterAloneIsNoEvidenceNorIsWhatIsLongPast() {
        Circuit circuit = new Circuit();
        for (int i = 0; i < 100; i++) {
            assertInstanceOf(Blame.Meter.class, circuit.silent("same", true, Circuit.NO_PROBE, i, 0.5));
        }
        for (int i = 0; i < 100; i++) {
            long at = (i + 1) * (Circuit.WINDOW_NANOS / 2);
            assertInstanceOf(Blame.Meter.class, circuit.silent("m" + i, true, Circuit.NO_PROBE, at, 0.5));
        }
    }
}
