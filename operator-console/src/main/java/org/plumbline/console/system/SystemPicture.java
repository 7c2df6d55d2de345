// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.system;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The services and brokers at one time.
 *
 * @param at wall-clock time at which the brokers were asked
 * @param missing topics of the head-end that are not there, or not to be seen
 */
public record SystemPicture(
        Instant at, int brokers, String controller, List<Group> groups, List<TopicState> topics, List<String> missing) {
    public SystemPicture {
        groups = List.copyOf(groups);
        topics = List.copyOf(topics);
        missing = List.copyOf(missing);
    }

    /** Which service a consumer group belongs to. */
    public enum GroupRole {
        GATEWAY,
        ORDERS,
        ANALYZER,
        CALIBRATOR,
        CONSOLE
    }

    /**
     * A consumer group.
     *
     * @param state as Kafka names it, e.g. STABLE
     * @param lag records to read in all partitions with a committed position; null where there is none
     * @param partitions those with the most to read, at most 20
     * @param problem why it cannot be seen; null where it can
     */
    public record Group(
            GroupRole role,
            String name,
            String state,
            int members,
            @Nullable Long lag,
            List<PartitionLag> partitions,
            @Nullable String problem) {
        /** Most partitions that are named. */
        public static final int MOST_PARTITIONS = 20;

        public Group {
            partitions = partitions.stream()
                    .sorted(java.util.Comparator.comparingLong(PartitionLag::lag)
                            .reversed()
                            .thenComparing(PartitionLag::topic)
                            .thenComparing(PartitionLag::partition))
                    .limit(MOST_PARTITIONS)
                    .toList();
        }

        /** A group that cannot be seen. */
        public static Group unseen(GroupRole role, String name, String problem) {
            return new Group(role, name, "", 0, null, List.of(), problem);
        }
    }

    /** What a group has still to read. @param lag end of the partition minus the committed position, at least 0 */
    public record PartitionLag(String topic, int partition, long lag) {}

    /** A topic. @param underReplicated partitions with fewer replicas in step than they should have */
    public record TopicState(String name, int partitions, int underReplicated) {}
}
