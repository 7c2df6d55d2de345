// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.plumbline.platform.verify.Testimony;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.CaseAction;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MemberState;

/** The story, from the back-fill to the last closed case, as two people and a watcher of the topics see it. */
final class Story {
    static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration BACK_FILL_DEADLINE = Duration.ofMinutes(15);
    private static final Duration STEP_DEADLINE = Duration.ofMinutes(4);
    private static final Duration PERSON_DEADLINE = Duration.ofSeconds(60);
    private static final Duration WRITE_DEADLINE = Duration.ofMinutes(3);
    /** Longer than the age at which a gateway's view of the holds forbids writing. */
    private static final Duration STOP_SETTLES = Duration.ofMillis(1_500);

    private static final Duration STOP_LASTS = Duration.ofSeconds(3);
    private static final String STOP_REASON = "Demonstration of the emergency stop";
    private static final int FIRST_CAMPAIGN_METERS = 3;
    private static final int MOST_DAYS = 25;
    private static final Set<MemberState> AWAITING_WRITE =
            EnumSet.of(MemberState.WAITING, MemberState.CLAIMED, MemberState.RELEASED, MemberState.HELD);
    private static final Set<CaseState> CASE_IS_OVER = EnumSet.of(CaseState.CLOSED, CaseState.DISMISSED);

    /**
     * What the judge must know of how the story went.
     *
     * @param approvedMembers meters of the approved campaigns
     * @param firstCapture first capture time that must be on the topic
     * @param lastCapture last capture time that must be on the topic
     */
    record Course(Testimony.Stop stop, List<String> approvedMembers, Instant firstCapture, Instant lastCapture) {}

    private final DemoFleet fleet;
    private final TopicView view;
    private final FieldTimeFile fieldTime;
    private final ConsoleClient author;
    private final ConsoleClient approver;
    private final Patience patience;
    private final Narrator narrator;

    Story(
            DemoFleet fleet,
            TopicView view,
            FieldTimeFile fieldTime,
            ConsoleClient author,
            ConsoleClient approver,
            Patience patience,
            Narrator narrator) {
        this.fleet = fleet;
        this.view = view;
        this.fieldTime = fieldTime;
        this.author = author;
        this.approver = approver;
        this.patience = patience;
        this.narrator = narrator;
    }

    Course play() throws InterruptedException {
        backFill();
        stepOneDay();
        List<AccuracyCase> adjustable = findDrift();
        int first = Math.min(FIRST_CAMPAIGN_METERS, adjustable.size());
        List<String> approved = new ArrayList<>(firstCampaign(adjustable.subList(0, first)));
        Testimony.Stop stop = stopAndLift(adjustable.subList(first, adjustable.size()));
        approved.addAll(stop.stoppedMembers());
        proveByNewReadings();
        return new Course(stop, approved, fleet.historyFrom(), lastQuarter());
    }

    private void backFill() throws InterruptedException {
        int meters = fleet.meters().size();
        narrator.chapter("Reading "
                + Duration.between(fleet.historyFrom(), fieldTime.now()).toDays() + " days of load profile from "
                + meters + " meters");
        awaitReadUpTo(lastQuarter(), BACK_FILL_DEADLINE);
        narrator.tell("%,d readings on the topic", view.readingCount());
    }

    private void awaitReadUpTo(Instant capture, Duration deadline) throws InterruptedException {
        long second = capture.getEpochSecond();
        int meters = fleet.meters().size();
        patience.until(
                "every meter to be read up to " + capture,
                deadline,
                () -> view.metersReadUpTo(second) == meters || allReadOrExplained(second),
                () -> "%,d readings, %d of %d meters read up to %s"
                        .formatted(view.readingCount(), view.metersReadUpTo(second), meters, capture));
    }

    /** True when every meter that was not read up to the second has an event of this time that says why. */
    private boolean allReadOrExplained(long second) {
        Set<String> explained = view.events().stream()
                .filter(event -> event.getCode().equals(EventCodes.GAP)
                        || event.getCode().equals(EventCodes.COMMUNICATION))
                .filter(event -> event.getFieldTime().getEpochSecond() >= second)
                .map(event -> event.getMeterId())
                .collect(Collectors.toSet());
        return !explained.isEmpty()
                && fleet.meters().stream()
                        .map(meter -> meter.getMeterId())
                        .allMatch(meterId -> view.newestCapture(meterId) >= second || explained.contains(meterId));
    }

    private void stepOneDay() throws InterruptedException {
        long before = System.nanoTime();
        long readings = view.readingCount();
        fieldTime.advance(Duration.ofDays(1));
        awaitReadUpTo(lastQuarter(), STEP_DEADLINE);
        narrator.tell(
                "it is %s in the field; a day of %,d readings in %.1f s",
                fieldTime.now(), view.readingCount() - readings, seconds(before));
    }

