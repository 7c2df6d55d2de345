// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.plumbline.gateway.commit.Commit;
import org.plumbline.gateway.ownership.WorkOffsets;
import org.plumbline.gateway.state.OwnerPositions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work an owner has taken up from the topics of its partition, and how far each may be committed. Only so much is open
 * at a time; the topic is not read further meanwhile. Confined to the owner's thread.
 */
final class TakenWork {

    /** A meter's session queue takes the open work of both kinds, should all of it be for that meter. */
    static final int MAX_OPEN = 500;

    private static final Logger LOGGER = LoggerFactory.getLogger(TakenWork.class);

    private static final class Source {
        private final TopicPartition partition;
        private final WorkOffsets offsets;
        private boolean paused;

        Source(TopicPartition partition, WorkOffsets offsets) {
            this.partition = partition;
            this.offsets = offsets;
        }
    }

    private final Consumer<byte[], byte[]> consumer;
    private final OwnerPositions kept;
    private final Map<Commit.Work, Source> sources = new EnumMap<>(Commit.Work.class);

    /**
     * @param consumer has the partitions assigned before they are taken up
     * @param kept positions that stood among the meters' states
     */
    TakenWork(Consumer<byte[], byte[]> consumer, OwnerPositions kept) {
        this.consumer = consumer;
        this.kept = kept;
    }

    /**
     * Up to where work was done before; empty when none was. The group's offset expires when it is not moved for long, and
     * the position kept may be older where another version of the gateway was at work: the later one counts.
     */
    OptionalLong doneOf(TopicPartition partition) {
        OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
        OptionalLong own = kept.of(partition.topic());
        return committed == null ? own : OptionalLong.of(Math.max(committed.offset(), own.orElse(0)));
    }

    /** Goes on where work was done up to, or from the beginning. */
    void takeUp(Commit.Work work, TopicPartition partition) {
        long next = resume(partition);
        sources.put(work, new Source(partition, new WorkOffsets(next)));
    }

    /**
     * Places the consumer where work was done up to. A position that the log does not reach is of another log, one that was
     * lost and made anew: all that stands on it is read then, and what was answered before is known by its meter's state.
     *
     * @return the offset that is read next
     */
    long resume(TopicPartition partition) {
        List<TopicPartition> asked = List.of(partition);
        long first = consumer.beginningOffsets(asked).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(asked).getOrDefault(partition, 0L);
        long done = doneOf(partition).orElse(first);
        boolean within = first <= done && done <= end;
        if (!within) {
            LOGGER.atWarn()
                    .addKeyValue("partition", partition)
                    .addKeyValue("done", done)
                    .addKeyValue("first", first)
                    .addKeyValue("end", end)
                    .log("work was done up to an offset that is not there; all that is there is read");
        }
        long next = within ? done : first;
        consumer.seek(partition, next);
        return next;
    }

    void begin(Commit.Work work, long offset) {
        source(work).offsets.begin(offset);
    }

    void end(Commit.Work work, long offset) {
        source(work).offsets.end(offset);
    }

    /** Work of that kind that has not ended. */
    int open(Commit.Work work) {
        return source(work).offsets.open();
    }

    /** Positions that have moved since the last call. */
    Map<TopicPartition, OffsetAndMetadata> advance() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (Source source : sources.values()) {
            source.offsets
                    .advance()
                    .ifPresent(position -> positions.put(source.partition, new OffsetAndMetadata(position)));
        }
        return positions;
    }

    /** Reads on, or not, by what is open. */
    void holdBack() {
        for (Source source : sources.values()) {
            boolean holdBack = source.offsets.open() >= MAX_OPEN;
            if (holdBack && !source.paused) {
                consumer.pause(List.of(source.partition));
            } else if (!holdBack && source.paused) {
                consumer.resume(List.of(source.partition));
            }
            source.paused = holdBack;
        }
    }

    private Source source(Commit.Work work) {
        Source source = sources.get(work);
        if (source == null) {
            throw new IllegalStateException(work + " was not taken up");
        }
        return source;
    }
}
