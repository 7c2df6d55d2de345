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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
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

    private static final Instant NOW = Campaigns.NOW;
    private static final List<Member> MEMBERS = List.of(member("m-1", 1), member("m-2", 2));

    private final CampaignMachine machine =
            new CampaignMachine(CampaignPolicy.defaults(1), CampaignPropertyTest::digest);

    private static String digest(List<Member> members) {
        return digest(null, members);
    }

    /** A digest that depends on every part of every member. */
    private static String digest(@Nullable CampaignPlan plan, List<Member> members) {
        return Canonical.sha256Hex((plan + members.toString()).getBytes(StandardCharsets.UTF_8));
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
                assertEquals(
                        campaign.announced().membersDigest(), running.given().membersDigest());
                assertNotEquals(
                        campaign.announced().author().strip().toLowerCase(Locale.ROOT),
                        running.given().approver().strip().toLowerCase(Locale.ROOT));
            }
        }
    }

    @Property(tries = 100)
    void twoPeopleCanRunACampaignInTheRightOrder(@ForAll @IntRange(min = 0, max = 3) int repeats) {
        List<Command> commands = new ArrayList<>();
        commands.add(new Command.Create("1", "anna", "n", 2, 1, digest(MEMBERS), null));
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
        if (!(machine.on("c-1", before, command, NOW, Campaigns.FIELD) instanceof Changed changed)) {
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
                        case 0, 1 -> (Command) new Command.Create(id, person, "n", 2, 1, digest, null);
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

    /** An open member that fails in any way stops what stood still before, and lets nothing proceed. */
    @Property(tries = 1000)
    void moreFailuresNeverLoosenTheBrake(
            @ForAll("tallies") Tally tally,
            @ForAll("plans") WavePlan plan,
            @ForAll("failures") MemberProgress failure) {
        Tally worse = tally.moved(MemberProgress.ENLISTED, failure);
        assertNotLooser(decide(tally, plan), decide(worse, plan));
        assertTrue(modelBrake(tally, plan).isEmpty() || modelBrake(worse, plan).isPresent());
        assertFalse(plan.isTooManyFailed(worse.failed(), worse.attempted()) && !isHalt(decide(worse, plan)));
        assertFalse(plan.isTooManyUnproven(worse.unproven(), worse.written()) && !isHalt(decide(worse, plan)));
    }

    /** A failure instead of a proof never helps either. */
    @Property(tries = 1000)
    void failureInPlaceOfAProofNeverLoosensTheBrakeNorOpensTheNextWave(
            @ForAll("tallies") Tally tally, @ForAll("plans") WavePlan plan) {
        Assume.that(tally.has(MemberStage.CORRECTED));
        MemberProgress proven = new MemberProgress(MemberStage.CORRECTED, true);
        Tally worse = tally.moved(proven, new MemberProgress(MemberStage.NOT_PROVEN, true));
        assertNotLooser(decide(tally, plan), decide(worse, plan));
        assertFalse(isProceed(decide(worse, plan)) && !isProceed(decide(tally, plan)));
    }

    /** A member of which nothing is known yet keeps the next wave shut. */
    @Property(tries = 1000)
    void whatIsNotKnownNeverOpensTheNextWave(@ForAll("tallies") Tally tally, @ForAll("plans") WavePlan plan) {
        if (isProceed(decide(tally, plan))) {
            assertEquals(0, tally.open());
            assertTrue(tally.proven() >= plan.minimumProven());
            assertTrue(tally.proven() >= plan.minimumProvenShare() * tally.attempted() - 1e-6);
            Tally unknown = tally.plus(Tally.enlisted(1));
            assertFalse(isProceed(decide(unknown, plan)));
        }
    }

    /** A stricter condition of any kind never lets more pass. */
    @Property(tries = 1000)
    void stricterConditionNeverLetsMorePass(
            @ForAll("tallies") Tally tally, @ForAll("plans") WavePlan one, @ForAll("plans") WavePlan other) {
        WavePlan strict = new WavePlan(
                Math.max(one.minimumProvenShare(), other.minimumProvenShare()),
                Math.max(one.minimumProven(), other.minimumProven()),
                Math.min(one.maximumFailedShare(), other.maximumFailedShare()),
                Math.min(one.minimumFailed(), other.minimumFailed()),
                Math.min(one.maximumUnprovenShare(), other.maximumUnprovenShare()),
                Math.min(one.minimumUnproven(), other.minimumUnproven()),
                false);
        assertNotLooser(decide(tally, one), decide(tally, strict));
        assertFalse(isProceed(decide(tally, strict)) && !isProceed(decide(tally, one)));
    }

    private static void assertNotLooser(WaveGate.Decision before, WaveGate.Decision after) {
        assertTrue(!isHalt(before) || isHalt(after), () -> before + " became " + after);
    }

    private static boolean isHalt(WaveGate.Decision decision) {
        return decision instanceof WaveGate.Decision.Halt;
    }

    private static boolean isProceed(WaveGate.Decision decision) {
        return decision instanceof WaveGate.Decision.Proceed;
    }

    private static WaveGate.Decision decide(Tally tally, WavePlan plan) {
        return WaveGate.decide(Campaigns.wave(Map.of("m", tally)), plan, Set.of());
    }

    private static Optional<String> modelBrake(Tally tally, WavePlan plan) {
        return WaveGate.modelBrake(Campaigns.wave(Map.of("m", tally)), "m", plan);
    }

    @Provide
    Arbitrary<Tally> tallies() {
        Arbitrary<Integer> some = Arbitraries.integers().between(0, 12);
        return Combinators.combine(some, some, some, some, some, some)
                .as((open, verifying, proven, unproven, failed, refused) -> {
                    TreeMap<MemberStage, Integer> counts = new TreeMap<>();
                    counts.put(MemberStage.WAITING, open + 1);
                    counts.put(MemberStage.VERIFYING, verifying);
                    counts.put(MemberStage.CORRECTED, proven);
                    counts.put(MemberStage.NOT_PROVEN, unproven);
                    counts.put(MemberStage.CONFLICT, failed);
                    counts.put(MemberStage.REFUSED, refused);
                    return Campaigns.tally(counts);
                })
                .flatMap(tally -> Arbitraries.of(
                        tally, tally.moved(MemberProgress.ENLISTED, new MemberProgress(MemberStage.REFUSED, false))));
    }

    @Provide
    Arbitrary<WavePlan> plans() {
        Arbitrary<Double> share = Arbitraries.doubles().between(0, 0.99).ofScale(2);
        Arbitrary<Integer> least = Arbitraries.integers().between(1, 6);
        return Combinators.combine(share, least, share, least, share, least)
                .as((proven, leastProven, failed, leastFailed, unproven, leastUnproven) ->
                        new WavePlan(proven + 0.01, leastProven, failed, leastFailed, unproven, leastUnproven, false));
    }

    @Provide
    Arbitrary<MemberProgress> failures() {
        return Arbitraries.of(
                        MemberStage.CONFLICT,
                        MemberStage.UNREACHABLE,
                        MemberStage.NEEDS_PERSON,
                        MemberStage.NOT_PROVEN,
                        MemberStage.REFUSED,
                        MemberStage.EXPIRED)
                .map(stage -> new MemberProgress(stage, true));
    }

    @Property(tries = 200)
    void countsAlwaysAddUpAndTheNextWaveNeverStartsBeforeTheFirstIsSettled(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 13) Integer> stages) {
        WaveMachine waves = new WaveMachine();
        CampaignRecord campaign = running();
        Map<Integer, MemberProgress> known = new TreeMap<>();
        for (int i = 0; i < stages.size(); i++) {
            int member = i % 4;
            MemberProgress before = known.getOrDefault(member, MemberProgress.ENLISTED);
            MemberProgress after = new MemberProgress(MemberStage.values()[stages.get(i)], true);
            known.put(member, after);
            if (waves.onMember(campaign, member < 2 ? 1 : 2, Campaigns.MODEL, before, after, NOW)
                    instanceof Changed changed) {
                campaign = changed.campaign();
                boolean secondPermitted = changed.effects().contains(new Effect.Permit(2, 2));
                assertTrue(!secondPermitted || campaign.waves().getFirst().all().open() == 0);
            }
        }
        for (Wave wave : campaign.waves()) {
            assertEquals(
                    wave.members(),
                    wave.all().counts().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum());
        }
    }

    @Property(tries = 50)
    void everyChangeOfAMemberGivesAnotherDigest(@ForAll @IntRange(min = 0, max = 10) int part) {
        MemberTarget member = avro(new Object[11]);
        Object[] changes = new Object[11];
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
                        changes[9] == null ? 1.0 : Math.nextUp(1.0),
                        changes[10] == null ? 0.0 : Double.MIN_VALUE));
    }

    private static CampaignRecord running() {
        return Campaigns.campaign(
                new CampaignState.Running(Campaigns.BERND, 1),
                null,
                Campaigns.pending(1, 2).to(Wave.Progress.RUNNING),
                Campaigns.pending(2, 2));
    }

    private static Member member(String meterId, int wave) {
        return new Member(meterId, meterId + "|MET-02|1", wave, new CorrectionTarget("m", 1, "00", 0, "01", 1, 1.0));
    }
}
