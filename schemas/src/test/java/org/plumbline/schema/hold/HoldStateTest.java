// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.hold.HoldState.News;
import org.plumbline.schema.hold.HoldState.Step;

class HoldStateTest {

    static final Instant T = Instant.parse("2026-06-01T08:00:00Z");
    static final News UNTRUSTED = new News.Untrusted("SIGNATURE_WRONG");

    private static final News STOP_A = new News.Stop("a", "stop", T);
    private static final News STOP_B = new News.Stop("b", "another", T.plusSeconds(2));
    private static final News LIFT_A = new News.Lift("anna", "a", T.plusSeconds(1));
    private static final News LIFT_B = new News.Lift("anna", "b", T.plusSeconds(3));

    @Test
    void aTrustedLiftLiftsTheStopItNamesAndAnUntrustedOneNothing() {
        HoldState lifted = after(STOP_A, LIFT_A).state();
        assertFalse(lifted.active());
        assertEquals(lifted, HoldState.after(lifted, UNTRUSTED).state());
        assertTrue(after(STOP_A, UNTRUSTED).state().active());
        assertTrue(after(UNTRUSTED).state().active());
    }

    @Test
    void aLiftOfAnEarlierStopDoesNotLiftTheLaterOne() {
        Step step = after(STOP_A, LIFT_A, STOP_B, LIFT_A);
        assertEquals(new HoldState(true, "another", "b", T.plusSeconds(2)), step.state());
        assertEquals("LIFT_NAMES_ANOTHER_STOP", step.refusal());
        assertFalse(HoldState.after(step.state(), LIFT_B).state().active());
    }

    @Test
    void theSameLiftTwiceIsALift() {
        assertEquals("", after(STOP_A, LIFT_A, LIFT_A).refusal());
        assertFalse(after(STOP_A, LIFT_A, LIFT_A).state().active());
    }

    @Test
    void aLiftOfAnEarlierStopAfterTheLaterOneWasLiftedChangesNothing() {
        Step step = after(STOP_A, STOP_B, LIFT_B, LIFT_A);
        assertFalse(step.state().active());
        assertEquals("LIFT_NAMES_ANOTHER_STOP", step.refusal());
    }

    @Test
    void aLiftThatNamesNothingLiftsNothing() {
        Step step = after(STOP_A, new News.Lift("anna", "", T));
        assertTrue(step.state().active());
        assertEquals("LIFT_NAMES_NO_STOP", step.refusal());
    }

    @Test
    void aLiftLeftAloneByACompactedTopicHoldsUntilANewStopIsLifted() {
        Step alone = after(LIFT_A);
        assertTrue(alone.state().active());
        assertEquals("LIFT_NAMES_AN_UNKNOWN_STOP", alone.refusal());
        assertTrue(HoldState.after(alone.state(), LIFT_A).state().active());
        assertFalse(after(LIFT_A, STOP_B, LIFT_B).state().active());
    }

    @Test
    void anEarlierStopSentAgainWithItsLiftDoesNotEndTheLaterStop() {
        News replayed = new News.Stop("a", "stop", T);
        Step step = after(STOP_A, LIFT_A, STOP_B, replayed, LIFT_A);
        assertTrue(step.state().active());
        assertEquals("LIFT_OLDER_THAN_STOP", step.refusal());
        assertFalse(HoldState.after(step.state(), new News.Lift("anna", "a", T.plusSeconds(9)))
                .state()
                .active());
    }

    private static Step after(News... all) {
        @Nullable Step step = null;
        for (News news : all) {
            step = HoldState.after(step == null ? null : step.state(), news);
        }
        return step;
    }
}
