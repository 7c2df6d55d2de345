// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.campaign.CampaignState.Approval;
import org.plumbline.calibrator.member.MaintenanceWindow;
import org.plumbline.calibrator.member.MemberStage;
import org.plumbline.calibrator.member.Pacing;
import org.plumbline.calibrator.member.Terms;

/** Campaigns, plans and waves for tests. */
final class Campaigns {

    static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    static final Instant FIELD = Instant.parse("2026-03-01T00:00:00Z");
    static final String DIGEST = "d".repeat(64);
    static final String MODEL = "m";
    static final Approval BERND = new Approval("bernd", DIGEST, NOW.plus(Duration.ofHours(24)));
    static final WavePlan STRICT = new WavePlan(0.9, 1, 0.2, 2, 0.05, 2, false);

    private Campaigns() {}

    static CampaignPlan plan(WavePlan... waves) {
        return new CampaignPlan(
                Duration.ofHours(2),
                Duration.ofDays(3),
                new Terms(5, new MaintenanceWindow(22 * 60, 4 * 60), Pacing.CAREFUL),
                Arrays.asList(waves));
    }

    static CampaignRecord campaign(CampaignState state, @Nullable CampaignPlan plan, Wave... waves) {
        int members = Arrays.stream(waves).mapToInt(Wave::members).sum();
        return new CampaignRecord(
                "c-1",
                new CampaignRecord.Announcement("name", "anna", members, Math.min(members, 2), DIGEST, plan, NOW),
                state,
                List.of(waves),
                FIELD.plus(Duration.ofDays(3)),
                new TreeMap<>(),
                List.of("create"),
                NOW);
    }

    static Wave pending(int number, int members) {
        return Wave.pending(number, new TreeMap<>(Map.of(MODEL, members)));
    }

    static Wave running(int number, Map<String, Integer> membersByModel) {
        return Wave.pending(number, new TreeMap<>(membersByModel)).to(Wave.Progress.RUNNING);
    }

    static Tally tally(Map<MemberStage, Integer> counts) {
        return new Tally(new TreeMap<>(counts), 0, Tally.Accepted.NOTHING);
    }

    static Wave wave(Map<String, Tally> tallies) {
        return new Wave(
                1,
                tallies.values().stream().mapToInt(Tally::members).sum(),
                Wave.Progress.RUNNING,
                new TreeMap<>(tallies));
    }
}
