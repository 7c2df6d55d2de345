// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.console.fleet.FleetRecords.T0;
import static org.plumbline.console.fleet.FleetRecords.analysed;
import static org.plumbline.console.fleet.FleetRecords.campaign;
import static org.plumbline.console.fleet.FleetRecords.estimate;
import static org.plumbline.console.fleet.FleetRecords.found;
import static org.plumbline.console.fleet.FleetRecords.meter;
import static org.plumbline.console.fleet.FleetRecords.outcome;
import static org.plumbline.console.fleet.FleetRecords.pairing;
import static org.plumbline.console.fleet.FleetRecords.refused;
import static org.plumbline.console.fleet.FleetRecords.unwatched;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.console.fleet.FleetRecord.Kind;
import org.plumbline.console.fleet.FleetRecord.Removed;

class FleetViewTest {
    private final FleetView view = new FleetView(new FleetView.Limits(3, 3, 2, 3, 2, 2));

    @Test
    void emptyViewKnowsNothing() {
        FleetCounts counts = view.snapshot().counts();
        assertEquals(0, counts.meters());
        assertNull(counts.lastFieldTime());
        assertTrue(view.snapshot().meters().isEmpty());
    }

    @Test
    void rowJoinsWhatIsKnownOfAMeter() {
        view.apply(estimate("m1", 1.5));
        view.apply(new ReadingSeen("m1", T0.plusSeconds(900), T0.plusSeconds(1_000)));
        view.apply(new ReadingSeen("m1", T0, T0));
        view.apply(found("m1", 1, AccuracyCase.State.PROPOSED));
        assertTrue(view.snapshot().meters().isEmpty(), "a meter that is not registered has no row");

        view.apply(meter("m1"));
        view.apply(pairing("m1", "ref"));
        MeterRow row = view.snapshot().meters().get("m1");
        assertEquals("TESTED", row.role());
        assertEquals(1.5, row.errorPercent());
        assertEquals(0.05, row.combinedUncertaintyPercent());
        assertEquals(2, row.readings());
        assertEquals(T0.plusSeconds(900), row.lastCapture());
        assertEquals("m1|MET-02|1", row.openCaseId());
        assertEquals(T0.plusSeconds(1_000), view.snapshot().counts().lastFieldTime());
    }

    @Test
    void refusalIsShownByNameAndNeverAsANumber() {
        view.apply(meter("m1"));
        view.apply(refused("m1", "CLOCK_INVALID"));
        MeterRow row = view.snapshot().meters().get("m1");
        assertEquals("CLOCK_INVALID", row.refusal());
        assertNull(row.errorPercent());
        FleetCounts counts = view.snapshot().counts();
        assertEquals(0, counts.estimates());
        assertEquals(Map.of("CLOCK_INVALID", 1), counts.refusals());
    }

    @Test
    void closedCaseLeavesTheRowAndTheCountOfOpenOnes() {
        view.apply(meter("m1"));
        view.apply(found("m1", 1, AccuracyCase.State.VERIFYING));
        assertEquals(1, view.snapshot().counts().met02Open());
        view.apply(found("m1", 1, AccuracyCase.State.CLOSED));
        assertEquals(0, view.snapshot().counts().met02Open());
        assertEquals("", view.snapshot().meters().get("m1").openCaseId());
        assertEquals(Map.of("CLOSED", 1), view.snapshot().counts().casesByState());
    }

    @Test
    void aLiftOfAnotherStopThanTheNewestIsShownAsLittleAsItCounts() {
        view.apply(new Hold("*", false, "ben", T0, T0, "over", "a"));
        assertTrue(view.snapshot().holds().isEmpty());
        view.apply(new Hold("*", true, "anna", T0, T0, "why", "b"));
        view.apply(new Hold("*", false, "ben", T0, T0, "over", "a"));
        assertTrue(view.snapshot().holds().get("*").active());
        view.apply(new Hold("*", false, "ben", T0, T0, "over", "b"));
        assertFalse(view.snapshot().holds().get("*").active());
    }

    @Test
    void removedKeysAreForgotten() {
        view.apply(meter("m1"));
        view.apply(pairing("m1", "m2"));
        view.apply(meter("m2"));
        view.apply(found("m1", 1, AccuracyCase.State.OPENED));
        view.apply(campaign("c1", Campaign.State.RUNNING));
        view.apply(new Hold("*", true, "anna", T0, T0, "why", "a"));
        assertEquals("REFERENCE", view.snapshot().meters().get("m2").role());

        view.apply(new Removed(Kind.REFERENCE, "paired-m1"));
        view.apply(new Removed(Kind.CASE, "m1|MET-02|1"));
        view.apply(new Removed(Kind.CAMPAIGN, "c1"));
        view.apply(new Removed(Kind.HOLD, "*"));
        view.apply(new Removed(Kind.REGISTRATION, "m1"));
        view.apply(new Removed(Kind.MEMBER, "never-there"));
        FleetSnapshot fleet = view.snapshot();
        assertEquals(List.of("m2"), List.copyOf(fleet.meters().keySet()));
        assertEquals("UNPAIRED", fleet.meters().get("m2").role());
        assertTrue(fleet.cases().isEmpty()
                && fleet.campaigns().isEmpty()
                && fleet.holds().isEmpty());
    }

    @Test
    void withdrawnReferenceNoLongerPairs() {
        view.apply(meter("m1"));
        view.apply(pairing("m1", "m2"));
        view.apply(new ReferencePairing("paired-m1", "PAIRED", false, "m1", "m2", 0, 0.03, ""));
        assertEquals("UNPAIRED", view.snapshot().meters().get("m1").role());
    }

