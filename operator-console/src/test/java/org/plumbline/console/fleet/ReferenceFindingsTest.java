// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.console.fleet.FleetRecords.T0;
import static org.plumbline.console.fleet.FleetRecords.pairing;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.console.fleet.FleetRecord.Kind;
import org.plumbline.console.fleet.FleetRecord.Removed;

class ReferenceFindingsTest {

    private final FleetView view = new FleetView(new FleetView.Limits(5, 5, 5, 5, 5, 5));

    private static ReferenceStanding standing(String meterId, String state, double difference, String... heldBack) {
        boolean inDoubt = state.equals("IN_DOUBT");
        return new ReferenceStanding(
                meterId,
                T0,
                state,
                0.1,
                T0,
                List.of(ReferenceStanding.Statement.of(meterId, "", difference, 0.1, inDoubt)),
                List.of(),
                0,
                0,
                "",
                List.of(heldBack),
                "text");
    }

    private List<String> references() {
        return ReferenceFindings.of(view.snapshot()).stream()
                .map(finding -> finding.standing().meterId())
                .toList();
    }

    @Test
    void referenceInDoubtHoldsBackAllThatRestOnItAndNobodyElse() {
        view.apply(pairing("m1", "ref"));
        view.apply(pairing("m2", "ref"));
        view.apply(pairing("m3", "other"));
        view.apply(standing("ref", "IN_DOUBT", 0.9));
        view.apply(standing("other", "FITS", 0.01));
        List<ReferenceFindings.Finding> found = ReferenceFindings.of(view.snapshot());
        assertEquals(List.of("m1", "m2"), found.getFirst().heldBackMeterIds());
        assertEquals(List.of(), found.getLast().heldBackMeterIds());
        view.apply(new Removed(Kind.REFERENCE, "paired-m2"));
        assertEquals(
                List.of("m1"), ReferenceFindings.of(view.snapshot()).getFirst().heldBackMeterIds());
    }

    @Test
    void whereOneComparisonIsInDoubtOnlyItsMeterIsHeldBack() {
        view.apply(pairing("m1", "ref"));
        view.apply(pairing("m2", "ref"));
        view.apply(standing("ref", "OTHER_IN_DOUBT", 0.05, "m2"));
        ReferenceFindings.Finding finding =
                ReferenceFindings.of(view.snapshot()).getFirst();
        assertEquals(List.of("m2"), finding.heldBackMeterIds());
        assertTrue(finding.inDoubt());
    }

    @Test
    void doubtComesFirstAndTheLargestDifferenceInItsUncertaintiesBeforeOthers() {
        view.apply(standing("a", "FITS", 0.1));
        view.apply(standing("b", "IN_DOUBT", 0.5));
        view.apply(standing("c", "IN_DOUBT", -0.7));
        view.apply(standing("d", "UNCHECKED", 0));
        assertEquals(List.of("c", "b", "a", "d"), references());
        view.apply(standing("c", "FITS", 0));
        assertEquals(List.of("b", "a", "c", "d"), references());
        view.apply(new Removed(Kind.STANDING, "b"));
        assertEquals(List.of("a", "c", "d"), references());
    }

    @Test
    void ofAMeterItsOwnCertificateAndThoseOfItsReferencesAreTold() {
        view.apply(pairing("m1", "ref"));
        view.apply(pairing("ref", "top"));
        for (String meterId : List.of("ref", "top", "stranger")) {
            view.apply(standing(meterId, "IN_DOUBT", 0.5));
        }
        assertEquals(
                List.of("ref"),
                ReferenceFindings.of(view.snapshot(), "m1").stream()
                        .map(finding -> finding.standing().meterId())
                        .toList());
        assertEquals(2, ReferenceFindings.of(view.snapshot(), "ref").size());
        assertTrue(ReferenceFindings.of(view.snapshot(), "nobody").isEmpty());
    }
}
