// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.plumbline.platform.Checkout;
import org.plumbline.platform.ServiceKeys;
import org.plumbline.platform.process.Memory;
import org.plumbline.platform.process.ProcessGroup;
import org.plumbline.platform.process.RunDirectory;
import org.plumbline.platform.verify.CheckResult;
import org.plumbline.platform.verify.Testimony;
import org.plumbline.platform.verify.Truth;
import org.plumbline.platform.verify.Verifier;
import org.plumbline.schema.audit.AuditProof;
import org.plumbline.schema.signing.TrustedSigners;

/** One run of the demo, from the first process to the last. Used by one thread; Ctrl-C may end it at any moment. */
final class DemoRun implements AutoCloseable {
    private static final Duration WATCH = Duration.ofMillis(500);
    private static final Duration CATCH_UP = Duration.ofSeconds(30);
    private static final Duration CHECKPOINTS_WITHIN = Duration.ofMinutes(10);

    private final Narrator narrator;
    private final long seed;
    private final int pairs;
    private final RunDirectory directory;
    private final RunFiles files;
    private final ProcessGroup processes;
    private final Thread onExit;
    private final AtomicBoolean endedEarly = new AtomicBoolean();
    private final TopicView view = new TopicView();
    private final Stage stage;
    private Stage.@Nullable Ready set;
    private Story.@Nullable Course course;

    DemoRun(Checkout checkout, DemoSettings settings, long seed, int pairs, Narrator narrator) {
        this.narrator = narrator;
        this.seed = seed;
        this.pairs = pairs;
        Memory.require(settings.neededMegabytes());
        this.directory = RunDirectory.takeEmpty(settings.directory());
        this.files = new RunFiles(directory.path());
        this.processes = new ProcessGroup(directory.pidFile());
        this.stage = new Stage(checkout, settings, files, processes, narrator, view);
        this.onExit = new Thread(this::endEarly, "end-children");
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Starts everything and plays the story to its end. */
    void play() throws InterruptedException {
        narrator.line("Plumbline demo, seed " + seed + ", " + pairs + " tested meters with a check meter each");
        Stage.Ready ready = stage.start(seed, pairs);
        set = ready;
        tellConsole(ready);
        course = new Story(
                        ready.fleet(),
                        view,
                        ready.fieldTime(),
                        ready.author(),
                        ready.approver(),
                        ready.patience(),
                        narrator)
                .play();
    }

    private void tellConsole(Stage.Ready ready) {
        narrator.line("");
        narrator.line("  Console   " + ready.consoleAddress());
        ready.passwords().forEach((name, password) -> narrator.line("  User      " + name + "   password " + password));
    }

    /** Keeps everything up until the process is asked to end. */
    void stayUp() throws InterruptedException {
        Stage.Ready ready = required(set);
        narrator.line("");
        narrator.line("The story is over; everything stays up, the console at " + ready.consoleAddress() + ".");
        narrator.line(
                "From another terminal: `./plumbline read SM-0001` has the gateway read a meter, `./plumbline discover");
        narrator.line("127.10.0.1:4059` lists its objects, `./plumbline audit verify` checks the audit chain.");
        narrator.line("Ctrl-C ends everything.");
        while (true) {
            ready.patience().requireHealthy();
            Thread.sleep(WATCH);
        }
    }

    /**
     * Ends the services and judges the run.
     *
     * @param json where the figures go; null for nowhere
     * @return true when every condition holds
     */
    boolean judge(@Nullable PrintStream json) throws InterruptedException {
        Stage.Ready ready = required(set);
        Story.Course played = required(course);
        narrator.chapter("Judging the run by the topics and the simulator's truth");
        view.judgeCheckpointsSoFar();
        long end = System.nanoTime() + CATCH_UP.toNanos();
        while (!ready.watcher().hasCaughtUp() && System.nanoTime() < end) {
            ready.watcher().requireRunning();
            Thread.sleep(WATCH);
        }
        stage.close();
        processes.close();
        ready.watcher().requireRunning();
        Testimony testimony = TopicTestimony.of(
                view,
                played,
                new AuditProof.Terms(
                        TrustedSigners.load(
                                ServiceKeys.trustedSigners(files.keys()), TrustedSigners.Purpose.CHECKPOINTS),
                        Instant.now(),
                        CHECKPOINTS_WITHIN,
                        List.of()));
        Truth truth = new TruthFiles(files.fleet(), files.ledger())
                .read(ready.fleet().testedMeters(), ready.fleet().points());
        List<CheckResult> results = Verifier.judge(
                truth,
                testimony,
                played.firstCapture().getEpochSecond(),
                played.lastCapture().getEpochSecond());
        narrator.tell("%,d readings, seed %d", view.readingCount(), seed);
        return new Judge(narrator)
                .print(
                        results,
                        Map.of(
                                "seed", seed,
                                "pairs", pairs,
                                "readings", view.readingCount(),
                                "deadLetters", view.deadLetters(),
                                "seconds", Math.round(narrator.seconds())),
                        json);
    }

    private static <T> T required(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the story has not been played");
        }
        return part;
    }

    /** True once the run was asked to end from outside: what fails from then on is no news. */
    boolean endedEarly() {
        return endedEarly.get();
    }

    private void endEarly() {
        endedEarly.set(true);
        narrator.line("");
        narrator.line("plumbline: ending everything");
        processes.close();
        narrator.line("plumbline: nothing is left running");
    }

    @Override
    public void close() {
        if (endedEarly()) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exitHasBegun) {
            return;
        }
        stage.close();
        processes.close();
        directory.close();
    }
}
