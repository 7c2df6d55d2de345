// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.calibrator.campaign.CampaignStep.Changed;
import org.plumbline.calibrator.campaign.CampaignStep.Effect;
import org.plumbline.calibrator.campaign.Wave.MemberProgress;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.Member;
import org.plumbline.calibrator.member.MemberStage;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.MemberTarget;
import org.plumbline.schema.signing.Canonical;

class CampaignPropertyTest {

    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    private static final List<Member> MEMBERS = List.of(member("m-1", 1), member("m-2", 2));

    private final CampaignMachine machine =
            new CampaignMachine(CampaignPolicy.defaults(), CampaignPropertyTest::digest);

    /** A digest that depends on every part of every member. */
    private static String digest(List<Member> members) {
        return Canonical.sha256Hex(members.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void noSequenceOfCommandsOfOnePersonEverReachesRunning(
            @ForAll("commandsOfOnePerson") @Size(min = 1, max = 30) List<Command> commands) {
        assertFalse(everRuns(commands), () -> "one person ran a campaign by " + commands);
    }

    @Property(tries = 300)
    void aCampaignThatRunsWasApprovedByAnotherPersonForExactlyItsDigest(
            @ForAll("commandsOfTwoPeople") @Size(min = 1, max = 30) List<Command> commands) {
        CampaignRecord campaign = null;
        for (Command command : commands) {
            campaign = after(campaign, command);
            if (campaign != null && campaign.state() instanceof CampaignState.Running running) {
                assertEquals(campaign.membersDigest(), running.given().membersDigest());
                assertNotEquals(
                        campaign.author().strip().toLowerCase(Locale.ROOT),
                        running.given().approver().strip().toLowerCase(Locale.ROOT));
            }
        }
    }

    @Property(tries = 100)
    void twoPeopleCanRunACampaignInTheRightOrder(@ForAll @IntRange(min = 0, max = 3) int repeats) {
        List<Command> commands = new ArrayList<>();
        commands.add(new Command.Create("1", "anna", "n", 2, 1, digest(MEMBERS)));
        commands.add(new Command.Members("2", "anna", 0, 2));
        commands.add(new Command.Approve("3", "bernd", digest(MEMBERS)));
        for (int i = 0; i < repeats; i++) {
            commands.add(commands.getLast());
        }
        commands.add(new Command.Start("4", "anna"));
        assertTrue(everRuns(commands));
    }

    private boolean everRuns(List<Command> commands) {
        CampaignRecord campaign = null;
        for (Command command : commands) {
            campaign = after(campaign, command);
            if (campaign != null && campaign.state() instanceof CampaignState.Running) {
                return true;
            }
        }
        return false;
    }

    private CampaignRecord after(CampaignRecord before, Command command) {
        if (!(machine.on("c-1", before, command, NOW) instanceof Changed changed)) {
            return before;
        }
        return changed.effects().contains(new Effect.Seal())
                ? ((Changed) machine.seal(changed.campaign(), MEMBERS, NOW)).campaign()
                : changed.campaign();
    }

    @Provide
    Arbitrary<List<Command>> commandsOfOnePerson() {
        return commands(Arbitraries.of("anna", "Anna", " anna", "ANNA "));
    }

    @Provide
    Arbitrary<List<Command>> commandsOfTwoPeople() {
        return commands(Arbitraries.of("anna", "Anna", "bernd"));
    }

    private static Arbitrary<List<Command>> commands(Arbitrary<String> people) {
        return Combinators.combine(
                        people,
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of(digest(MEMBERS), "e".repeat(64)),
                        Arbitraries.integers().between(1, 1_000_000))
                .as((person, kind, digest, number) -> {
                    String id = Integer.toString(number);
                    return switch (kind) {
                        case 0, 1 -> (Command) new Command.Create(id, person, "n", 2, 1, digest);
                        case 2, 3 -> new Command.Members(id, person, 0, 2);
                        case 4, 5 -> new Command.Approve(id, person, digest);
                        case 6 -> new Command.Start(id, person);
                        case 7 -> new Command.Pause(id, person, "");
                        case 8 -> new Command.Resume(id, person, "");
                        default -> new Command.Start(id, person);
                    };
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    @Property(tries = 300)
    void moreFailuresNeverLoosenTheBrake(
            @ForAll @IntRange(min = 0, max = 20) int delivered,
            @ForAll @IntRange(min = 0, max = 20) int failed,
            @ForAll @IntRange(min = 1, max = 20) int open) {
        WaveGate.Decision before = WaveGate.decide(wave(delivered, failed, open), CampaignPolicy.defaults());
        WaveGate.Decision after = WaveGate.decide(wave(delivered, failed + 1, open - 1), CampaignPolicy.defaults());
        if (before instanceof WaveGate.Decision.Halt) {
            assertTrue(after instanceof WaveGate.Decision.Halt, () -> before + " became " + after);
        }
        assertFalse(
                after instanceof WaveGate.Decision.Proceed && 3 * (failed + 1) > delivered + failed + 1 && failed >= 1);
    }

    @Property(tries = 200)
    void countsAlwaysAddUpAndTheNextWaveNeverStartsBeforeTheFirstIsSettled(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 12) Integer> stages) {
        WaveMachine waves = new WaveMachine(CampaignPolicy.defaults());
        CampaignRecord campaign = running();
        Map<Integer, MemberProgress> known = new TreeMap<>();
        for (int i = 0; i < stages.size(); i++) {
            int member = i % 4;
            MemberProgress before = known.getOrDefault(member, MemberProgress.ENLISTED);
            MemberProgress after = new MemberProgress(MemberStage.values()[stages.get(i)], true);
            known.put(member, after);
            if (waves.onMember(campaign, member < 2 ? 1 : 2, before, after, NOW) instanceof Changed changed) {
                campaign = changed.campaign();
                boolean secondPermitted = changed.effects().contains(new Effect.Permit(2, 2));
                assertTrue(!secondPermitted || campaign.waves().getFirst().open() == 0);
            }
        }
        for (Wave wave : campaign.waves()) {
            assertEquals(
                    wave.members(),
                    wave.counts().values().stream().mapToInt(Integer::intValue).sum());
        }
    }

    @Property(tries = 50)
    void everyChangeOfAMemberGivesAnotherDigest(@ForAll @IntRange(min = 0, max = 9) int part) {
        MemberTarget member = avro(new Object[10]);
        Object[] changes = new Object[10];
        changes[part] = part;
        assertNotEquals(Canonical.membersDigest(List.of(member)), Canonical.membersDigest(List.of(avro(changes))));
    }

    private static MemberTarget avro(Object[] changes) {
        return new MemberTarget(
                changes[0] == null ? "m-1" : "m-2",
                changes[1] == null ? "case" : "other",
                changes[2] == null ? 1 : 2,
                new CoefficientTarget(
                        changes[3] == null ? "PLB-ALPHA" : "PLB-BETA",
                        changes[4] == null ? 1 : 2,
                        ByteBuffer.wrap(new byte[] {(byte) (changes[5] == null ? 0 : 1)}),
                        changes[6] == null ? 0L : 1L,
                        ByteBuffer.wrap(new byte[] {(byte) (changes[7] == null ? 0 : 1)}),
                        changes[8] == null ? 0L : 1L,
                        changes[9] == null ? 1.0 : Math.nextUp(1.0)));
    }

    private static Wave wave(int delivered, int failed, int open) {
        TreeMap<MemberStage, Integer> counts = new TreeMap<>(
                Map.of(MemberStage.VERIFYING, delivered, MemberStage.CONFLICT, failed, MemberStage.WAITING, open));
        return new Wave(1, delivered + failed + open, Wave.Progress.RUNNING, counts, 0, Wave.Accepted.NOTHING);
    }

    private static CampaignRecord running() {
        return new CampaignRecord(
                "c-1",
                "n",
                "anna",
                4,
                1,
                digest(MEMBERS),
                new CampaignState.Running(new CampaignState.Approval("bernd", digest(MEMBERS)), 1),
                List.of(Wave.pending(1, 2).to(Wave.Progress.RUNNING), Wave.pending(2, 2)),
                List.of(),
                NOW,
                NOW);
    }

    private static Member member(String meterId, int wave) {
        return new Member(meterId, meterId + "|MET-02|1", wave, new CorrectionTarget("m", 1, "00", 0, "01", 1, 1.0));
    }
}
