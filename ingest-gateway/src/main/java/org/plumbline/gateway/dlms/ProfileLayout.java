// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The validated capture objects of a load profile.
 *
 * @param profile logical name of the profile object
 * @param capturePeriod time between rows, 60 s..1 day
 * @param width number of captured columns
 * @param clockColumn position of the clock
 * @param statusColumn position of the profile status, or -1 when none is captured
 * @param registers the other columns in captured order; {@link ProfileRow#values()} is aligned with it
 */
public record ProfileLayout(
        ObisCode profile,
        Duration capturePeriod,
        int width,
        int clockColumn,
        int statusColumn,
        List<Column> registers) {

    /** A profile that captures more often is not believed. */
    public static final Duration SHORTEST_PERIOD = Duration.ofSeconds(60);

    public ProfileLayout {
        registers = List.copyOf(registers);
    }

    /**
     * One captured attribute.
     *
     * @param position index in the row as the meter sends it
     * @param scalerUnit null for objects without one (class 1)
     */
    public record Column(
            int position,
            int classId,
            ObisCode obis,
            int attribute,
            @Nullable ScalerUnit scalerUnit) {}

    /** The same profile, of which only these columns are decoded. */
    public ProfileLayout narrowedTo(Predicate<Column> wanted) {
        List<Column> kept = registers.stream().filter(wanted).toList();
        return new ProfileLayout(profile, capturePeriod, width, clockColumn, statusColumn, kept);
    }

    /** Position of the object in {@link ProfileRow#values()}, or -1 when it is not captured. */
    public int indexOf(ObisCode obis) {
        for (int index = 0; index < registers.size(); index++) {
            if (registers.get(index).obis().equals(obis)) {
                return index;
            }
        }
        return -1;
    }
}