    private List<AccuracyCase> findDrift() throws InterruptedException {
        narrator.chapter("Looking for drift");
        Instant midnight = lastMidnight();
        Set<String> tested = fleet.testedMeters();
        patience.until(
                "an estimate for every tested meter",
                BACK_FILL_DEADLINE,
                () -> upToDate(midnight) == tested.size(),
                () -> "%,d days of evidence judged; %d of %d tested meters are judged up to %s"
                        .formatted(judgedDays(), upToDate(midnight), tested.size(), midnight));
        long flagged = view.estimates().values().stream()
                .filter(DriftEstimate::getMet02)
                .count();
        patience.until(
                "a case for every flagged meter",
                STEP_DEADLINE,
                () -> view.cases().stream().filter(Story::isDecided).count() >= flagged,
                () -> view.cases().size() + " of " + flagged + " cases");
        tellEstimates();
        tellSurveillance();
        return view.cases().stream()
                .filter(found -> found.getAction() == CaseAction.ADJUST_GAIN && found.getProposal() != null)
                .toList();
    }

    private static boolean isDecided(AccuracyCase found) {
        return found.getState() != CaseState.OPENED
                || !found.getProposalRefusal().isEmpty();
    }

    private long judgedDays() {
        return view.estimates().values().stream()
                .mapToLong(DriftEstimate::getClosedDays)
                .sum();
    }

    private long upToDate(Instant midnight) {
        return view.estimates().values().stream()
                .filter(estimate -> !estimate.getWindowTo().isBefore(midnight))
                .count();
    }

    private void tellEstimates() {
        long refused = view.estimates().values().stream()
                .filter(estimate -> !estimate.getRefusal().isEmpty())
                .count();
        narrator.tell(
                "%d meters estimated, %d refused for poor data, %d MET-02 cases",
                view.estimates().size() - refused, refused, view.cases().size());
        view.estimates().values().stream()
                .filter(estimate -> !estimate.getRefusal().isEmpty())
                .forEach(estimate -> narrator.tell(
                        "  %s: refused, %s (%s)",
                        estimate.getMeterId(), estimate.getRefusal(), estimate.getRefusalText()));
        for (AccuracyCase found : view.cases()) {
            DriftEstimate evidence = found.getEvidence();
            if (evidence != null && evidence.getUncertainty() != null) {
                narrator.tell(
                        "  %s: error %+.3f %% +/- %.3f %% (limit %.1f %%), action %s%s",
                        found.getMeterId(),
                        evidence.getErrorPercent(),
                        2 * evidence.getUncertainty().getCombinedPercent(),
                        evidence.getLimitPercent(),
                        found.getAction(),
                        found.getProposalRefusal().isEmpty() ? "" : ": " + found.getProposalRefusal());
            }
        }
    }

    private void tellSurveillance() {
        view.surveillance()
                .values()
                .forEach(day -> narrator.tell(
                        "  %s and %s: %s",
                        day.getMeterId(),
                        day.getReferenceMeterId(),
                        !day.getRefusal().isEmpty()
                                ? "surveillance refused, " + day.getRefusal()
                                : day.getDueTime() == null
                                        ? "double-metered, no finding"
                                        : "double-metered, apart since " + day.getFindingSince()
                                                + ", to be tested until " + day.getDueTime()));
    }

    private List<String> firstCampaign(List<AccuracyCase> cases) throws InterruptedException {
        narrator.chapter("A first campaign over " + cases.size() + " meters");
        ConsoleClient.Receipt campaign = createAndApprove("First correction", cases);
        awaitWritten(campaign.campaignId());
        return meterIds(cases);
    }

    private ConsoleClient.Receipt createAndApprove(String name, List<AccuracyCase> cases) throws InterruptedException {
        ConsoleClient.Receipt campaign = author.createCampaign(
                name,
                "MET-02 beyond doubt; gain to be corrected",
                cases.stream().map(AccuracyCase::getCaseId).toList(),
                List.of());
        narrator.tell("%s created campaign \"%s\" over %s", author.person(), name, meterIds(cases));
        awaitCampaign(campaign, "AWAITING_APPROVAL");
        approver.approve(campaign, "Evidence and targets reviewed");
        awaitCampaign(campaign, "APPROVED");
        narrator.tell("%s approved it: exactly these meters, exactly these coefficients", approver.person());
        author.startCampaign(campaign, "Approved; go");
        return campaign;
    }

    private void awaitCampaign(ConsoleClient.Receipt campaign, String state) throws InterruptedException {
        patience.until(
                "campaign " + campaign.campaignId() + " to be " + state,
                PERSON_DEADLINE,
                () -> stateOf(campaign).equals(state),
                () -> "the campaign is " + stateOf(campaign) + " " + reasonOf(campaign));
        patience.until(
                "the console to show campaign " + campaign.campaignId() + " as " + state,
                PERSON_DEADLINE,
                () -> approver.sees(campaign.campaignId(), state),
                () -> "not yet");
    }

    private String stateOf(ConsoleClient.Receipt campaign) {
        var seen = view.campaign(campaign.campaignId());
        return seen == null ? "unknown" : seen.getState().name();
    }

    private String reasonOf(ConsoleClient.Receipt campaign) {
        var seen = view.campaign(campaign.campaignId());
        return seen == null ? "" : seen.getStateReason();
    }

