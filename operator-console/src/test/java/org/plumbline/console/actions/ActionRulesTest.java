// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.console.fleet.Campaign;
import org.plumbline.console.fleet.CampaignMember;
import org.plumbline.console.fleet.FleetRecords;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.fleet.Hold;
import org.plumbline.schema.avro.MemberState;

class ActionRulesTest {
    private static final Instant T0 = FleetRecords.T0;
    private static final Set<MemberState> CLOCK_HELD = Set.of(
            MemberState.UNKNOWN,
            MemberState.CLAIMED,
            MemberState.RELEASED,
            MemberState.HELD,
            MemberState.VERIFYING,
            MemberState.ROLLING_BACK);

    private final FleetView view = new FleetView(FleetView.Limits.defaults());

    ActionRulesTest() {
        view.apply(FleetRecords.meter("m1"));
    }

    private String objection(String meterId, ActionRequest request) {
        return ActionRules.objection(view.snapshot(), meterId, request)
                .map(Refusal::code)
                .orElse("");
    }

    private static ActionRequest read(String... registers) {
        return new ActionRequest(ActionKind.READ, "why", List.of(registers), null, null);
    }

    private static ActionRequest rows(Instant from, Instant to) {
        return new ActionRequest(ActionKind.BACKFILL, "why", List.of(), from, to);
    }

    private static ActionRequest clock() {
        return new ActionRequest(ActionKind.SYNC_CLOCK, "why", List.of(), null, null);
    }

    @Test
    void whatIsNotRegisteredOrNamesNoRegisterIsRefusedByName() {
        assertEquals("", objection("m1", read()));
        assertEquals("", objection("m1", read("1.0.1.8.0.255")));
        assertEquals("NOT_FOUND", objection("m2", read()));
        assertEquals("REGISTERS_REFUSED", objection("m1", read("1.8.0")));
        assertEquals(
                "REGISTERS_REFUSED",
                objection("m1", read(Collections.nCopies(65, "1.0.1.8.0.255").toArray(String[]::new))));
    }

    @Test
    void aSpanHasBothEndsInOrderAndABound() {
        assertEquals("", objection("m1", rows(T0, T0)));
        assertEquals("", objection("m1", rows(T0, T0.plus(ActionRules.LONGEST_SPAN))));
        assertEquals(
                "FROM_REFUSED",
                objection("m1", rows(T0, T0.plus(ActionRules.LONGEST_SPAN).plusMillis(1))));
        assertEquals("TO_REFUSED", objection("m1", rows(T0, T0.minus(Duration.ofMillis(1)))));
        assertEquals("TO_REFUSED", objection("m1", rows(T0, null)));
        assertEquals("FROM_REFUSED", objection("m1", rows(null, T0)));
    }

    @Test
    void aStopHoldsTheClockAndNotTheReading() {
        for (String scope : List.of("*", "clock")) {
            view.apply(new Hold(scope, true, "ben", T0, T0, "storm", "s-1"));
            assertEquals("STOPPED", objection("m1", clock()), scope);
            assertEquals("", objection("m1", read()), scope);
            view.apply(new Hold(scope, false, "ben", T0, T0, "over", "s-1"));
            assertEquals("", objection("m1", clock()), scope);
        }
    }

    @ParameterizedTest
    @EnumSource(MemberState.class)
    void noClockIsSetWhileACorrectionIsWrittenOrProven(MemberState state) {
        view.apply(FleetRecords.campaign("c1", Campaign.State.RUNNING));
        view.apply(new CampaignMember("c1", "m1", "", 1, state.name(), "", "", 0, null, T0));
        assertEquals(CLOCK_HELD.contains(state) ? "CORRECTION_OPEN" : "", objection("m1", clock()));
        assertEquals("", objection("m1", read()));
    }
}
