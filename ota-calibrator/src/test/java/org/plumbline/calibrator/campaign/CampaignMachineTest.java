// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.plumbline.calibrator.campaign.Campaigns.BERND;
import static org.plumbline.calibrator.campaign.Campaigns.DIGEST;
import static org.plumbline.calibrator.campaign.Campaigns.FIELD;
import static org.plumbline.calibrator.campaign.Campaigns.NOW;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.plumbline.calibrator.campaign.CampaignStep.Changed;
import org.plumbline.calibrator.campaign.CampaignStep.Effect;
import org.plumbline.calibrator.campaign.CampaignStep.Refused;
import org.plumbline.calibrator.campaign.CampaignStep.Repeated;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.MaintenanceWindow;
import org.plumbline.calibrator.member.Member;
import org.plumbline.calibrator.member.Pacing;
import org.plumbline.calibrator.member.Terms;

class CampaignMachineTest {

    private final CampaignMachine machine = new CampaignMachine(CampaignPolicy.defaults(1), (plan, members) -> DIGEST);

    /** Every command in every state: the state it leads to, or the reason of the refusal. */
    @TestFactory
    Stream<DynamicTest> everyCommandInEveryStateDoesWhatTheTableSays() {
        Map<CampaignState, List<String>> table = new LinkedHashMap<>();
        String no = "NOT_IN_THIS_STATE";
        table.put(
                new CampaignState.ReceivingMembers(new TreeSet<>(), 0),
                List.of("CAMPAIGN_EXISTS", "ReceivingMembers", no, no, no, no, "Aborted", no));
        table.put(
                new CampaignState.AwaitingApproval(),
                List.of("CAMPAIGN_EXISTS", no, "Approved", no, no, no, "Aborted", no));
        table.put(
                new CampaignState.Approved(BERND),
                List.of("CAMPAIGN_EXISTS", no, no, "Running", no, no, "Aborted", no));
        table.put(
                new CampaignState.Running(BERND, 1),
                List.of("CAMPAIGN_EXISTS", no, no, no, "Paused", no, "Aborted", no));
        table.put(
                new CampaignState.Paused(BERND, 1, "x"),
                List.of("CAMPAIGN_EXISTS", no, no, no, no, "Running", "Aborted", no));
        table.put(
                new CampaignState.Completed(BERND),
                List.of("CAMPAIGN_EXISTS", no, no, no, no, no, no, "NOTHING_TO_RETRY"));
        table.put(new CampaignState.Aborted(BERND, "x"), List.of("CAMPAIGN_EXISTS", no, no, no, no, no, no, no));
        table.put(new CampaignState.Refused("x"), List.of("CAMPAIGN_EXISTS", no, no, no, no, no, no, no));
        assertEquals(CampaignState.class.getPermittedSubclasses().length, table.size());
        List<Command> commands = List.of(
                new Command.Create("id", "anna", "n", 2, 2, DIGEST, null),
                new Command.Members("id", "anna", 0, 1),
                new Command.Approve("id", "bernd", DIGEST),
                new Command.Start("id", "bernd"),
                new Command.Pause("id", "bernd", "r"),
                new Command.Resume("id", "bernd", "r"),
                new Command.Abort("id", "bernd", "r"),
                new Command.Retry("id", "bernd", "r"));
        assertEquals(Command.class.getPermittedSubclasses().length, commands.size());
        List<DynamicTest> tests = new ArrayList<>();
        table.forEach((state, row) -> {
            for (int column = 0; column < commands.size(); column++) {
                Command command = commands.get(column);
                String wanted = row.get(column);
                tests.add(DynamicTest.dynamicTest(
                        state.getClass().getSimpleName() + " on "
                                + command.getClass().getSimpleName() + " -> " + wanted,
                        () -> assertEquals(wanted, outcome(machine.on("c-1", campaign(state), command, NOW, FIELD)))));
            }
        });
        return tests.stream();
    }

    private static String outcome(CampaignStep step) {
        return switch (step) {
            case Changed changed -> changed.campaign().state().getClass().getSimpleName();
            case Refused refused -> refused.reason();
            case Repeated ignored -> "Repeated";
        };
    }

    @Test
    void onlyACreateBeginsACampaign() {
        assertEquals(
                new Refused("CAMPAIGN_UNKNOWN"),
                machine.on("c-1", null, new Command.Abort("id", "anna", ""), NOW, FIELD));
        CampaignStep step =
                machine.on("c-1", null, new Command.Create("id", "anna", "n", 2, 2, DIGEST, null), NOW, FIELD);
        assertEquals("ReceivingMembers", outcome(step));
    }

