// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.metrology.network.NetworkCheck;
import org.plumbline.analyzer.metrology.network.Observation;
import org.plumbline.analyzer.network.ReferenceDoubt;
import org.plumbline.analyzer.network.ReferenceStanding;
import org.plumbline.schema.avro.NetworkStatement;
import org.plumbline.schema.avro.ReferenceFinding;
import org.plumbline.schema.avro.ReferenceState;

/** How certificates stand in their networks, as records of {@code reference-findings.v1}, and what these hold back. */
public final class ReferenceFindings {
    private ReferenceFindings() {}

    /** The record of a standing. */
    public static ReferenceFinding record(ReferenceStanding standing) {
        ReferenceFinding.Builder record = ReferenceFinding.newBuilder()
                .setMeterId(standing.meterId())
                .setAsOf(startOf(standing.day() + 1))
                .setState(state(standing.state()))
                .setCertificateErrorPercent(standing.certificate().errorPercent())
                .setCertificateTime(startOf(standing.certificate().epochDay()))
                .setHeldBackMeterIds(List.copyOf(standing.doubt().comparisons()))
                .setText("nothing speaks about the certificate of " + standing.meterId()
                        + ": it is newer than the comparisons, or no other statement is left");
        standing.check().ifPresent(check -> checked(record, standing, check));
        if (!standing.otherwise().isEmpty()) {
            record.setText(record.getText() + "; the profiles of " + String.join(", ", standing.otherwise())
                    + " state another certificate of " + standing.meterId() + ": state the newest one there, too");
        }
        return record.build();
    }

    private static void checked(ReferenceFinding.Builder record, ReferenceStanding standing, NetworkCheck check) {
        record.setStatements(check.residuals().stream()
                        .map(each -> new NetworkStatement(
                                each.observation().meterId(),
                                each.observation().referenceMeterId(),
                                each.percent(),
                                each.standardUncertaintyPercent(),
                                check.doubted().contains(each.observation())))
                        .toList())
                .setSuspectMeterId(check.suspect()
                        .filter(Observation::isCertificate)
                        .map(Observation::meterId)
                        .orElse(""));
        check.loop()
                .ifPresent(loop -> record.setLoop(loop.meters())
                        .setMisclosurePercent(loop.misclosurePercent())
                        .setMisclosureStandardUncertaintyPercent(loop.standardUncertaintyPercent()));
        if (standing.state() != ReferenceStanding.State.UNCHECKED) {
            record.setText(sentence(check));
        }
    }

    private static ReferenceState state(ReferenceStanding.State state) {
        return switch (state) {
            case UNCHECKED -> ReferenceState.UNCHECKED;
            case FITS -> ReferenceState.FITS;
            case OTHER_IN_DOUBT -> ReferenceState.OTHER_IN_DOUBT;
            case IN_DOUBT -> ReferenceState.IN_DOUBT;
        };
    }

    private static String sentence(NetworkCheck check) {
        String closure = check.loop()
                .map(loop -> String.format(
                        Locale.ROOT,
                        "the loop %s closes to %+.3f %% (u at most %.3f %%), as loops do whatever the meters' errors; ",
                        String.join(", ", loop.meters()),
                        loop.misclosurePercent(),
                        loop.standardUncertaintyPercent()))
                .orElse("");
        if (check.doubted().isEmpty()) {
            return closure + "all certificates and comparisons fit";
        }
        if (check.suspect().isPresent()) {
            return closure + suspect(check, check.suspect().get());
        }
        return closure + "these statements do not fit, and which of them is wrong cannot be told: "
                + check.doubted().stream().map(Observation::words).collect(Collectors.joining(", "))
                + "; test the certified meters and state the new certificates in the profiles, and see whether the meters"
                + " compared measure the same energy";
    }

    private static String suspect(NetworkCheck check, Observation suspect) {
        NetworkCheck.Residual residual = check.residuals().stream()
                .filter(each -> each.observation().equals(suspect))
                .findFirst()
                .orElseThrow();
        String difference = String.format(
                Locale.ROOT,
                "%s differs by %+.3f %% (u %.3f %%) from what all others say",
                suspect.words(),
                residual.percent(),
                residual.standardUncertaintyPercent());
        return difference
                + (suspect.isCertificate()
                        ? "; test meter " + suspect.meterId()
                                + " and state its new certificate in the profiles that name it"
                        : "; see whether the two measure the same energy at the same times");
    }

    /**
     * What a finding holds back; nothing where there is none.
     *
     * @param meterId record key
     * @throws RefusedRecordException when the record is not of that meter
     */
    public static ReferenceDoubt doubt(@Nullable String meterId, @Nullable ReferenceFinding finding) {
        if (meterId == null || finding != null && !meterId.equals(finding.getMeterId())) {
            throw new RefusedRecordException("KEY_MISMATCH: the record key is not the meterId of the finding");
        }
        return finding == null
                ? ReferenceDoubt.NONE
                : new ReferenceDoubt(
                        finding.getState() == ReferenceState.IN_DOUBT, new TreeSet<>(finding.getHeldBackMeterIds()));
    }

    private static Instant startOf(long epochDay) {
        return Instant.EPOCH.plus(Duration.ofDays(epochDay));
    }
}
