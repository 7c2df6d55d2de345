// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fleet;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What is known of a meter without reading it: where it hangs and how old it is. Drawn from the fleet's seed and the meter's
 * name, apart from everything else, so that no other draw of the fleet depends on it.
 *
 * @param district transformer district; both meters of a pair hang in the same one
 * @param yearOfManufacture as marked
 */
public record Nameplate(String district, int yearOfManufacture) {
    /** Of a meter that is in no pair. */
    public static final Nameplate UNKNOWN = new Nameplate("", 0);

    private static final int PAIRS_OF_A_DISTRICT = 5;
    private static final int OLDEST_YEARS = 18;
    private static final int OLDEST_CHECK_METER_YEARS = 4;

    /** Of every meter that is in a pair, by its name. */
    public static Map<String, Nameplate> of(FleetPlan fleet) {
        Map<String, Nameplate> plates = new HashMap<>();
        for (int i = 0; i < fleet.pairs().size(); i++) {
            PairPlan pair = fleet.pairs().get(i);
            String district = "T-%02d".formatted(1 + i / PAIRS_OF_A_DISTRICT);
            plates.put(pair.testedMeterId(), drawn(fleet, pair.testedMeterId(), district, OLDEST_YEARS));
            plates.put(
                    pair.referenceMeterId(), drawn(fleet, pair.referenceMeterId(), district, OLDEST_CHECK_METER_YEARS));
        }
        return plates;
    }

    private static Nameplate drawn(FleetPlan fleet, String meterId, String district, int oldest) {
        SplittableRandom random = new SplittableRandom(fleet.seed() ^ ((long) meterId.hashCode() << Integer.SIZE));
        int startYear = fleet.start().atOffset(ZoneOffset.UTC).getYear();
        return new Nameplate(district, startYear - 1 - random.nextInt(oldest));
    }
}