    private void awaitWritten(String campaignId) throws InterruptedException {
        patience.until(
                "every meter of the campaign to be written and read back",
                WRITE_DEADLINE,
                () -> {
                    List<CampaignMember> members = view.members(campaignId);
                    return !members.isEmpty()
                            && members.stream().noneMatch(member -> AWAITING_WRITE.contains(member.getState()));
                },
                () -> "members: " + counts(campaignId));
        narrator.tell("written, read back and compared; members: %s", counts(campaignId));
        patience.until(
                "every repeated order to be answered",
                WRITE_DEADLINE,
                () -> repeatedOutcomes() >= 2L * view.orders().size(),
                () -> repeatedOutcomes() + " repeated orders answered");
        narrator.tell(
                "%d orders, each delivered three times; %d repetitions answered with the stored outcome",
                view.orders().size(), repeatedOutcomes());
    }

    private long repeatedOutcomes() {
        return view.outcomes().stream().filter(outcome -> outcome.getRepeated()).count();
    }

    private Map<MemberState, Long> counts(String campaignId) {
        return view.members(campaignId).stream()
                .collect(Collectors.groupingBy(CampaignMember::getState, TreeMap::new, Collectors.counting()));
    }

    private Testimony.Stop stopAndLift(List<AccuracyCase> cases) throws InterruptedException {
        narrator.chapter("Emergency stop, and a second campaign over " + cases.size() + " meters under it");
        approver.hold("*", true, STOP_REASON);
        patience.until("the stop", PERSON_DEADLINE, () -> view.isHeld("*"), () -> "the stop is not on its topic yet");
        pause(STOP_SETTLES);
        fieldTime.advance(Duration.ofMinutes(1));
        Instant from = fieldTime.now();
        narrator.tell("%s pulled the emergency stop: nothing may be written to any meter", approver.person());
        int ordersBefore = view.orders().size();
        ConsoleClient.Receipt campaign = createAndApprove("Second correction", cases);
        patience.until(
                "every meter of the campaign to be held by the stop",
                PERSON_DEADLINE,
                () -> held(campaign.campaignId()).size() == cases.size(),
                () -> held(campaign.campaignId()).size() + " of " + cases.size() + " are held");
        pause(STOP_LASTS);
        List<String> stopped = held(campaign.campaignId());
        int ordersMeanwhile = view.orders().size() - ordersBefore;
        narrator.tell("the campaign is approved and started; %d of its meters are held by the stop", stopped.size());
        fieldTime.advance(Duration.ofMinutes(1));
        Instant until = fieldTime.now();
        approver.hold("*", false, "Demonstration over");
        narrator.tell("%s lifted the stop", approver.person());
        awaitWritten(campaign.campaignId());
        return new Testimony.Stop(from, until, stopped, ordersMeanwhile);
    }

    /** Members that wait, as the calibrator says, because of the stop. */
    private List<String> held(String campaignId) {
        return view.members(campaignId).stream()
                .filter(member -> member.getState() == MemberState.HELD
                        || member.getStateReason().contains(STOP_REASON))
                .map(CampaignMember::getMeterId)
                .sorted()
                .toList();
    }

    private void proveByNewReadings() throws InterruptedException {
        narrator.chapter("Days pass until new readings prove the corrections");
        Set<String> corrected = view.orders().stream()
                .map(delivered -> delivered.order().getCaseId())
                .collect(Collectors.toSet());
        for (int day = 0; day < MOST_DAYS && !allOver(corrected); day++) {
            stepOneDay();
            Instant midnight = lastMidnight();
            patience.until(
                    "estimates up to " + midnight,
                    STEP_DEADLINE,
                    () -> allOver(corrected)
                            || upToDate(midnight) == fleet.testedMeters().size(),
                    () -> upToDate(midnight) + " estimates up to " + midnight);
        }
        patience.until(
                "every corrected meter's case to be closed",
                STEP_DEADLINE,
                () -> allOver(corrected),
                () -> "cases by state: " + caseStates());
        narrator.tell("cases by state: %s", caseStates());
    }

    private boolean allOver(Set<String> caseIds) {
        return view.cases().stream()
                .filter(found -> caseIds.contains(found.getCaseId()))
                .allMatch(found -> CASE_IS_OVER.contains(found.getState()));
    }

    private Map<CaseState, Long> caseStates() {
        return view.cases().stream()
                .collect(Collectors.groupingBy(AccuracyCase::getState, TreeMap::new, Collectors.counting()));
    }

    private void pause(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        patience.until("a moment", duration.plus(PERSON_DEADLINE), () -> System.nanoTime() >= end, () -> "waiting");
    }

    private Instant lastQuarter() {
        long seconds = fieldTime.now().getEpochSecond();
        return Instant.ofEpochSecond(seconds - seconds % QUARTER.toSeconds());
    }

    private Instant lastMidnight() {
        long seconds = fieldTime.now().getEpochSecond();
        return Instant.ofEpochSecond(seconds - seconds % Duration.ofDays(1).toSeconds());
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    private static List<String> meterIds(List<AccuracyCase> cases) {
        return cases.stream().map(AccuracyCase::getMeterId).toList();
    }
}
