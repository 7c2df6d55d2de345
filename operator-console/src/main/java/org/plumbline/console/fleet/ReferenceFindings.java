// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How references stand, and whose verdicts that holds back. As a list: what is in doubt comes first, of those the
 * largest normalised difference, then by meter.
 */
public final class ReferenceFindings {
    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> !finding.standing().isInDoubt())
            .thenComparing(finding -> -largest(finding.standing()))
            .thenComparing(finding -> finding.standing().meterId());

    private ReferenceFindings() {}

    /**
     * A standing and what it does.
     *
     * @param inDoubt true when a statement of its network is in doubt
     * @param heldBackMeterIds tested meters on which no MET-02 and no adjustment may rest for that reason
     */
    public record Finding(ReferenceStanding standing, boolean inDoubt, List<String> heldBackMeterIds) {
        public Finding {
            heldBackMeterIds = List.copyOf(heldBackMeterIds);
        }
    }

    /** All of a fleet, in order. */
    public static List<Finding> of(FleetSnapshot fleet) {
        return findings(fleet, fleet.standings().values().stream());
    }

    /** Those of one meter: of the meter itself and of the references it is compared with, in order. */
    public static List<Finding> of(FleetSnapshot fleet, String meterId) {
        SortedSet<String> asked = new TreeSet<>();
        asked.add(meterId);
        pairings(fleet)
                .filter(pairing -> pairing.testedMeterId().equals(meterId))
                .forEach(pairing -> asked.add(pairing.referenceMeterId()));
        return findings(
                fleet,
                asked.stream()
                        .filter(fleet.standings()::containsKey)
                        .map(each -> fleet.standings().get(each)));
    }

    private static List<Finding> findings(FleetSnapshot fleet, Stream<ReferenceStanding> standings) {
        return standings
                .map(standing -> new Finding(standing, standing.isInDoubt(), heldBack(fleet, standing)))
                .sorted(ORDER)
                .toList();
    }

    private static List<String> heldBack(FleetSnapshot fleet, ReferenceStanding standing) {
        return pairings(fleet)
                .filter(pairing -> pairing.referenceMeterId().equals(standing.meterId()))
                .map(ReferencePairing::testedMeterId)
                .filter(standing::holdsBack)
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<ReferencePairing> pairings(FleetSnapshot fleet) {
        return fleet.references().values().stream().filter(ReferencePairing::active);
    }

    private static double largest(ReferenceStanding standing) {
        return standing.statements().stream()
                .filter(ReferenceStanding.Statement::inDoubt)
                .mapToDouble(each -> Math.abs(each.normalisedDifference()))
                .max()
                .orElse(0);
    }
}
