// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseLife;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CalibrationState;
import org.plumbline.schema.avro.MeterEvent;

/** Calibration epochs, orders and outcomes from their records. */
public final class Calibrations {
    private Calibrations() {}

    /** The block of an EPOCH-01 event; empty for other events. */
    public static Optional<CalibrationBlock> block(@Nullable String key, @Nullable MeterEvent event) {
        if (event == null || !event.getMeterId().equals(key)) {
            throw new RefusedRecordException("KEY_MISMATCH: the record key is not the meterId of the event");
        }
        if (!event.getCode().equals(EventCodes.EPOCH)) {
            return Optional.empty();
        }
        CalibrationState found = event.getCalibration();
        if (found == null || found.getEpoch() < 1) {
            throw new RefusedRecordException("EPOCH_WITHOUT_BLOCK: the event says no calibration epoch");
        }
        return Optional.of(new CalibrationBlock(
                found.getEpoch(),
                found.getMeterModel(),
                hex(found.getBlock()),
                found.getChecksum(),
                switch (found.getCause()) {
                    case UNKNOWN -> CalibrationBlock.Cause.UNKNOWN;
                    case FIRST_SEEN -> CalibrationBlock.Cause.FIRST_SEEN;
                    case ORDERED -> CalibrationBlock.Cause.ORDERED;
                    case UNORDERED_CHANGE -> CalibrationBlock.Cause.UNORDERED_CHANGE;
                    case FIRMWARE -> CalibrationBlock.Cause.FIRMWARE;
                    case METER_EXCHANGE -> CalibrationBlock.Cause.METER_EXCHANGE;
                    case TRANSFORMER_RATIO -> CalibrationBlock.Cause.TRANSFORMER_RATIO;
                },
                found.getOrderId()));
    }

    /** What an order tells a case. */
    public static CaseLife.Order order(@Nullable String key, @Nullable CalibrationOrder order) {
        if (order == null || !order.getMeterId().equals(key)) {
            throw new RefusedRecordException("KEY_MISMATCH: the record key is not the meterId of the order");
        }
        return new CaseLife.Order(order.getOrderId(), order.getCaseId(), order.getCampaignId());
    }

    /** What an outcome tells a case. */
    public static CaseLife.Outcome outcome(@Nullable String key, @Nullable CalibrationOutcome outcome) {
        if (outcome == null || !outcome.getMeterId().equals(key)) {
            throw new RefusedRecordException("KEY_MISMATCH: the record key is not the meterId of the outcome");
        }
        boolean applied = switch (outcome.getOutcome()) {
            case APPLIED, ALREADY_APPLIED -> true;
            case UNKNOWN, CONFLICT, REFUSED, HELD, CORRUPT, UNREACHABLE, FAILED -> false;
        };
        String reason = outcome.getReasonText().isEmpty() ? outcome.getReasonCode() : outcome.getReasonText();
        return new CaseLife.Outcome(
                outcome.getOrderId(),
                outcome.getCaseId(),
                outcome.getCampaignId(),
                applied,
                outcome.getNewEpoch(),
                outcome.getOutcome() + (reason.isEmpty() ? "" : ", " + reason),
                outcome.getFieldTime().toEpochMilli());
    }

    static String hex(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    static ByteBuffer octets(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
