// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.audit.CheckpointChain;
import org.plumbline.schema.audit.CheckpointChain.Growth;
import org.plumbline.schema.audit.CheckpointChain.Tail;
import org.plumbline.schema.signing.SigningKey;

/**
 * Takes the checkpoints of one partition: the first as soon as it can, then one in each period of wall time, also when
 * nothing was written. A checkpoint commits with the chains it tells of. Periods are counted from the epoch, so that days
 * begin at midnight UTC; a clock that is set back takes none until it has passed the last.
 */
final class Checkpoints {

    /** Chains that grew since the last checkpoint, with the sequence of their ends in it. */
    static final String GROWN = "audit-grown-v1";
    /** The last checkpoint. */
    static final String TAIL = "audit-checkpoint-tail-v1";

    private static final String ONLY = "tail";

    private final ProcessorContext<String, Object> context;
    private final KeyValueStore<String, AuditProcessor.Head> heads;
    private final KeyValueStore<String, Long> grown;
    private final KeyValueStore<String, Tail> tails;
    private final SigningKey key;
    private final Duration period;

    Checkpoints(
            ProcessorContext<String, Object> context,
            KeyValueStore<String, AuditProcessor.Head> heads,
            SigningKey key,
            Duration period) {
        this.context = context;
        this.heads = heads;
        this.grown = context.getStateStore(GROWN);
        this.tails = context.getStateStore(TAIL);
        this.key = key;
        this.period = period;
    }

    /** A chain is about to grow. @param before sequence of its end until now; 0 when it is new */
    void grew(String subjectId, long before) {
        grown.putIfAbsent(subjectId, before);
    }

    /** @param nowMillis wall clock */
    void takeIfDue(long nowMillis) {
        Tail tail = tails.get(ONLY);
        if (tail != null && periodOf(nowMillis) <= periodOf(tail.takenAt().toEpochMilli())) {
            return;
        }
        int partition = context.taskId().partition();
        Tail last = tail == null ? Tail.NONE : tail;
        Instant now = Instant.ofEpochMilli(nowMillis);
        for (var checkpoint : CheckpointChain.append(partition, last, growth(tail), now, key)) {
            context.forward(new Record<>(Integer.toString(partition), checkpoint, nowMillis));
            last = Tail.of(checkpoint);
        }
        tails.put(ONLY, last);
    }

    private long periodOf(long millis) {
        return Math.floorDiv(millis, period.toMillis());
    }

    /** Before the first checkpoint chains may have been there already, from a version that took none: all are new to it. */
    private List<Growth> growth(@Nullable Tail tail) {
        List<Growth> all = new ArrayList<>();
        if (tail == null) {
            try (KeyValueIterator<String, AuditProcessor.Head> every = heads.all()) {
                while (every.hasNext()) {
                    KeyValue<String, AuditProcessor.Head> next = every.next();
                    all.add(new Growth(next.value.of(next.key), 0));
                }
            }
        }
        List<String> told = new ArrayList<>();
        try (KeyValueIterator<String, Long> since = grown.all()) {
            while (since.hasNext()) {
                KeyValue<String, Long> next = since.next();
                told.add(next.key);
                if (tail != null) {
                    AuditProcessor.Head head = Objects.requireNonNull(heads.get(next.key), "a chain that grew");
                    all.add(new Growth(head.of(next.key), next.value));
                }
            }
        }
        told.forEach(grown::delete);
        return all;
    }
}
