// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the values of a meter must be to each other, to those of other meters and to running campaigns. */
public final class MeterRules implements Rules {

    /** What rests on how a meter is registered: a change would disturb what a campaign was approved for. */
    static final Set<String> PROTECTED = Set.of(
            "serialNumber",
            "meterModel",
            "accuracyClass",
            "accuracyStandard",
            "wiring",
            "phases",
            "nominalVoltageVolts",
            "referenceCurrentAmperes",
            "maximumCurrentAmperes",
            "capturePeriodSeconds",
            "registers",
            "jurisdiction",
            "verificationState",
            "correctionPolicy",
            "restorePolicy",
            "policyDocument",
            "limitKind",
            "limitPercent",
            "maximumPermissibleErrorPercent",
            "quantityLimits",
            "timeZone");

    private final Function<String, Optional<String>> campaignOf;
    private final Map<String, String> byEndpoint = new HashMap<>();
    private final Map<String, String> bySystemTitle = new HashMap<>();

    /**
     * @param others active meters that the file does not speak of, as far as they have a host or system title of it
     * @param campaignOf a campaign that is not over and has the meter as a member
     */
    public MeterRules(Iterable<Values> others, Function<String, Optional<String>> campaignOf) {
        this.campaignOf = campaignOf;
        others.forEach(this::unchanged);
    }

    @Override
    public void unchanged(Values meter) {
        if (isActive(meter)) {
            byEndpoint.putIfAbsent(endpoint(meter), meter.text(0));
            if (!meter.isEmpty("systemTitle")) {
                bySystemTitle.putIfAbsent(meter.text("systemTitle"), meter.text(0));
            }
        }
    }

    @Override
    public void check(Candidate row, Findings findings) {
        Checks checks = new Checks(row, findings);
        security(checks, row.after());
        rating(checks, row.after());
        policy(checks, row.after());
        neighbours(checks, row);
        campaign(checks, row);
    }

    private static boolean isActive(Values meter) {
        return meter.text("state").equals("ACTIVE");
    }

    private static String endpoint(Values meter) {
        return ImportPlan.folded(meter.text("host")) + " " + meter.text("port") + " " + meter.text("serverAddress");
    }

    private static void security(Checks checks, Values meter) {
        checks.refuseIf(
                isActive(meter) && meter.text("authentication").equals("HLS5_GMAC") && meter.isEmpty("keyReference"),
                "keyReference",
                "is missing, and HLS5_GMAC needs keys",
                "Give the name of the key pair in the gateway's keystore.");
    }

    private static void rating(Checks checks, Values meter) {
        double minimum = meter.number("minimumCurrentAmperes");
        double reference = meter.number("referenceCurrentAmperes");
        double maximum = meter.number("maximumCurrentAmperes");
        checks.refuseIf(
                maximum > 0 && reference > maximum,
                "referenceCurrentAmperes",
                "is larger than the maximum current",
                "Correct one of them.");
        checks.refuseIf(
                reference > 0 && minimum > reference,
                "minimumCurrentAmperes",
                "is larger than the reference current",
                "Correct one of them.");
        String standard = meter.text("accuracyStandard");
        checks.refuseIf(
                AccuracyClasses.isUnknown(standard, meter.text("accuracyClass")),
                "accuracyClass",
                "is no class of " + standard,
                "Give one of " + AccuracyClasses.of(standard) + ", or correct the standard.");
        checks.refuseIf(
                !standard.isEmpty()
                        && meter.number("limitPercent") == 0
                        && (meter.text("wiring").equals("UNKNOWN") || reference == 0 || maximum == 0),
                "limitPercent",
                "is to come from the tables, which need wiring, reference and maximum current",
                "Give those, or the limit.");
    }

    private static void policy(Checks checks, Values meter) {
        String correction = meter.text("correctionPolicy");
        boolean adjusts = correction.startsWith("ADJUST");
        checks.refuseIf(
                adjusts && (meter.number("limitPercent") == 0 || meter.number("maximumPermissibleErrorPercent") == 0),
                "correctionPolicy",
                "allows writing, but limitPercent or maximumPermissibleErrorPercent is not set",
                "Set both: nothing is written on limits of the tables.");
        checks.refuseIf(
                adjusts && meter.isEmpty("policyDocument"),
                "policyDocument",
                "is missing, and the policy allows writing",
                "Name the document that allows it.");
        checks.refuseIf(
                adjusts && meter.isEmpty("meterModel"),
                "meterModel",
                "is missing, and the policy allows writing",
                "Name the model, or set OBSERVE or ADVISE.");
        checks.refuseIf(
                correction.equals("ADJUST_UNVERIFIED")
                        && !meter.text("verificationState").equals("UNVERIFIED"),
                "correctionPolicy",
                "is for meters without legal verification only",
                "Set verificationState UNVERIFIED if that is so, or another policy.");
        String restore = meter.text("restorePolicy");
        checks.refuseIf(
                !restore.equals("NEVER") && meter.isEmpty("meterModel"),
                "meterModel",
                "is missing, and the policy allows restoring",
                "Name the model, or set NEVER.");
        checks.refuseIf(
                restore.equals("RESTORE_UNVERIFIED")
                        && !meter.text("verificationState").equals("UNVERIFIED"),
                "restorePolicy",
                "is for meters without legal verification only",
                "Set verificationState UNVERIFIED if that is so, or another policy.");
        checks.refuseIf(
                restore.equals("RESTORE_UNDER_AUTHORITY") && meter.isEmpty("policyDocument"),
                "policyDocument",
                "is missing, and the policy allows restoring",
                "Name the document that allows it.");
    }

    private void neighbours(Checks checks, Candidate row) {
        Values meter = row.after();
        if (!isActive(meter)) {
            return;
        }
        String atEndpoint = byEndpoint.putIfAbsent(endpoint(meter), row.id());
        checks.refuseIf(
                atEndpoint != null && !atEndpoint.equals(row.id()),
                "host",
                "with this port and serverAddress belongs to meter " + atEndpoint,
                "Two meters never answer at one place: correct it, or set the other one DECOMMISSIONED first.");
        if (!meter.isEmpty("systemTitle")) {
            String withTitle = bySystemTitle.putIfAbsent(meter.text("systemTitle"), row.id());
            checks.refuseIf(
                    withTitle != null && !withTitle.equals(row.id()),
                    "systemTitle",
                    "belongs to meter " + withTitle,
                    "System titles are unique in the world: correct it, or set the other one DECOMMISSIONED first.");
        }
    }

    private void campaign(Checks checks, Candidate row) {
        row.fields().stream()
                .filter(field -> PROTECTED.contains(field.column()))
                .findFirst()
                .ifPresent(field -> campaignOf
                        .apply(row.id())
                        .ifPresent(campaignId -> checks.refuseIf(
                                true,
                                field.column(),
                                "cannot change while the meter is in campaign " + campaignId
                                        + ", whose approval rests on it",
                                "Wait until the campaign is over, or abort it.")));
    }
}
