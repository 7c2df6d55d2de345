// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.plumbline.gateway.calibration.WriteIntent;

/**
 * The orders a meter was given, newest last. Immutable.
 *
 * @param lastSequence highest sequence accepted; 0 before the first order
 * @param entries the newest {@link #MAX_ENTRIES} orders by rising sequence
 */
public record OrderJournal(long lastSequence, List<JournalEntry> entries) {

    /** Orders kept; an older one can only be refused by its sequence. */
    public static final int MAX_ENTRIES = 4;

    public static final OrderJournal EMPTY = new OrderJournal(0, List.of());

    public OrderJournal {
        entries = List.copyOf(entries);
    }

    public Optional<JournalEntry> find(String orderId) {
        return entries.stream().filter(entry -> entry.orderId().equals(orderId)).findFirst();
    }

    /** Accepts a new order; its sequence must be above {@link #lastSequence()}. */
    public OrderJournal accept(String orderId, String digest, long sequence) {
        if (sequence <= lastSequence) {
            throw new IllegalArgumentException("sequence " + sequence + " is not above " + lastSequence);
        }
        List<JournalEntry> more = new ArrayList<>(entries);
        more.add(new JournalEntry(orderId, digest, sequence, null, null));
        return new OrderJournal(sequence, more.subList(Math.max(0, more.size() - MAX_ENTRIES), more.size()));
    }

    /** Notes what is about to be written; the first intent of an order stays. */
    public OrderJournal intend(WriteIntent intent) {
        return replace(
                intent.orderId(),
                entry -> entry.intent() != null
                        ? entry
                        : new JournalEntry(entry.orderId(), entry.digest(), entry.sequence(), intent, entry.outcome()));
    }

    /** Notes how an order ended; the first outcome stays. */
    public OrderJournal conclude(String orderId, OrderOutcome outcome) {
        return replace(
                orderId,
                entry -> entry.outcome() != null
                        ? entry
                        : new JournalEntry(entry.orderId(), entry.digest(), entry.sequence(), entry.intent(), outcome));
    }

    private OrderJournal replace(String orderId, UnaryOperator<JournalEntry> change) {
        if (find(orderId).isEmpty()) {
            throw new IllegalArgumentException("order is not in the journal: " + orderId);
        }
        return new OrderJournal(
                lastSequence,
                entries.stream()
                        .map(entry -> entry.orderId().equals(orderId) ? change.apply(entry) : entry)
                        .toList());
    }
}