    @Test
    void fullTablesCountWhatTheyLeaveOutAndStillTakeUpdates() {
        for (String meterId : List.of("m1", "m2", "m3", "m4", "m5")) {
            view.apply(meter(meterId));
        }
        view.apply(estimate("m1", 0.1));
        assertEquals(3, view.snapshot().meters().size());
        assertEquals(2, view.snapshot().counts().beyondLimits());
        assertEquals(0.1, view.snapshot().meters().get("m1").errorPercent());
    }

    @Test
    void onlyTheNewestEventsAreKeptAndARepeatedOneOnce() {
        for (String eventId : List.of("e1", "e2", "e2", "e3")) {
            view.apply(new MeterEvent(eventId, "m1", "COMM-09", T0, T0, "", List.of()));
        }
        assertEquals(
                List.of("e3", "e2"),
                view.snapshot().events().get("m1").stream()
                        .map(MeterEvent::eventId)
                        .toList());
    }

    @Test
    void outcomeSentAgainDoesNotReplaceTheFirst() {
        view.apply(outcome("o1", "APPLIED", false));
        view.apply(outcome("o1", "ALREADY_APPLIED", true));
        assertEquals("APPLIED", view.snapshot().outcomes().get("m1").result());
        view.apply(outcome("o2", "REFUSED", false));
        assertEquals("REFUSED", view.snapshot().outcomes().get("m1").result());
    }

    @Test
    void snapshotIsMadeOncePerChangeAndNeverChanges() {
        view.apply(meter("m1"));
        FleetSnapshot first = view.snapshot();
        assertSame(first, view.snapshot());
        view.apply(meter("m2"));
        FleetSnapshot second = view.snapshot();
        assertNotSame(first, second);
        assertEquals(1, first.meters().size());
        assertTrue(second.version() > first.version());
        assertThrows(UnsupportedOperationException.class, () -> second.meters().clear());
    }

    @Test
    void deltaNamesExactlyWhatChanged() {
        view.apply(meter("m1"));
        view.apply(meter("m2"));
        view.apply(campaign("c1", Campaign.State.RUNNING));
        FleetSnapshot before = view.snapshot();
        view.apply(estimate("m2", 0.3));
        view.apply(new Removed(Kind.REGISTRATION, "m1"));
        view.apply(campaign("c1", Campaign.State.RUNNING));
        FleetDelta delta = FleetDelta.between(before, view.snapshot());
        assertEquals(
                List.of("m2"), delta.meters().stream().map(MeterRow::meterId).toList());
        assertEquals(List.of("m1"), delta.removedMeters());
        assertTrue(delta.campaigns().isEmpty(), "an equal campaign was sent again");
        assertEquals(1, FleetDelta.between(null, view.snapshot()).campaigns().size());
    }

    @Test
    void membersOfACampaignAreItsOwnOnly() {
        FleetView wide = new FleetView(FleetView.Limits.defaults());
        for (String key : List.of("c1 m1", "c1 m2", "c1x m1", "c m1")) {
            String[] parts = key.split(" ");
            wide.apply(new CampaignMember(parts[0], parts[1], "", 1, "WAITING", "", "", 0, null, T0));
        }
        assertEquals(
                List.of("m1", "m2"),
                wide.snapshot().membersOf("c1").stream()
                        .map(CampaignMember::meterId)
                        .toList());
    }

    @Test
    void ofAPointTheNewestDaysAreKeptAndARefusalStandsUntilADayIsAnalysedAgain() {
        view.apply(analysed("m1", T0.plus(Duration.ofDays(1)), 0.2));
        view.apply(analysed("m1", T0, 0.1));
        view.apply(analysed("m1", T0.plus(Duration.ofDays(2)), 0.3));
        view.apply(analysed("m1", T0.plus(Duration.ofDays(1)), 0.4));
        view.apply(unwatched("m1", "INTERVAL_NOT_TEN_MINUTES"));
        Surveillance point = view.snapshot().surveillance().get("m1");
        assertEquals(
                List.of(0.3, 0.4),
                point.days().stream().map(PointDay::e1Percent).toList());
        assertEquals("INTERVAL_NOT_TEN_MINUTES", point.refusal().refusal());
        view.apply(analysed("m1", T0.plus(Duration.ofDays(3)), null));
        assertNull(view.snapshot().surveillance().get("m1").refusal());
    }

    @Test
    void estimateOfAnotherEnergyNeverBecomesTheMetersOwn() {
        view.apply(meter("m1"));
        view.apply(new QuantityEstimate("1.0.3.8.0.255", estimate("m1", 7)));
        assertNull(view.snapshot().meters().get("m1").errorPercent());
        assertEquals(
                7,
                view.snapshot().quantities().get("m1|1.0.3.8.0.255").estimate().errorPercent());
        view.apply(new Removed(Kind.QUANTITY, "m1|1.0.3.8.0.255"));
        assertTrue(view.snapshot().quantities().isEmpty());
    }

    @Test
    void whatDoesNotFitInTheTablesOfFindingsIsCounted() {
        for (String meterId : List.of("m1", "m2", "m3", "m4")) {
            view.apply(analysed(meterId, T0, 0.1));
            view.apply(new QuantityEstimate("1.0.3.8.0.255", estimate(meterId, 1)));
        }
        assertEquals(3, view.snapshot().surveillance().size());
        assertEquals(3, view.snapshot().quantities().size());
        assertEquals(2, view.snapshot().counts().beyondLimits());
    }
}
