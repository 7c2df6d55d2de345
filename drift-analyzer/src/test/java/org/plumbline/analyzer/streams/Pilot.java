// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.analyzer.streams.Fleet.Truth;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.EpochCause;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.avro.RegisterReading;

/** Takes one pair through its days; what a day is like may depend on what happened before. */
final class Pilot {
    private final Bench bench;
    private final String meterId;
    private final List<Truth> days = new ArrayList<>();
    private int sent;

    Pilot(Bench bench, String meterId) {
        this.bench = bench;
        this.meterId = meterId;
    }

    void start(EpochCause cause) {
        bench.pair(meterId);
        epoch(1, cause, Fleet.nominalBlock(), "");
    }

    void untilProposed(double errorPercent) {
        start(EpochCause.FIRST_SEEN);
        days(20, new Truth(errorPercent, 1));
    }

    /** More days; the registers go on where they stood. */
    void days(int count, Truth truth) {
        for (int k = 0; k < count; k++) {
            days.add(truth);
        }
        List<RegisterReading> all = Fleet.readings(
                meterId,
                Fleet.FIRST_DAY,
                days.size(),
                11,
                day -> days.get((int) Math.min(day - Fleet.FIRST_DAY, days.size() - 1L)));
        bench.readings(all.subList(sent, all.size()));
        sent = all.size();
    }

    void epoch(int epoch, EpochCause cause, byte[] block, String orderId) {
        bench.event(Fleet.epoch(meterId, epoch, cause, block, orderId));
    }

    void order(AccuracyCase about, String orderId) {
        bench.send(
                Topics.CALIBRATION_ORDERS,
                meterId,
                CalibrationOrder.newBuilder()
                        .setOrderId(orderId)
                        .setMeterId(meterId)
                        .setCampaignId("campaign-1")
                        .setCaseId(about.getCaseId())
                        .setTarget(about.getProposal())
                        .build());
    }

    void outcome(AccuracyCase about, String orderId, OrderResult result, int newEpoch) {
        bench.send(
                Topics.CALIBRATION_OUTCOMES,
                meterId,
                CalibrationOutcome.newBuilder()
                        .setOrderId(orderId)
                        .setMeterId(meterId)
                        .setCampaignId("campaign-1")
                        .setCaseId(about.getCaseId())
                        .setOutcome(result)
                        .setNewEpoch(newEpoch)
                        .setFieldTime(Fleet.day(Fleet.FIRST_DAY + days.size()))
                        .build());
    }
}
