// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.schema.audit.AuditChain;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.OrderResult;

/**
 * The real half of the crash matrix: a real broker and registry, gateways and calibrators in processes of their own, real
 * sockets to simulated meters; each case is struck at one named point. Every case that the modelled half knows too must
 * come to the same end there.
 */
class RealCrashMatrixIT {

    private static final int LEAST_RUNS = 60;
    private static final long SEED = Long.getLong("plumbline.seed", 1);
    private static final String ONLY = System.getProperty("plumbline.case", "");

    @TempDir
    private Path directory;

    @Tag("full")
    @Timeout(1_800)
    @Test
    void realProcessesStruckAtEachStepComeToTheEndOfTheModelledOnes() throws Exception {
        long begun = System.nanoTime();
        List<RealRun> runs = play(which -> which.name().contains(ONLY));
        if (ONLY.isEmpty()) {
            assertTrue(runs.size() >= LEAST_RUNS, () -> runs.size() + " runs");
            RealFigures.write(SEED, runs, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private List<RealRun> play(Predicate<RealCase> wanted) throws Exception {
        List<RealCase.Round> rounds = RealCase.rounds(SEED).stream()
                .map(round -> new RealCase.Round(
                        round.blow(), round.cases().stream().filter(wanted).toList()))
                .filter(round -> !round.cases().isEmpty())
                .toList();
        List<RealCase> cases =
                rounds.stream().flatMap(round -> round.cases().stream()).toList();
        assertTrue(!cases.isEmpty(), () -> "no case is named " + ONLY);
        System.out.println("seed " + SEED + ", " + cases.size() + " cases in " + rounds.size() + " rounds");
        try (RealWorld world = new RealWorld(directory, cases)) {
            RealRounds playing = new RealRounds(world);
            List<String> wrong = new ArrayList<>();
            int next = 0;
            for (RealCase.Round round : rounds) {
                List<RealRun> runs =
                        world.runs.subList(next, next + round.cases().size());
                next += round.cases().size();
                long begun = System.nanoTime();
                playing.play(round.blow(), runs);
                System.out.printf(
                        "%d of %d cases, the last %d (%s) in %d s%n",
                        next,
                        cases.size(),
                        runs.size(),
                        round.cases().getLast().name(),
                        (System.nanoTime() - begun) / 1_000_000_000);
                runs.forEach(run -> check(world, run, wrong));
            }
            assertEquals(List.of(), wrong, "broken promises");
            return List.copyOf(world.runs);
        }
    }

    private static void check(RealWorld world, RealRun run, List<String> wrong) {
        try {
            requireKept(world, run);
            if (run.which.modelled()) {
                assertEquals(
                        CrashWorld.ending(run.which.which()).digest(),
                        world.ending(run, List.of()).digest(),
                        "modelled and real half");
            }
        } catch (AssertionError broken) {
            String why = run + ": " + broken.getMessage();
            System.out.println(why);
            wrong.add(why.lines().findFirst().orElse(why));
        }
    }

    private static void requireKept(RealWorld world, RealRun run) {
        assertTrue(run.isOldOrTarget(world.activeBlock(run)), () -> "mixed: " + world.activeBlock(run));
        long applied = run.outcomes.stream()
                .filter(outcome -> !outcome.getRepeated() && outcome.getOutcome() == OrderResult.APPLIED)
                .count();
        assertEquals(applied, world.activations(run), "orders applied, and activations on the meter");
        assertEquals(applied, world.changeCounter(run), "change counter of the meter");
        assertEquals(List.of(), world.repeatedCounters(run), "counters that came twice");
        assertEquals(1, world.mostAssociations(run), "associations at once");
        assertEquals("none", run.stage().name().equals("NEEDS_PERSON") ? "a person" : "none", "needed in the end");
        requireOneOutcomeOfEachOrder(run);
        requireChain(run.chain);
        requireChain(run.chainOfCampaign);
        assertEquals(
                count(run.facts, AuditFact::getKind),
                count(run.chain, entry -> entry.getFact().getKind()),
                "facts told, and facts in the chain");
    }

    private static void requireOneOutcomeOfEachOrder(RealRun run) {
        Set<String> first = new HashSet<>();
        for (CalibrationOutcome outcome : run.outcomes) {
            if (!outcome.getRepeated()) {
                assertTrue(first.add(outcome.getOrderId()), () -> "ended twice: " + outcome.getOrderId());
            }
        }
        assertEquals(run.orders.keySet(), first, "orders, and outcomes");
        List<String> released = run.facts.stream()
                .filter(fact -> fact.getKind().equals("ORDER_RELEASED")
                        || fact.getKind().equals("ROLLBACK_RELEASED"))
                .flatMap(fact -> fact.getDetails().stream())
                .filter(detail -> detail.getName().equals("orderId"))
                .map(detail -> detail.getText())
                .toList();
        assertEquals(run.orders.size(), released.size(), "orders, and facts of their release");
        assertEquals(run.orders.keySet(), Set.copyOf(released), "orders released by the facts");
    }

    private static void requireChain(List<AuditEntry> chain) {
        assertInstanceOf(AuditChain.Verdict.Intact.class, AuditChain.verify(chain));
        assertTrue(!chain.isEmpty(), "an empty chain");
    }

    private static <T> Map<String, Long> count(List<T> all, Function<T, String> kind) {
        return all.stream().collect(Collectors.groupingBy(kind, java.util.TreeMap::new, Collectors.counting()));
    }
}