    @Test
    void anAnnouncementOutOfBoundsIsRefused() {
        for (Command.Create create : List.of(
                new Command.Create("id", "anna", "n", 0, 1, DIGEST, null),
                new Command.Create("id", "anna", "n", 2, 0, DIGEST, null),
                new Command.Create("id", "anna", "n", 2, 3, DIGEST, null),
                new Command.Create("id", "anna", "n", 100_001, 1, DIGEST, null),
                new Command.Create("id", "anna", "n", 2, 1, "short", null),
                new Command.Create("id", "anna", "n".repeat(201), 2, 1, DIGEST, null))) {
            assertEquals(new Refused("ANNOUNCEMENT_OUT_OF_BOUNDS"), machine.on("c-1", null, create, NOW, FIELD));
        }
    }

    @Test
    void chunksAreTakenOnceInAnyOrderAndOnlyFromTheAuthor() {
        CampaignRecord empty = campaign(new CampaignState.ReceivingMembers(new TreeSet<>(), 0));
        Changed second = changed(machine.on("c-1", empty, new Command.Members("i1", "anna", 1, 1), NOW, FIELD));
        assertEquals(List.of(new Effect.KeepChunk(1)), second.effects());
        CampaignRecord half = second.campaign();
        assertEquals(
                new Refused("CHUNK_ALREADY_RECEIVED"),
                machine.on("c-1", half, new Command.Members("i2", "anna", 1, 1), NOW, FIELD));
        assertEquals(
                new Refused("CHUNK_OUT_OF_BOUNDS"),
                machine.on("c-1", half, new Command.Members("i2", "anna", 2, 1), NOW, FIELD));
        assertEquals(
                new Refused("CHUNK_OUT_OF_BOUNDS"),
                machine.on("c-1", half, new Command.Members("i2", "anna", 0, 2), NOW, FIELD));
        assertEquals(
                new Refused("NOT_THE_AUTHOR"),
                machine.on("c-1", half, new Command.Members("i2", "bernd", 0, 1), NOW, FIELD));
        Changed complete = changed(machine.on("c-1", half, new Command.Members("i2", "anna", 0, 1), NOW, FIELD));
        assertEquals(List.of(new Effect.KeepChunk(0), new Effect.Seal()), complete.effects());
    }

    @Test
    void sealingAwaitsApprovalOnlyForExactlyTheAnnouncedMembers() {
        CampaignRecord full = campaign(new CampaignState.ReceivingMembers(new TreeSet<>(List.of(0, 1)), 2));
        List<Member> good = List.of(member("a", 1), member("b", 2));
        Changed sealed = changed(machine.seal(full, good, NOW));
        assertInstanceOf(CampaignState.AwaitingApproval.class, sealed.campaign().state());
        assertEquals(List.of(new Effect.EnlistAll()), sealed.effects());
        assertEquals(2, sealed.campaign().waves().size());

        assertEquals("MEMBER_COUNT_MISMATCH", refusedBySealing(machine, full, List.of(member("a", 1))));
        assertEquals("WAVES_NOT_CONTIGUOUS", refusedBySealing(machine, full, List.of(member("a", 1), member("b", 3))));
        assertEquals("WAVES_NOT_CONTIGUOUS", refusedBySealing(machine, full, List.of(member("a", 2), member("b", 3))));
        CampaignMachine other = new CampaignMachine(CampaignPolicy.defaults(1), (plan, members) -> "e".repeat(64));
        assertEquals("DIGEST_MISMATCH", refusedBySealing(other, full, good));
        CampaignMachine unsorted = new CampaignMachine(CampaignPolicy.defaults(1), (plan, members) -> {
            throw new IllegalArgumentException("not rising");
        });
        assertEquals("MEMBERS_NOT_RISING", refusedBySealing(unsorted, full, good));
    }

    private static String refusedBySealing(CampaignMachine machine, CampaignRecord full, List<Member> members) {
        Changed changed = changed(machine.seal(full, members, NOW));
        assertEquals(List.of(), changed.effects());
        return assertInstanceOf(CampaignState.Refused.class, changed.campaign().state())
                .reason();
    }

