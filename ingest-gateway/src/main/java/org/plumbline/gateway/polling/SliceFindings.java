// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.recognition.RegisterStep;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.EpochCause;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.schema.EventCodes;

/** What the rows of one slice tell beside their values, as events. Pure. */
final class SliceFindings {

    private static final int CLOCK_ADJUSTED = 0x20; // AMR profile status
    private static final int POWER_DOWN = 0x80;

    private final MeterState state;
    private final Stamp stamp;
    private final List<Publication> events = new ArrayList<>();

    private SliceFindings(MeterState state, Stamp stamp) {
        this.state = state;
        this.stamp = stamp;
    }

    /**
     * @param state before the slice
     * @param unusableRows left out of this slice and the ones before
     */
    static List<Publication> of(
            RowSieve sieve, List<RegisterStep> steps, int unusableRows, MeterState state, Stamp stamp) {
        SliceFindings findings = new SliceFindings(state, stamp);
        sieve.gaps().forEach(gap -> findings.tellGap(gap, unusableRows));
        findings.tellDuplicates(sieve);
        findings.tellRepeatedTimes(sieve.again());
        findings.tellSteps(steps);
        return findings.events;
    }

    private void tellGap(RowSieve.Gap gap, int unusableRows) {
        String reason = reasonOf(gap, unusableRows);
        String text = switch (reason) {
            case "UNUSABLE_ROWS" -> "The meter has no usable profile rows for this time; rows had to be left out.";
            case "CLOCK_ADJUSTED" -> "The meter's clock was set past this time; there are no profile rows for it.";
            case "POWER_DOWN" -> "The meter was without power at this time; there are no profile rows for it.";
            case "METER_EXCHANGED" ->
                "The meter was exchanged; what the old one captured at this time cannot be had any more.";
            default -> "The meter has no profile rows for this time; they cannot be had any more.";
        };
        tell(
                EventCodes.GAP,
                text,
                Map.of(
                        "from", gap.from().toString(),
                        "to", gap.to().toString(),
                        "reason", reason,
                        "unusableRows", Integer.toString(unusableRows)));
    }

    private String reasonOf(RowSieve.Gap gap, int unusableRows) {
        if (unusableRows > 0) {
            return "UNUSABLE_ROWS";
        }
        if (state.epochs().stream().anyMatch(epoch -> exchangedIn(gap, epoch))) {
            return "METER_EXCHANGED";
        }
        if ((gap.statusAfter() & CLOCK_ADJUSTED) != 0) {
            return "CLOCK_ADJUSTED";
        }
        return (gap.statusAfter() & POWER_DOWN) != 0 ? "POWER_DOWN" : "NOT_CAPTURED";
    }

    /** The exchange took place between the two bounds of its epoch. */
    private static boolean exchangedIn(RowSieve.Gap gap, CalibrationEpoch epoch) {
        return epoch.cause() == EpochCause.METER_EXCHANGE
                && !epoch.previousUntil().isAfter(gap.to())
                && !epoch.activeFrom().isBefore(gap.from());
    }

    private void tellDuplicates(RowSieve sieve) {
        if (sieve.duplicates() > 0) {
            tell(
                    EventCodes.REGISTER,
                    "The profile holds rows twice; each was taken once.",
                    Map.of(
                            "cause", "ROWS_DUPLICATED",
                            "rows", Integer.toString(sieve.duplicates()),
                            "from", timeOf(sieve.fresh().getFirst()),
                            "to", timeOf(sieve.fresh().getLast())));
        }
    }

    private void tellRepeatedTimes(List<ProfileRow> again) {
        if (!again.isEmpty()) {
            tell(
                    EventCodes.REGISTER,
                    "The meter's clock was set back and times were captured again; both rows of each are published.",
                    Map.of(
                            "cause", "TIMES_REPEATED",
                            "rows", Integer.toString(again.size()),
                            "from", timeOf(again.getFirst()),
                            "to", timeOf(again.getLast())));
        }
    }

    /** Registers that did the same at the same time are told together. */
    private void tellSteps(List<RegisterStep> steps) {
        Map<String, List<RegisterStep>> together = new LinkedHashMap<>();
        for (RegisterStep step : steps) {
            together.computeIfAbsent(step.kind() + " " + step.to(), unused -> new ArrayList<>())
                    .add(step);
        }
        together.values().forEach(this::tellStep);
    }

    private void tellStep(List<RegisterStep> steps) {
        RegisterStep first = steps.getFirst();
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("kind", first.kind().name());
        evidence.put("from", first.from().toString());
        evidence.put("to", first.to().toString());
        for (RegisterStep step : steps) {
            String modulus = step.modulus() == 0 ? "" : " of " + step.modulus();
            evidence.put(step.register().toString(), step.rawFrom() + " -> " + step.rawTo() + modulus);
        }
        String text = switch (first.kind()) {
            case ROLLOVER -> "Energy registers rolled over and count on from zero.";
            case RESET -> "Energy registers were reset; find out who was at the meter.";
            case FALL -> "Energy registers fell, which energy cannot; have the meter examined.";
        };
        tell(EventCodes.REGISTER_FELL, text, evidence);
    }

    private void tell(String code, String text, Map<String, String> evidence) {
        events.add(stamp.event(code, text, evidence));
    }

    private static String timeOf(ProfileRow row) {
        Instant time = row.captureTime();
        return time.toString();
    }
}
