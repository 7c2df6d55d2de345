// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.orders.ReceivedOrder;
import org.plumbline.gateway.requests.ReceivedRequest;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.MeterStateCodec;

/**
 * The topics of the gateway as a reader of committed records sees them: what a transaction brings is there at once or
 * never. One transactional id for each partition; whoever initialises it fences the one before.
 */
final class ModelledLog {

    /** What becomes visible together. */
    static final class Transaction {
        final List<Published> records = new ArrayList<>();
        final Map<String, MeterState> states = new LinkedHashMap<>();
        OptionalLong orderPosition = OptionalLong.empty();
        OptionalLong requestPosition = OptionalLong.empty();
    }

    /** A read request under its meter's key. */
    record Asked(String meterId, ReceivedRequest request) {}

    /** One record about a meter. */
    record Published(String meterId, Publication publication) {}

    /** How a transaction ended, as the broker knows it. */
    enum Ending {
        COMMITTED,
        FENCED
    }

    private static final class Partition {
        int epoch;
        long orderPosition;
        long requestPosition;
        final List<ReceivedOrder> orders = new ArrayList<>();
        final List<Asked> requests = new ArrayList<>();
        final Map<String, byte[]> states = new LinkedHashMap<>();
    }

    private final List<Partition> partitions = new ArrayList<>();
    private final Books books;
    private final Flaw flaw;

    ModelledLog(int count, Books books, Flaw flaw) {
        this.books = books;
        this.flaw = flaw;
        for (int i = 0; i < count; i++) {
            partitions.add(new Partition());
        }
    }

    /** @return the producer's epoch; every earlier one is fenced */
    int initTransactions(int partition) {
        Partition owned = partitions.get(partition);
        owned.epoch++;
        return owned.epoch;
    }

    Ending commit(int partition, int epoch, Transaction transaction) {
        Partition owned = partitions.get(partition);
        if (epoch < owned.epoch && flaw != Flaw.NO_FENCING) {
            return Ending.FENCED;
        }
        transaction.states.forEach((meterId, state) -> owned.states.put(meterId, MeterStateCodec.encode(state)));
        transaction.orderPosition.ifPresent(position -> owned.orderPosition = position);
        transaction.requestPosition.ifPresent(position -> owned.requestPosition = position);
        books.committed(transaction);
        return Ending.COMMITTED;
    }

    /** The newest state of every meter of the partition that has one. */
    Map<String, MeterState> states(int partition) {
        Map<String, MeterState> states = new LinkedHashMap<>();
        partitions.get(partition).states.forEach((meterId, octets) -> {
            MeterState state = MeterStateCodec.decode(octets);
            states.put(meterId, flaw == Flaw.RESERVATION_FORGOTTEN ? state.withReservedCounterEnd(0) : state);
        });
        return states;
    }

    void order(int partition, ReceivedOrder order) {
        partitions.get(partition).orders.add(order);
    }

    /** Orders from that offset on. */
    List<ReceivedOrder> orders(int partition, long offset) {
        List<ReceivedOrder> all = partitions.get(partition).orders;
        return List.copyOf(all.subList((int) offset, all.size()));
    }

    void request(int partition, Asked asked) {
        partitions.get(partition).requests.add(asked);
    }

    /** Read requests from that offset on. */
    List<Asked> requests(int partition, long offset) {
        List<Asked> all = partitions.get(partition).requests;
        return List.copyOf(all.subList((int) offset, all.size()));
    }

    /** First offset of the read requests not committed. */
    long requestPosition(int partition) {
        return partitions.get(partition).requestPosition;
    }

    /** First offset of the orders not committed. */
    long orderPosition(int partition) {
        return partitions.get(partition).orderPosition;
    }

    /** True when every order and every read request has been ended. */
    boolean allWorkOver() {
        return partitions.stream()
                .allMatch(partition -> partition.orderPosition == partition.orders.size()
                        && partition.requestPosition == partition.requests.size());
    }

    int partitions() {
        return partitions.size();
    }
}
