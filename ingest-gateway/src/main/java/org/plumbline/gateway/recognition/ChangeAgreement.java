// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.state.Watched;
import org.plumbline.gateway.state.WatchedValues;
import org.plumbline.schema.EventCodes;

/**
 * A protected change must show in the change counter, in the certification log and, where it concerns them, in the
 * coefficients; and no tamper counter may move. What disagrees was not done by the way it has to be done.
 *
 * @param cause stable names of the disagreements, by blanks
 * @param evidence what moved and what did not
 */
record ChangeAgreement(String cause, Map<String, String> evidence) {

    /** What the block says; it is read when the counter moves, and now and then. */
    enum Block {
        NOT_COMPARED,
        SAME,
        DIFFERS
    }

    /**
     * Null when all agrees.
     *
     * @param logRenewed whether the log has a row newer than the last reading; a full log moves without growing
     */
    static @Nullable ChangeAgreement disagreement(
            WatchedValues before, WatchedValues now, Block block, boolean logRenewed) {
        Long counterBefore = before.get(Watched.CHANGE_COUNTER);
        boolean counterMoved = WatchedValues.moved(before, now, Watched.CHANGE_COUNTER);
        boolean logMoved = WatchedValues.moved(before, now, Watched.CERTIFICATION_LOG_ENTRIES);
        boolean logKnown = before.get(Watched.CERTIFICATION_LOG_ENTRIES) != null
                && now.get(Watched.CERTIFICATION_LOG_ENTRIES) != null;
        List<String> causes = new ArrayList<>();
        if (counterMoved && logKnown && !logMoved && !logRenewed) {
            causes.add("COUNTER_WITHOUT_LOG");
        }
        if (logMoved && counterBefore != null && !counterMoved) {
            causes.add("LOG_WITHOUT_COUNTER");
        }
        if (block == Block.DIFFERS && counterBefore != null && !counterMoved) {
            causes.add("BLOCK_WITHOUT_COUNTER");
        }
        for (Watched object : Watched.values()) {
            if (object.kind() == Watched.Kind.TAMPER && WatchedValues.moved(before, now, object)) {
                causes.add(object.name());
            }
        }
        return causes.isEmpty() ? null : new ChangeAgreement(String.join(" ", causes), evidence(before, now, block));
    }

    private static Map<String, String> evidence(WatchedValues before, WatchedValues now, Block block) {
        Map<String, String> evidence = new TreeMap<>();
        for (Watched object : Watched.values()) {
            Long to = now.get(object);
            boolean compared = object.kind() == Watched.Kind.EVIDENCE || object.kind() == Watched.Kind.TAMPER;
            if (compared && to != null) {
                Long from = before.get(object);
                evidence.put(object.name(), from == null || from.equals(to) ? to.toString() : from + " -> " + to);
            }
        }
        evidence.put("coefficientBlock", block.name());
        return evidence;
    }

    Publication.Event event(Stamp stamp) {
        Map<String, String> all = new TreeMap<>(evidence);
        all.put("cause", cause);
        return stamp.event(
                EventCodes.SECURITY,
                "The meter's evidence of protected changes disagrees, or it was tampered with (" + cause
                        + "); find out who was at the meter.",
                all);
    }
}