    @Test
    void noOneApprovesTheirOwnCampaign() {
        CampaignRecord waiting = campaign(new CampaignState.AwaitingApproval());
        for (String self : List.of("anna", "ANNA", " anna ")) {
            assertEquals(
                    new Refused("SAME_PERSON"),
                    machine.on("c-1", waiting, new Command.Approve("id", self, DIGEST), NOW, FIELD));
        }
        assertEquals(
                new Refused("DIGEST_MISMATCH"),
                machine.on("c-1", waiting, new Command.Approve("id", "bernd", "e".repeat(64)), NOW, FIELD));
    }

    @Test
    void aCommandThatTookEffectIsANoOpWhenItComesAgain() {
        CampaignRecord waiting = campaign(new CampaignState.AwaitingApproval());
        Command.Approve approve = new Command.Approve("id", "bernd", DIGEST);
        CampaignRecord approved =
                changed(machine.on("c-1", waiting, approve, NOW, FIELD)).campaign();
        assertEquals(new Repeated(), machine.on("c-1", approved, approve, NOW, FIELD));
    }

    @Test
    void theCommandsOfOneCampaignAreBoundedButAbortAlwaysWorks() {
        CampaignRecord campaign = campaign(new CampaignState.Running(BERND, 1));
        for (int i = 0; campaign.commandIds().size() < 256; i++) {
            Command next = i % 2 == 0 ? new Command.Pause("p" + i, "x", "") : new Command.Resume("r" + i, "x", "");
            campaign = changed(machine.on("c-1", campaign, next, NOW, FIELD)).campaign();
        }
        assertEquals(
                new Refused("TOO_MANY_COMMANDS"),
                machine.on("c-1", campaign, new Command.Pause("p", "x", ""), NOW, FIELD));
        assertEquals("Aborted", outcome(machine.on("c-1", campaign, new Command.Abort("a", "x", ""), NOW, FIELD)));
    }

    @Test
    void resumingPermitsOnlyTheWavesThatHadStarted() {
        CampaignRecord paused = campaign(new CampaignState.Paused(BERND, 1, "x"));
        Changed resumed = changed(machine.on("c-1", paused, new Command.Resume("id", "carla", ""), NOW, FIELD));
        assertEquals(List.of(new Effect.PassOnLift(), new Effect.Permit(1, 1)), resumed.effects());
    }

    @Test
    void planWithASettingThatIsMissingOrOutOfRangeIsRefused() {
        CampaignPlan sound = Campaigns.plan(Campaigns.STRICT, Campaigns.STRICT);
        assertEquals("ReceivingMembers", outcome(create(sound)));
        Duration none = Duration.ZERO;
        Terms terms = sound.terms();
        for (CampaignPlan plan : List.of(
                new CampaignPlan(none, sound.executionTime(), terms, sound.waves()),
                new CampaignPlan(Duration.ofDays(31), sound.executionTime(), terms, sound.waves()),
                new CampaignPlan(sound.approvalValidity(), none, terms, sound.waves()),
                new CampaignPlan(sound.approvalValidity(), Duration.ofDays(367), terms, sound.waves()),
                with(sound, new Terms(0, MaintenanceWindow.WHOLE_DAY, new Pacing(0, 1))),
                with(sound, new Terms(0, MaintenanceWindow.WHOLE_DAY, new Pacing(1, 0))),
                with(sound, new Terms(101, MaintenanceWindow.WHOLE_DAY, Pacing.CAREFUL)),
                with(sound, new Terms(Integer.MIN_VALUE, MaintenanceWindow.WHOLE_DAY, Pacing.CAREFUL)),
                with(sound, new Terms(0, new MaintenanceWindow(0, 0), Pacing.CAREFUL)),
                with(sound, new Terms(0, new MaintenanceWindow(1440, 60), Pacing.CAREFUL)),
                with(sound, new Terms(0, new MaintenanceWindow(60, 60), Pacing.CAREFUL)),
                with(sound, new Terms(0, new MaintenanceWindow(-1, 60), Pacing.CAREFUL)),
                Campaigns.plan(),
                Campaigns.plan(new WavePlan(0, 1, 0.2, 2, 0.05, 2, false)),
                Campaigns.plan(new WavePlan(1.1, 1, 0.2, 2, 0.05, 2, false)),
                Campaigns.plan(new WavePlan(Double.NaN, 1, 0.2, 2, 0.05, 2, false)),
                Campaigns.plan(new WavePlan(0.9, 0, 0.2, 2, 0.05, 2, false)),
                Campaigns.plan(new WavePlan(0.9, 1, 1, 2, 0.05, 2, false)),
                Campaigns.plan(new WavePlan(0.9, 1, Double.NaN, 2, 0.05, 2, false)),
                Campaigns.plan(new WavePlan(0.9, 1, 0.2, 0, 0.05, 2, false)),
                Campaigns.plan(new WavePlan(0.9, 1, 0.2, 2, -0.1, 2, false)),
                Campaigns.plan(new WavePlan(0.9, 1, 0.2, 2, 0.05, 0, false)))) {
            assertEquals(new Refused("PLAN_OUT_OF_BOUNDS"), create(plan), plan::toString);
        }
    }

