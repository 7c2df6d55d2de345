// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.record.Part;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.Signature;
import org.plumbline.schema.avro.UncertaintyBudget;

/** How figures, times and octets are written in a record, and what an estimate says. */
final class Figures {

    /**
     * Coverage factor of the expanded uncertainty U = k u_c; with a normal distribution a level of confidence of about 95 %
     * (JCGM 100:2008, 6.2 and 6.3).
     */
    static final double COVERAGE_FACTOR = 2;

    private Figures() {}

    static String percent(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** The shortest decimal text that gives the same number again. */
    static String exact(double value) {
        return Double.toString(value);
    }

    /** Empty for the beginning of time, which stands for "none". */
    static String time(Instant instant) {
        return instant.equals(Instant.EPOCH) ? "" : instant.toString();
    }

    static String hex(ByteBuffer octets) {
        return HexFormat.of().formatHex(octets(octets));
    }

    static byte[] octets(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.duplicate().get(copy);
        return copy;
    }

    static String checksum(long checksum) {
        return "0x" + Long.toHexString(checksum).toUpperCase(Locale.ROOT);
    }

    static String signer(@Nullable Signature signature) {
        return signature == null ? "" : signature.getAlgorithm() + " by key " + signature.getKeyId();
    }

    /** What an estimate says of the error, in the terms of JCGM 100. */
    static Part.Section estimate(String name, String label, @Nullable DriftEstimate estimate) {
        if (estimate == null) {
            return new Part.Section(name, label, Part.fields("estimate", "Estimate", "none"));
        }
        List<Part> parts = new ArrayList<>(Part.fields(
                "calibrationEpoch",
                "Calibration epoch",
                Integer.toString(estimate.getCalibrationEpoch()),
                "windowFrom",
                "Evidence window from",
                time(estimate.getWindowFrom()),
                "windowTo",
                "Evidence window to",
                time(estimate.getWindowTo()),
                "closedDays",
                "Closed days used",
                Integer.toString(estimate.getClosedDays()),
                "evidenceDigest",
                "SHA-256 of the day results used",
                estimate.getEvidenceDigest(),
                "profileId",
                "Reference profile",
                estimate.getProfileId(),
                "referenceSource",
                "What the reference rests on",
                estimate.getReferenceSource()));
        UncertaintyBudget budget = estimate.getUncertainty();
        if (!estimate.getRefusal().isEmpty() || budget == null) {
            parts.addAll(Part.fields(
                    "refusal", "No figure, because", estimate.getRefusal() + ": " + estimate.getRefusalText()));
            return new Part.Section(name, label, parts);
        }
        parts.addAll(error(estimate, budget));
        parts.addAll(decision(estimate));
        return new Part.Section(name, label, parts);
    }

    private static List<Part> error(DriftEstimate estimate, UncertaintyBudget budget) {
        double combined = budget.getCombinedPercent();
        return Part.fields(
                "errorPercent",
                "Error e, %",
                percent(estimate.getErrorPercent()),
                "expandedUncertaintyPercent",
                "Expanded uncertainty U, %",
                percent(COVERAGE_FACTOR * combined),
                "coverageFactor",
                "Coverage factor k",
                exact(COVERAGE_FACTOR),
                "combinedStandardUncertaintyPercent",
                "Combined standard uncertainty u_c, %",
                percent(combined),
                "estimationUncertaintyPercent",
                "of it from the readings, %",
                percent(budget.getEstimationPercent()),
                "referenceUncertaintyPercent",
                "of it from the reference, %",
                percent(budget.getReferencePercent()),
                "structureUncertaintyPercent",
                "of it from the model of the meter, %",
                percent(budget.getStructurePercent()),
                "coveredEnergyFraction",
                "Share of the energy at covered loads",
                percent(estimate.getCoveredEnergyFraction()));
    }

    private static List<Part> decision(DriftEstimate estimate) {
        return Part.fields(
                "limitPercent",
                "Limit, %",
                percent(estimate.getLimitPercent()),
                "limitSource",
                "What the limit rests on",
                estimate.getLimitSource(),
                "maximumPermissibleErrorPercent",
                "Class MPE, %",
                percent(estimate.getMaximumPermissibleErrorPercent()),
                "verdict",
                "Statement of conformity (ILAC-G8:09/2019)",
                estimate.getVerdict().name(),
                "heldBack",
                "Held back, because",
                estimate.getHeldBack());
    }
}
