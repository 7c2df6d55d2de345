// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.sitetest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.CampaignMember;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.FleetSnapshot;
import org.plumbline.console.fleet.Forecast;
import org.plumbline.console.fleet.ReferencePairing;
import org.plumbline.console.fleet.Registration;

/**
 * The list of visits, from all that the read model holds: open cases that may not lead to a write, corrections that need a
 * person, forecasts of certificates, and figures whose reference is no pair. One line for each meter, the most urgent
 * first; equal snapshots give equal lists. Pure.
 */
public final class WorkList {

    /** A calibration that is due within this time is on the list. */
    public static final Duration HORIZON = Duration.ofDays(90);

    private static final double COVERAGE_FACTOR = 2;
    private static final double PERCENT = 100;
    private static final Set<String> FOR_A_PERSON = Set.of("NEEDS_PERSON", "CONFLICT", "ROLLED_BACK");
    private static final Set<String> WRITERS = Set.of("ADJUST_UNVERIFIED", "ADJUST_UNDER_AUTHORITY");
    private static final Comparator<SiteTest> ORDER = Comparator.comparingInt(SiteTest::priority)
            .thenComparing(SiteTest::dueAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(
                    test -> -Math.abs(Optional.ofNullable(test.errorPercent()).orElse(0.0)))
            .thenComparing(SiteTest::meterId);

    private final FleetSnapshot fleet;
    private final Map<String, List<SiteTest.Reason>> reasons = new HashMap<>();
    private final Map<String, Instant> dueAt = new HashMap<>();

    private WorkList(FleetSnapshot fleet) {
        this.fleet = fleet;
    }

    /** All visits. Meters that are not registered as active are not on it. */
    public static List<SiteTest> of(FleetSnapshot fleet) {
        return new WorkList(fleet).tests();
    }

    private List<SiteTest> tests() {
        fleet.cases().values().stream().filter(AccuracyCase::isOpen).forEach(this::ofCase);
        newestMembers().values().forEach(this::ofMember);
        fleet.forecasts().values().forEach(this::ofForecast);
        fleet.estimates().values().forEach(this::ofEstimate);
        List<SiteTest> tests = new ArrayList<>();
        reasons.forEach((meterId, why) -> {
            Registration meter = fleet.registrations().get(meterId);
            if (meter != null && meter.isActive()) {
                tests.add(test(meter, why));
            }
        });
        tests.sort(ORDER);
        return tests;
    }

    private void because(String meterId, SiteTest.Code code, String text, String evidence) {
        reasons.computeIfAbsent(meterId, unused -> new ArrayList<>()).add(new SiteTest.Reason(code, text, evidence));
    }

    private void ofCase(AccuracyCase found) {
        String said = found.proposalRefusal().isEmpty() ? found.stateReason() : found.proposalRefusal();
        switch (found.action()) {
            case "REPLACE" -> because(found.meterId(), SiteTest.Code.REPLACE, said, found.caseId());
            case "ADJUST_GAIN" -> ofProposal(found);
            case "ADJUST_PHASE", "ADJUST_OFFSET" -> {
                if (found.proposal() == null) {
                    because(found.meterId(), SiteTest.Code.SITE_TEST, said, found.caseId());
                } else {
                    ofProposal(found);
                }
            }
            case "NONE" -> {}
            // SITE_TEST, and whatever a later version proposes that this one cannot write.
            default -> because(found.meterId(), SiteTest.Code.SITE_TEST, said, found.caseId());
        }
    }

    private void ofProposal(AccuracyCase found) {
        Registration meter = fleet.registrations().get(found.meterId());
        String policy = meter == null ? "" : meter.correctionPolicy();
        if (!WRITERS.contains(policy)) {
            because(
                    found.meterId(),
                    SiteTest.Code.WRITE_NOT_ALLOWED,
                    "the policy " + (policy.isEmpty() ? "is not known" : policy + " allows no write")
                            + "; adjust or exchange the meter at the place",
                    found.caseId());
        }
    }

    /** Of each meter what the newest campaign says; an older one may have been put right since. */
    private Map<String, CampaignMember> newestMembers() {
        Map<String, CampaignMember> newest = new HashMap<>();
        for (CampaignMember member : fleet.members().values()) {
            newest.merge(
                    member.meterId(), member, (one, other) -> one.updatedAt().isAfter(other.updatedAt()) ? one : other);
        }
        return newest;
    }

    /** Ends with the case: a person who put it right at the place dismisses or closes it. */
    private void ofMember(CampaignMember member) {
        AccuracyCase found = fleet.cases().get(member.caseId());
        if (FOR_A_PERSON.contains(member.state()) && (found == null || found.isOpen())) {
            because(
                    member.meterId(),
                    SiteTest.Code.NEEDS_PERSON,
                    member.state() + ": " + member.stateReason(),
                    member.campaignId());
        }
    }

    private void ofForecast(Forecast forecast) {
        Instant due = forecast.dueAt();
        if (!forecast.refusal().isEmpty()
                || due == null
                || due.isAfter(forecast.asOf().plus(HORIZON))) {
            return;
        }
        dueAt.merge(forecast.meterId(), due, (one, other) -> one.isBefore(other) ? one : other);
        because(
                forecast.meterId(),
                forecast.overdue() ? SiteTest.Code.CALIBRATION_OVERDUE : SiteTest.Code.CALIBRATION_DUE,
                String.format(
                        Locale.ROOT,
                        "by its certificate the error may be beyond the limit with probability %.2f on %s (accepted: %.2f)",
                        forecast.exceedanceProbability(),
                        forecast.asOf(),
                        forecast.risk()),
                forecast.profileId());
    }

    private void ofEstimate(Estimate estimate) {
        ReferencePairing reference = fleet.references().get(estimate.profileId());
        boolean beyond = estimate.verdict().equals("FAIL") || estimate.verdict().equals("CONDITIONAL_FAIL");
        if (reference == null || reference.kind().equals("PAIRED") || estimate.isRefused() || !beyond) {
            return;
        }
        because(
                estimate.meterId(),
                SiteTest.Code.EVIDENCE_FINDS_ONLY,
                "a " + reference.kind() + " reference finds an error, but may not lead to a write",
                estimate.profileId());
    }

    private SiteTest test(Registration meter, List<SiteTest.Reason> why) {
        why.sort(Comparator.comparing(SiteTest.Reason::code).thenComparing(SiteTest.Reason::evidence));
        Estimate estimate = fleet.estimates().get(meter.meterId());
        Estimate.Uncertainty uncertainty = estimate == null ? null : estimate.uncertainty();
        return new SiteTest(
                meter.meterId(),
                meter.serialNumber(),
                meter.meterModel(),
                meter.accuracyClass(),
                meter.district(),
                why.stream().mapToInt(reason -> reason.code().priority()).min().orElseThrow(),
                dueAt.get(meter.meterId()),
                why,
                estimate == null ? null : estimate.errorPercent(),
                uncertainty == null ? null : (Double) (COVERAGE_FACTOR * uncertainty.combinedPercent()),
                measure(meter, estimate, why));
    }

    private static List<String> measure(Registration meter, @Nullable Estimate estimate, List<SiteTest.Reason> why) {
        List<String> measure = new ArrayList<>();
        if (why.stream().anyMatch(reason -> reason.code() == SiteTest.Code.NEEDS_PERSON)) {
            measure.add("read the coefficient block and its checksum at the meter before anything else");
        }
        if (why.stream().anyMatch(reason -> reason.code() == SiteTest.Code.REPLACE)) {
            measure.add("bring a meter of class " + meter.accuracyClass() + " for Imax "
                    + amperes(meter.maximumCurrentAmperes()) + " to exchange");
        }
        List<String> points = estimate == null
                ? List.of()
                : estimate.curve().stream()
                        .filter(point -> !point.covered())
                        .map(point -> point(meter, point.fractionOfMaximumCurrent()))
                        .toList();
        if (estimate == null || estimate.curve().isEmpty()) {
            measure.add("error at the load points of the class; readings cover none");
        } else if (points.isEmpty()) {
            measure.add("error at one load in service, to confirm the estimate; readings cover all load points");
        } else {
            measure.add("error at " + String.join(", ", points) + ", which no readings cover");
        }
        return measure;
    }

    private static String point(Registration meter, double fraction) {
        String percent = String.format(Locale.ROOT, "%.0f %% of Imax", fraction * PERCENT);
        return meter.maximumCurrentAmperes() > 0
                ? percent + " (" + amperes(fraction * meter.maximumCurrentAmperes()) + ")"
                : percent;
    }

    private static String amperes(double current) {
        return String.format(Locale.ROOT, "%.1f A", current);
    }
}
