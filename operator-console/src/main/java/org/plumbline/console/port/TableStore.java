// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.port;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.tables.Retention;
import org.plumbline.console.tables.TableRecord;

/**
 * Keeps the tables of the read model and how far each partition has been taken into them, in one transaction: a record
 * counts once, whoever follows and whenever it dies.
 */
public interface TableStore {

    /** A partition of a topic. */
    record Slice(String topic, int partition) implements Comparable<Slice> {
        @Override
        public int compareTo(Slice other) {
            int byTopic = topic.compareTo(other.topic);
            return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
        }
    }

    /** Offsets {@code from} (inclusive) to {@code to} (exclusive) of a partition are in a batch. */
    record Advance(long from, long to) {}

    /** Records, those of one partition in its order, and the offsets they come from. */
    record Batch(List<TableRecord> records, SortedMap<Slice, Advance> advances) {}

    /** Somebody else has taken the partition further, or the tables were emptied; ask {@link #follow} again. */
    final class OvertakenException extends ConsoleException {
        private static final long serialVersionUID = 1L;

        public OvertakenException(String message) {
            super(message);
        }
    }

    /** The database does not do what it should now; trying again may help. */
    final class UnavailableException extends ConsoleException {
        private static final long serialVersionUID = 1L;

        public UnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Where to go on in each partition. Tables that were built from other topics than these, by their ids, are emptied
     * first.
     *
     * @param topicIds by partition, Kafka's id of its topic
     * @return next offset by partition; 0 = from the beginning
     */
    SortedMap<Slice, Long> follow(Map<Slice, String> topicIds);

    /**
     * Takes a batch in, wholly or not at all. What is older than the horizon is not kept.
     *
     * @throws OvertakenException when a partition does not stand where the batch begins
     */
    void write(Batch batch, Retention.Horizon horizon);

    /** Takes away what is older than the horizon, and readings of meters that are not registered. For tables that have caught up. */
    void prune(Retention.Horizon horizon);
}