    private CampaignStep create(CampaignPlan plan) {
        return machine.on("c-1", null, new Command.Create("id", "anna", "n", 2, 2, DIGEST, plan), NOW, FIELD);
    }

    private static CampaignPlan with(CampaignPlan plan, Terms terms) {
        return new CampaignPlan(plan.approvalValidity(), plan.executionTime(), terms, plan.waves());
    }

    @Test
    void planForOtherWavesThanThoseOfTheMembersIsRefusedWhenTheyAreThere() {
        List<Member> members = List.of(member("a", 1), member("b", 2));
        assertEquals("PLAN_IS_FOR_OTHER_WAVES", sealedUnder(Campaigns.plan(Campaigns.STRICT), members));
        WavePlan two = new WavePlan(0.9, 2, 0.2, 2, 0.05, 2, false);
        assertEquals("WAVE_CANNOT_SUCCEED", sealedUnder(Campaigns.plan(Campaigns.STRICT, two), members));
    }

    private String sealedUnder(CampaignPlan plan, List<Member> members) {
        return refusedBySealing(
                machine,
                Campaigns.campaign(
                        new CampaignState.ReceivingMembers(new TreeSet<>(List.of(0, 1)), 2),
                        plan,
                        Campaigns.pending(1, 1),
                        Campaigns.pending(2, 1)),
                members);
    }

    @Test
    void expiredApprovalStartsNothingAndTheCampaignAwaitsANewOne() {
        CampaignRecord waiting = Campaigns.campaign(
                new CampaignState.AwaitingApproval(), Campaigns.plan(Campaigns.STRICT), Campaigns.pending(1, 2));
        Command.Approve approve = new Command.Approve("a", "bernd", DIGEST);
        CampaignRecord approved =
                changed(machine.on("c-1", waiting, approve, NOW, FIELD)).campaign();
        Command.Start start = new Command.Start("s", "anna");
        Duration valid = Duration.ofHours(2);
        assertEquals(
                "Running",
                outcome(machine.on("c-1", approved, start, NOW.plus(valid).minusMillis(1), FIELD)));

        Changed late = changed(machine.on("c-1", approved, start, NOW.plus(valid), FIELD));
        assertEquals("AwaitingApproval", outcome(late));
        assertEquals(List.of(), late.effects());
        assertEquals("APPROVAL_EXPIRED", late.facts().getFirst().kind());
        Command.Approve again = new Command.Approve("a2", "bernd", DIGEST);
        assertEquals("Approved", outcome(machine.on("c-1", late.campaign(), again, NOW.plus(valid), FIELD)));
        assertEquals("Approved", outcome(machine.on("c-1", approved, again, NOW.plus(valid), FIELD)));
        assertEquals(
                new Refused("SAME_PERSON"),
                machine.on("c-1", approved, new Command.Approve("a3", "anna", DIGEST), NOW.plus(valid), FIELD));
    }

    @Test
    void deadlineIsFieldTimeFromTheStart() {
        CampaignRecord approved = Campaigns.campaign(
                new CampaignState.Approved(BERND), Campaigns.plan(Campaigns.STRICT), Campaigns.pending(1, 2));
        CampaignRecord running = changed(machine.on("c-1", approved, new Command.Start("s", "anna"), NOW, FIELD))
                .campaign();
        assertEquals(FIELD.plus(Duration.ofDays(3)), running.deadline());
    }

    private static CampaignRecord campaign(CampaignState state) {
        return Campaigns.campaign(state, null, Campaigns.pending(1, 1), Campaigns.pending(2, 1));
    }

    static Changed changed(CampaignStep step) {
        return assertInstanceOf(Changed.class, step);
    }

    private static Member member(String meterId, int wave) {
        return new Member(meterId, meterId + "|MET-02|1", wave, new CorrectionTarget("m", 1, "00", 0, "01", 1, 1.0));
    }
}
