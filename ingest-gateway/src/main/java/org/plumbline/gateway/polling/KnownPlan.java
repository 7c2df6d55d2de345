// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.state.LastSeen;
import org.plumbline.gateway.state.Watched;

/**
 * The plan by which a meter was read last. It is followed again as long as the meter shows the same configuration.
 *
 * @param configuration of the meter and its registration when the plan was made, see {@link #configurationOf}
 * @param plan shared with other meters
 */
public record KnownPlan(long configuration, ReadPlan plan) {

    /** FNV-1a, 64 bit: http://www.isthe.com/chongo/tech/comp/fnv/ */
    private static final long OFFSET_BASIS = 0xCBF2_9CE4_8422_2325L;

    private static final long PRIME = 0x100_0000_01B3L;

    /** A number that stands for all that a plan depends on: eight octets of each meter instead of its texts. */
    static long configurationOf(LastSeen seen, Admission.Admitted meter) {
        long hash = mixed(mixed(OFFSET_BASIS, seen.serial()), seen.firmware());
        for (Watched object : Watched.values()) {
            Long value = seen.values().get(object);
            if (value != null && isConfiguration(object)) {
                hash = mixed(mixed(hash, object.ordinal()), value);
            }
        }
        hash = mixed(hash, meter.registers().hashCode());
        return meter.model() == null ? hash : mixed(hash, meter.model().name());
    }

    private static boolean isConfiguration(Watched object) {
        return switch (object.kind()) {
            case EVIDENCE, RATIO -> true;
            case BITS, TAMPER -> false;
        };
    }

    private static long mixed(long hash, String text) {
        long mixed = mixed(hash, text.length());
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * PRIME;
        }
        return mixed;
    }

    private static long mixed(long hash, long value) {
        long mixed = hash;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            mixed = (mixed ^ (value >>> shift & 0xFF)) * PRIME;
        }
        return mixed;
    }
}
