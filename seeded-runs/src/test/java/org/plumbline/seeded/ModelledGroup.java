// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator of the consumer group: counts as members those heard of within the session timeout, and moves a
 * partition only when the one that has it gave it back or is no longer a member.
 */
final class ModelledGroup {

    /** What a member is told. */
    sealed interface Answer {
        record NotAMember() implements Answer {}

        /**
         * @param revoked partitions to give back
         * @param assigned partitions it has from now on
         */
        record Member(List<Integer> revoked, List<Integer> assigned) implements Answer {}
    }

    private final Scheduler scheduler;
    private final long sessionTimeoutNanos;
    private final Map<Host, Long> heardAt = new LinkedHashMap<>();
    private final @Nullable Host[] owners;

    ModelledGroup(Scheduler scheduler, int partitions, long sessionTimeoutNanos) {
        this.scheduler = scheduler;
        this.sessionTimeoutNanos = sessionTimeoutNanos;
        this.owners = new Host[partitions];
    }

    void join(Host member) {
        heardAt.put(member, scheduler.nowNanos());
    }

    /** A heartbeat of the member. */
    void heard(Host member) {
        expire();
        heardAt.computeIfPresent(member, (known, before) -> scheduler.nowNanos());
    }

    /** The member commits under its membership. */
    Answer confirm(Host member) {
        heard(member);
        if (!heardAt.containsKey(member)) {
            return new Answer.NotAMember();
        }
        List<Integer> revoked = new ArrayList<>();
        List<Integer> assigned = new ArrayList<>();
        for (int partition = 0; partition < owners.length; partition++) {
            boolean meant = member.equals(meant(partition));
            if (member.equals(owners[partition]) && !meant) {
                revoked.add(partition);
            } else if (owners[partition] == null && meant) {
                owners[partition] = member;
                assigned.add(partition);
            }
        }
        return new Answer.Member(revoked, assigned);
    }

    void gaveBack(Host member, int partition) {
        if (member.equals(owners[partition])) {
            owners[partition] = null;
        }
    }

    void leave(Host member) {
        heardAt.remove(member);
        for (int partition = 0; partition < owners.length; partition++) {
            gaveBack(member, partition);
        }
    }

    boolean owns(Host member, int partition) {
        return member.equals(owners[partition]);
    }

    private void expire() {
        long now = scheduler.nowNanos();
        heardAt.entrySet().stream()
                .filter(member -> now - member.getValue() > sessionTimeoutNanos)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::leave);
    }

    private @Nullable Host meant(int partition) {
        List<Host> members = List.copyOf(heardAt.keySet());
        return members.isEmpty() ? null : members.get((members.size() - 1 + partition) % members.size());
    }
}
