// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.commit.Commit;
import org.plumbline.gateway.state.OwnerPositions;

/** Where work goes on, by the log as it is and the two places that remember how far it was done. */
class TakenWorkTest {

    private static final TopicPartition ORDERS = new TopicPartition("p.calibration-orders.v1", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

    @Test
    void itGoesOnWhereItWasDoneUpTo() {
        assertEquals(7, begin(0, 9, 7, OwnerPositions.NONE));
        assertEquals(8, begin(0, 9, 7, kept(8)));
        assertEquals(9, begin(0, 9, 9, kept(8)));
    }

    @Test
    void theStatesRememberWhatTheGroupHasForgotten() {
        assertEquals(8, begin(0, 9, null, kept(8)));
    }

    @Test
    void workNeverDoneBeginsAtTheFirstRecordThatIsLeft() {
        assertEquals(3, begin(3, 9, null, OwnerPositions.NONE));
    }

    @Test
    void afterTheRecordsAtThePositionExpiredTheFirstOneLeftIsNext() {
        assertEquals(5, begin(5, 9, 2, kept(2)));
    }

    @Test
    void aPositionBeyondTheEndIsOfAnotherLogAndAllOfThisOneIsRead() {
        assertEquals(0, begin(0, 4, 7, kept(7)));
    }

    @Test
    void onTheOtherLogThePositionsAreItsOwnFromThenOn() {
        begin(0, 4, 100, kept(100));
        TakenWork work = new TakenWork(consumer, kept(100));
        work.takeUp(Commit.Work.ORDER, ORDERS);
        work.begin(Commit.Work.ORDER, 0);
        work.end(Commit.Work.ORDER, 0);
        assertEquals(Map.of(ORDERS, new OffsetAndMetadata(1)), work.advance());
    }

    /** The offset that is read next. */
    private long begin(long first, long end, @Nullable Integer committed, OwnerPositions kept) {
        consumer.assign(List.of(ORDERS));
        consumer.updateBeginningOffsets(new HashMap<>(Map.of(ORDERS, first)));
        consumer.updateEndOffsets(new HashMap<>(Map.of(ORDERS, end)));
        if (committed != null) {
            consumer.commitSync(Map.of(ORDERS, new OffsetAndMetadata(committed)));
        }
        new TakenWork(consumer, kept).takeUp(Commit.Work.ORDER, ORDERS);
        return consumer.position(ORDERS);
    }

    private static OwnerPositions kept(long next) {
        return OwnerPositions.NONE.with(ORDERS.topic(), next);
    }
}
