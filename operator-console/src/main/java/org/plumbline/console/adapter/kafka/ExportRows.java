// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.export.ExportRow;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.RegisterReading;

/** Records as rows of the tables for analysts, in the order of their columns. */
final class ExportRows {
    private ExportRows() {}

    static List<ExportRow> of(SpecificRecord value) {
        return switch (value) {
            case RegisterReading reading -> reading(reading);
            case DriftEstimate estimate -> List.of(estimate(estimate));
            case AccuracyCase found -> List.of(accuracyCase(found));
            case CalibrationOutcome outcome -> List.of(outcome(outcome));
            default ->
                throw new IllegalArgumentException(
                        "no table of " + value.getSchema().getName());
        };
    }

    private static List<ExportRow> reading(RegisterReading reading) {
        return reading.getRegisters().stream()
                .map(register -> ExportRow.of(
                        reading.getCaptureTime(),
                        reading.getMeterId(),
                        reading.getCaptureTime(),
                        reading.getReceiveTime(),
                        reading.getSource().name(),
                        reading.getClockOffsetMillis(),
                        (long) reading.getStatusBits(),
                        (long) reading.getCalibrationEpoch(),
                        register.getObis(),
                        register.getRaw(),
                        (long) register.getScaler(),
                        (long) register.getUnit(),
                        register.getRaw() * Math.pow(10, register.getScaler())))
                .toList();
    }

    private static ExportRow estimate(DriftEstimate estimate) {
        boolean told = estimate.getRefusal().isEmpty();
        return ExportRow.of(
                estimate.getWindowTo(),
                estimate.getMeterId(),
                estimate.getProfileId(),
                (long) estimate.getCalibrationEpoch(),
                estimate.getWindowFrom(),
                estimate.getWindowTo(),
                (long) estimate.getClosedDays(),
                estimate.getRefusal(),
                estimate.getRefusalText(),
                error(estimate),
                uncertainty(estimate),
                told ? (Double) estimate.getIntervalLowPercent() : null,
                told ? (Double) estimate.getIntervalHighPercent() : null,
                told ? (Double) estimate.getRatePercentPerYear() : null,
                told ? (Double) estimate.getRateStandardUncertaintyPercentPerYear() : null,
                told ? (Double) estimate.getClockSkewSeconds() : null,
                told ? (Double) estimate.getCoveredEnergyFraction() : null,
                (long) estimate.getQuietDays(),
                estimate.getVerdict().name(),
                estimate.getLimitPercent(),
                estimate.getMaximumPermissibleErrorPercent(),
                estimate.getMet02(),
                estimate.getAdjustCandidate(),
                estimate.getAction().name(),
                estimate.getCorrectionFactor(),
                estimate.getDiagnosis(),
                estimate.getHeldBack());
    }

    private static ExportRow accuracyCase(AccuracyCase found) {
        CoefficientTarget proposal = found.getProposal();
        return ExportRow.of(
                found.getOpenedAt(),
                found.getCaseId(),
                found.getMeterId(),
                found.getKind(),
                (long) found.getNumber(),
                found.getState().name(),
                found.getStateReason(),
                found.getOpenedAt(),
                found.getUpdatedAt(),
                found.getAction().name(),
                error(found.getEvidence()),
                uncertainty(found.getEvidence()),
                error(found.getLatest()),
                uncertainty(found.getLatest()),
                error(found.getProof()),
                uncertainty(found.getProof()),
                proposal == null ? null : (Double) proposal.getCorrectionFactor(),
                found.getProposalRefusal(),
                found.getCampaignId(),
                found.getOrderId(),
                found.getClosingCause().name(),
                found.getDismissalCode().name());
    }

    private static ExportRow outcome(CalibrationOutcome outcome) {
        return ExportRow.of(
                outcome.getFieldTime(),
                outcome.getOrderId(),
                outcome.getMeterId(),
                outcome.getCampaignId(),
                outcome.getCaseId(),
                outcome.getSequence(),
                outcome.getOutcome().name(),
                outcome.getReasonCode(),
                outcome.getReasonText(),
                outcome.getRepeated(),
                hex(outcome.getAsFoundBlock()),
                outcome.getAsFoundChecksum(),
                hex(outcome.getAsLeftBlock()),
                outcome.getAsLeftChecksum(),
                (long) outcome.getNewEpoch(),
                (long) outcome.getAttempts(),
                outcome.getFieldTime(),
                outcome.getWallTime());
    }

    private static @Nullable Double error(@Nullable DriftEstimate estimate) {
        return estimate == null || !estimate.getRefusal().isEmpty() ? null : (Double) estimate.getErrorPercent();
    }

    private static @Nullable Double uncertainty(@Nullable DriftEstimate estimate) {
        return estimate == null || estimate.getUncertainty() == null
                ? null
                : (Double) estimate.getUncertainty().getCombinedPercent();
    }

    private static String hex(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
