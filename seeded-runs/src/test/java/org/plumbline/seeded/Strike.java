// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One blow at one moment; without a blow it counts the moments at which each could fall. */
final class Strike {

    private final @Nullable Blow blow;
    private final int moment;
    private final int octets;
    private final Map<Blow, Integer> moments = new EnumMap<>(Blow.class);
    private boolean armed;

    /**
     * @param blow null for none
     * @param moment which of its moments, from 0
     * @param octets written before the power fails, for {@link Blow#METER_OUT_IN_WRITE}
     */
    Strike(@Nullable Blow blow, int moment, int octets) {
        this.blow = blow;
        this.moment = moment;
        this.octets = octets;
    }

    /** Nothing goes wrong. */
    static Strike none() {
        return new Strike(null, 0, 0);
    }

    /** From now on moments count; those of the calibrator do from the start. */
    void arm() {
        armed = true;
    }

    boolean isArmed() {
        return armed;
    }

    /** A moment of the blow; true when it falls. */
    boolean hits(Blow at) {
        if (!armed && !at.ofCalibrator()) {
            return false;
        }
        int number = moments.merge(at, 1, Integer::sum) - 1;
        return at == blow && number == moment;
    }

    /** How many moments of a blow there have been. */
    int moments(Blow of) {
        return moments.getOrDefault(of, 0);
    }

    int octets() {
        return octets;
    }
}
