// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One blow at one moment, told by its number among the moments of that blow or by the name of its point; without a blow it
 * counts the moments at which each could fall.
 *
 * <p>Points of a gateway are {@code before} and {@code after} an exchange with the meter, named as the gateway's own port
 * names it and numbered from 1, e.g. {@code before AARE#1}; and {@link #OUTCOME_COMMITTED}; those of a meter are the exchange itself; those of a calibrator
 * are the facts that a transaction carries.
 */
final class Strike {

    /** The outcome of an order is visible on its topic. */
    static final String OUTCOME_COMMITTED = "outcome committed";

    private final @Nullable Blow blow;
    private final int moment;
    private final int octets;
    private final @Nullable String point;
    private final Map<String, Integer> exchanges = new HashMap<>();
    private final List<String> trace = new ArrayList<>();
    private boolean fallen;
    private final Map<Blow, Integer> moments = new EnumMap<>(Blow.class);
    private boolean armed;

    /**
     * @param blow null for none
     * @param moment which of its moments, from 0
     * @param octets written before the power fails, for {@link Blow#METER_OUT_IN_WRITE}
     * @param point its name, null to count moments
     */
    Strike(@Nullable Blow blow, int moment, int octets, @Nullable String point) {
        this.blow = blow;
        this.moment = moment;
        this.octets = octets;
        this.point = point;
    }

    /** Nothing goes wrong. */
    static Strike none() {
        return new Strike(null, 0, 0, null);
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
        return point == null && at == blow && number == moment;
    }

    /** A named point of the blow; true when it falls there. */
    boolean falls(Blow at, String here) {
        boolean falls = (armed || at.ofCalibrator()) && !fallen && at == blow && here.equals(point);
        fallen |= falls;
        return falls;
    }

    /** @return the name of the exchange that begins */
    String exchange(String phase) {
        if (!armed) {
            return "";
        }
        String name = phase + "#" + exchanges.merge(phase, 1, Integer::sum);
        trace.add(name);
        return name;
    }

    /** True when it has fallen at its named point. */
    boolean fallen() {
        return fallen;
    }

    /** The exchanges since it was armed. */
    List<String> trace() {
        return List.copyOf(trace);
    }

    /** How many moments of a blow there have been. */
    int moments(Blow of) {
        return moments.getOrDefault(of, 0);
    }

    int octets() {
        return octets;
    }
}
