// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What the values of a reference must be to each other, to the meters that are registered and to other references. */
public final class ReferenceRules implements Rules {
    private static final String PAIRED = "PAIRED";
    private static final String SELF_TEST = "SELF_TEST";

    /** Where a bench's results stand in a profile, these come from them. */
    private static final Set<String> OF_BENCH = Set.of(
            "kind",
            "testedMeterId",
            "certificateReference",
            "certificateTime",
            "certificateErrorPercent",
            ReferenceFile.STANDARD,
            "calibrationEpoch");

    private final Predicate<String> registered;
    private final Predicate<String> ofBench;
    private final Map<String, List<Values>> active = new HashMap<>();

    /**
     * @param others profiles that the file does not speak of, as far as they share a tested meter with it
     * @param registered true of the id of a registered meter
     * @param ofBench true of the id of a profile that holds results of a bench
     */
    public ReferenceRules(Iterable<Values> others, Predicate<String> registered, Predicate<String> ofBench) {
        this.registered = registered;
        this.ofBench = ofBench;
        others.forEach(this::unchanged);
    }

    @Override
    public void unchanged(Values profile) {
        if (isActive(profile)) {
            active.computeIfAbsent(side(profile), side -> new ArrayList<>()).add(profile);
        }
    }

    /** u = U / k (JCGM 100:2008, 7.2.1). */
    @Override
    public Values derive(int line, Values given, Findings findings) {
        double expanded = given.number(ReferenceFile.EXPANDED);
        double factor = given.number(ReferenceFile.FACTOR);
        Values bare = given.with(ReferenceFile.EXPANDED, "").with(ReferenceFile.FACTOR, "");
        if (expanded == 0 && factor == 0) {
            return bare;
        }
        if (factor < 1) {
            findings.add(new Finding(
                    line,
                    ReferenceFile.FACTOR,
                    Form.decimalText(factor),
                    "is no coverage factor of an expanded uncertainty",
                    "Give the k that the certificate states, at least 1, as a rule 2."));
            return bare;
        }
        if (expanded == 0) {
            findings.add(new Finding(
                    line,
                    ReferenceFile.EXPANDED,
                    "",
                    "is missing beside the coverage factor",
                    "Give U, or leave both columns empty and give the standard uncertainty."));
            return bare;
        }
        return bare.with(ReferenceFile.STANDARD, Form.decimalText(expanded / factor));
    }

    @Override
    public void check(Candidate row, Findings findings) {
        Checks checks = new Checks(row, findings);
        Values profile = row.after();
        certificate(checks, profile);
        meters(checks, profile);
        switch (profile.text("kind")) {
            case PAIRED -> paired(checks, profile);
            case SELF_TEST -> selfTest(checks, profile);
            default -> {}
        }
        row.fields().stream()
                .filter(field -> OF_BENCH.contains(field.column()) && ofBench.test(row.id()))
                .findFirst()
                .ifPresent(field -> checks.refuseIf(
                        true,
                        field.column(),
                        "comes from the results of a bench, which are no part of this file",
                        "Take the new certificate in by bench-evidence import."));
        alone(checks, profile);
    }

    private static void certificate(Checks checks, Values profile) {
        checks.refuseIf(
                isActive(profile) && profile.number(ReferenceFile.STANDARD) == 0,
                ReferenceFile.STANDARD,
                "is not stated, and a certificate without it proves nothing",
                "Give it, or the expanded uncertainty with its coverage factor.");
        checks.refuseIf(
                isAfter(profile, "validFrom", "validUntil"),
                "validUntil",
                "is before validFrom",
                "Correct one of them.");
        checks.refuseIf(
                isAfter(profile, "certificateTime", "validUntil"),
                "validUntil",
                "is before the date of the certificate",
                "Correct one of them.");
    }

    private static boolean isAfter(Values profile, String first, String second) {
        return !profile.isEmpty(first)
                && !profile.isEmpty(second)
                && Values.instant(profile.text(first)).isAfter(Values.instant(profile.text(second)));
    }

    private void meters(Checks checks, Values profile) {
        String tested = profile.text("testedMeterId");
        checks.refuseIf(
                !tested.isEmpty() && !registered.test(tested),
                "testedMeterId",
                "is not registered",
                "Register the meter first, or correct its name.");
        String reference = profile.text("referenceMeterId");
        boolean paired = profile.text("kind").equals(PAIRED);
        checks.refuseIf(
                paired && reference.isEmpty(),
                "referenceMeterId",
                "is missing",
                "Say which meter it is compared with.");
        checks.refuseIf(
                !paired && !reference.isEmpty(),
                "referenceMeterId",
                "has no meaning for " + profile.text("kind"),
                "Leave it empty: the certificate is the tested meter's own.");
        checks.refuseIf(
                !reference.isEmpty() && reference.equals(tested),
                "referenceMeterId",
                "is the tested meter itself",
                "A meter is never on both sides of a comparison: name the other one.");
        checks.refuseIf(
                !reference.isEmpty() && !reference.equals(tested) && !registered.test(reference),
                "referenceMeterId",
                "is not registered",
                "Register the meter first, or correct its name.");
    }

    private static void paired(Checks checks, Values profile) {
        boolean watched = !profile.isEmpty("surveillance");
        checks.refuseIf(
                watched && profile.number("nominalPowerWatts") == 0,
                "nominalPowerWatts",
                "is missing, and surveillance needs it",
                "Give Pn of the metering point in W.");
        checks.refuseIf(
                watched && profile.isEmpty("surveilledFrom"),
                "surveilledFrom",
                "is missing, and surveillance needs it",
                "Give the time at which it begins.");
    }

    private static void selfTest(Checks checks, Values profile) {
        for (String column : List.of("selfTestPercentPerUnit", "selfTestStandardUncertaintyPercent")) {
            checks.refuseIf(
                    profile.number(column) == 0,
                    column,
                    "is not stated",
                    "A self-test without it is refused; give it.");
        }
        checks.refuseIf(
                profile.isEmpty("selfTestRegister"),
                "selfTestRegister",
                "is missing",
                "Give the register in which the meter tells its gain deviation.");
    }

    /** Two that apply at one time make each other void. */
    private void alone(Checks checks, Values profile) {
        if (!isActive(profile)) {
            return;
        }
        List<Values> beside = active.computeIfAbsent(side(profile), side -> new ArrayList<>());
        beside.stream()
                .filter(other -> overlap(other, profile))
                .findFirst()
                .ifPresent(other -> checks.refuseIf(
                        true,
                        "testedMeterId",
                        "has reference " + other.text(0) + " for the same time",
                        "Withdraw that one (state WITHDRAWN) or end it (validUntil) in the same file."));
        beside.add(profile);
    }

    private static boolean overlap(Values one, Values other) {
        return !isAfter(one, other) && !isAfter(other, one);
    }

    /** True when the first begins after the second has ended. */
    private static boolean isAfter(Values late, Values early) {
        return !early.isEmpty("validUntil")
                && !late.isEmpty("validFrom")
                && Values.instant(late.text("validFrom")).isAfter(Values.instant(early.text("validUntil")));
    }

    private static boolean isActive(Values profile) {
        return profile.text("state").equals("ACTIVE");
    }

    /** Profiles of different sides do not hinder each other: a pairing stands beside a certificate. */
    private static String side(Values profile) {
        return (profile.text("kind").equals(PAIRED) ? "paired " : "certified ") + profile.text("testedMeterId");
    }
}
