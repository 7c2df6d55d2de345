// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.meter.Pairing;

class PairingReviewTest {
    private static final int MOST_AT_ONCE = 3;
    private static final int METERS = 8;

    private final PairingReview review = new PairingReview(MOST_AT_ONCE);
    private final Task task = new Task();

    private static final class Task implements PairingReview.Meters {
        final List<String> judged = new ArrayList<>();
        final List<String> refused = new ArrayList<>();
        final Set<String> upToDate = new TreeSet<>();
        boolean registered = true;

        @Override
        public List<String> meters() {
            List<String> all = new ArrayList<>();
            for (int k = 0; k < METERS; k++) {
                all.add("m" + k);
            }
            return all;
        }

        @Override
        public Pairing pairing(String meterId) {
            return registered ? new Pairing.None() : new Pairing.Refused("p", "ref", "UNKNOWN_METER", "register it");
        }

        @Override
        public boolean isJudged(String meterId) {
            return upToDate.contains(meterId);
        }

        @Override
        public void judge(String meterId) {
            judged.add(meterId);
            upToDate.add(meterId);
        }

        @Override
        public boolean refuse(String meterId, Pairing.Refused reason) {
            return !refused.contains(meterId) && refused.add(meterId);
        }
    }

    private int judgedInALook(long changes) {
        int before = task.judged.size();
        review.look(changes, task);
        return task.judged.size() - before;
    }

    @Test
    void metersOfALargeTaskAreJudgedAFewAtATimeAndEachOnce() {
        assertEquals(MOST_AT_ONCE, judgedInALook(1));
        assertEquals(MOST_AT_ONCE, judgedInALook(1));
        assertEquals(METERS - 2 * MOST_AT_ONCE, judgedInALook(1));
        assertEquals(0, judgedInALook(1));
        assertEquals(task.meters(), task.judged);
    }

    @Test
    void changeOfRegistrationsBeginsAgainEvenBeforeAllWereJudged() {
        judgedInALook(1);
        task.upToDate.clear();
        for (int look = 0; look < 4; look++) {
            judgedInALook(2);
        }
        assertEquals(MOST_AT_ONCE + METERS, task.judged.size());
        assertEquals(Set.copyOf(task.meters()), task.upToDate);
    }

    @Test
    void meterThatBecomesStaleWithoutAChangeIsFoundAfterARestartOnly() {
        for (int look = 0; look < 5; look++) {
            judgedInALook(1);
        }
        task.upToDate.remove("m5");
        assertEquals(0, judgedInALook(1));
        review.restart();
        assertEquals(1, judgedInALook(1));
    }

    @Test
    void whatIsWrongIsSaidAtTheSecondLookAFewAtATimeAndOnce() {
        task.registered = false;
        review.look(1, task);
        assertEquals(0, task.refused.size());
        review.look(1, task);
        assertEquals(MOST_AT_ONCE, task.refused.size());
        for (int look = 0; look < 5; look++) {
            review.look(1, task);
        }
        assertEquals(task.meters(), task.refused);
    }
}
