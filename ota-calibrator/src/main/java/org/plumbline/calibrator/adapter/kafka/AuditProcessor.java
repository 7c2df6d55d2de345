// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.CalibratorException;
import org.plumbline.schema.audit.AuditChain;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.SigningKey;

/**
 * The only writer of the audit chains and of their checkpoints. A fact whose id is among the last {@value #REMEMBERED_FACTS} of its subject is a
 * repetition and is dropped.
 */
final class AuditProcessor implements Processor<String, AuditFact, String, Object> {

    static final String STORE = "audit-heads-v1";
    private static final int REMEMBERED_FACTS = 64;
    private static final int MAXIMUM_FACT_OCTETS = 512 << 10;

    /**
     * The end of a subject's chain.
     *
     * @param sequence sequence of the last entry
     * @param hash its hash, hexadecimal
     * @param recentFactIds newest facts, oldest first
     */
    record Head(long sequence, String hash, List<String> recentFactIds) {
        Head {
            recentFactIds = List.copyOf(recentFactIds);
        }

        AuditChain.Head of(String subjectId) {
            return new AuditChain.Head(
                    subjectId, sequence, ByteBuffer.wrap(HexFormat.of().parseHex(hash)));
        }
    }

    private final SigningKey checkpointKey;
    private final Duration checkpointPeriod;
    private final Duration tick;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, Head> store;
    private @Nullable Checkpoints checkpoints;

    /**
     * @param checkpointPeriod wall time between two checkpoints
     * @param tick wall time between two looks whether one is due
     */
    AuditProcessor(SigningKey checkpointKey, Duration checkpointPeriod, Duration tick) {
        this.checkpointKey = checkpointKey;
        this.checkpointPeriod = checkpointPeriod;
        this.tick = tick;
    }

    @Override
    public void init(ProcessorContext<String, Object> opened) {
        context = opened;
        KeyValueStore<String, Head> heads = opened.getStateStore(STORE);
        store = heads;
        Checkpoints due = new Checkpoints(opened, heads, checkpointKey, checkpointPeriod);
        checkpoints = due;
        opened.schedule(tick, PunctuationType.WALL_CLOCK_TIME, due::takeIfDue);
    }

    @Override
    public void process(Record<String, AuditFact> message) {
        KeyValueStore<String, Head> heads = store;
        ProcessorContext<String, Object> running = context;
        Checkpoints growing = checkpoints;
        if (heads == null || running == null || growing == null) {
            throw new CalibratorException("not initialised");
        }
        AuditFact fact = message.value();
        if (fact == null || message.key() == null || !message.key().equals(fact.getSubjectId())) {
            throw new PoisonRecordException("a fact whose key is not its subject: " + message.key());
        }
        if (Canonical.octets(fact).length > MAXIMUM_FACT_OCTETS) {
            throw new PoisonRecordException("a fact of more than " + MAXIMUM_FACT_OCTETS + " octets");
        }
        Head head = heads.get(message.key());
        if (head != null && head.recentFactIds().contains(fact.getFactId())) {
            return;
        }
        AuditEntry entry =
                AuditChain.append(head == null ? AuditChain.Head.empty(message.key()) : head.of(message.key()), fact);
        growing.grew(message.key(), entry.getSequence() - 1);
        heads.put(message.key(), after(head, entry, fact.getFactId()));
        running.forward(message.withValue((Object) entry));
    }

    private static Head after(@Nullable Head before, AuditEntry entry, String factId) {
        List<String> ids = new ArrayList<>(before == null ? List.of() : before.recentFactIds());
        ids.add(factId);
        return new Head(
                entry.getSequence(),
                FromContract.hexadecimal(entry.getEntryHash()),
                ids.subList(Math.max(0, ids.size() - REMEMBERED_FACTS), ids.size()));
    }
}
