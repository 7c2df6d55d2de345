// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOutcome;

/**
 * What a gateway read of a coefficient block around an order, by name, in the words of its audit facts: an outcome and the fact
 * that was committed with it give equal maps.
 */
final class BlocksTold {
    static final String ORDER = "orderId";

    static final String TIME = "wallTime";
    private static final String FOUND = "asFound";
    private static final String LEFT = "asLeft";
    private static final String BLOCK = "Block";
    private static final String CHECKSUM = "Checksum";
    private static final String COUNTER = "ChangeCounter";
    private static final String EPOCH = "newEpoch";
    static final String FOUND_BLOCK = FOUND + BLOCK;
    private static final Set<String> NAMES = Set.of(
            ORDER,
            FOUND_BLOCK,
            FOUND + CHECKSUM,
            FOUND + COUNTER,
            LEFT + BLOCK,
            LEFT + CHECKSUM,
            LEFT + COUNTER,
            EPOCH);

    private BlocksTold() {}

    /** Empty when the fact names no block, as those of before it was told. */
    static Optional<SortedMap<String, String>> of(AuditFact fact) {
        SortedMap<String, String> told = new TreeMap<>();
        fact.getDetails().stream()
                .filter(detail -> NAMES.contains(detail.getName()))
                .forEach(detail -> told.put(detail.getName(), detail.getText()));
        if (!told.containsKey(FOUND_BLOCK)) {
            return Optional.empty();
        }
        told.put(TIME, time(fact.getWallTime()));
        return Optional.of(told);
    }

    /** Without a block as found, only order and time. */
    static SortedMap<String, String> of(CalibrationOutcome outcome) {
        SortedMap<String, String> told = new TreeMap<>();
        told.put(ORDER, outcome.getOrderId());
        put(told, FOUND, outcome.getAsFoundBlock(), outcome.getAsFoundChecksum(), outcome.getChangeCounterBefore());
        put(told, LEFT, outcome.getAsLeftBlock(), outcome.getAsLeftChecksum(), outcome.getChangeCounterAfter());
        if (outcome.getNewEpoch() > 0) {
            told.put(EPOCH, Integer.toString(outcome.getNewEpoch()));
        }
        told.put(TIME, time(outcome.getWallTime()));
        return told;
    }

    private static void put(
            SortedMap<String, String> told, String when, ByteBuffer block, long checksum, long changeCounter) {
        if (block.hasRemaining()) {
            byte[] octets = new byte[block.remaining()];
            block.duplicate().get(octets);
            told.put(when + BLOCK, HexFormat.of().formatHex(octets));
            told.put(when + CHECKSUM, Long.toString(checksum));
            told.put(when + COUNTER, Long.toString(changeCounter));
        }
    }

    private static String time(Instant wallTime) {
        return Long.toString(wallTime.toEpochMilli());
    }
}
