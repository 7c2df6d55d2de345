// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.platform.Checkout;
import org.plumbline.platform.PlatformException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The demo's command line. */
@Command(
        name = "./plumbline demo",
        description = {
            "Starts a Kafka broker, a schema registry, the services and a simulated fleet on loopback, and plays the",
            "whole story: back-fill, drift found, cases opened, a campaign approved, written, proven. Stays up until",
            "Ctrl-C; with --verify it ends by itself and judges the run by the topics and the simulator's own truth."
        },
        footer = {
            "",
            "Settings for -D: plumbline.demo.directory, plumbline.memory.needed-megabytes, plumbline.kafka.port,",
            "plumbline.kafka.controller-port, plumbline.registry.port, plumbline.registry.management-port,",
            "plumbline.console.port, plumbline.gateway.port, plumbline.analyzer.port, plumbline.calibrator.port,",
            "plumbline.simulator.port.",
            "",
            "Exit codes: 0 done and, with --verify, every condition holds; 1 failed; 2 wrong usage."
        },
        mixinStandardHelpOptions = true,
        version = "Plumbline 0.1.0",
        sortOptions = false)
public final class DemoMain implements Callable<Integer> {
    private static final int EXIT_FAILED = 1;
    private static final int SEED_BOUND = 1 << 24;
    private static final int MOST_PAIRS = 1_000;
    /** Plants need eleven tested meters, and something must be left that carries none. */
    private static final int FEWEST_PAIRS = 20;

    /** How the results are printed. */
    enum Output {
        text,
        json
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--verify", description = "Run to the end without a person and judge the run.")
    private boolean verify;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Draws the fleet; without it a new one is drawn and printed.")
    private @Nullable Long seed;

    @Option(names = "--pairs", paramLabel = "N", description = "Tested meters, each with a check meter (default: 100).")
    private int pairs = 100;

    @Option(names = "--output", paramLabel = "text|json", description = "How the results are printed (default: text).")
    private Output output = Output.text;

    @Option(names = "-D", paramLabel = "<setting>=<value>", description = "Overrides a setting; see below.")
    private Map<String, String> overrides = new HashMap<>();

    public static void main(String... arguments) {
        // The terminal belongs to the story; what the clients of broker and registry log there is noise.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        System.exit(new CommandLine(new DemoMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (pairs < FEWEST_PAIRS || pairs > MOST_PAIRS) {
            throw wrongUsage("--pairs must be " + FEWEST_PAIRS + " to " + MOST_PAIRS + ", not " + pairs);
        }
        Checkout checkout = Checkout.locate();
        DemoSettings settings = settings(checkout);
        // With JSON, standard output carries the figures and nothing else.
        PrintStream story =
                new PrintStream(output == Output.json ? System.err : System.out, true, StandardCharsets.UTF_8);
        Narrator narrator = new Narrator(story, System.nanoTime());
        long drawn = seed == null ? new SecureRandom().nextInt(SEED_BOUND) : seed;
        try (DemoRun run = new DemoRun(checkout, settings, drawn, pairs, narrator)) {
            return play(run, settings, narrator);
        } catch (PlatformException fault) {
            narrator.line("plumbline: " + fault.getMessage());
            return EXIT_FAILED;
        }
    }

    private int play(DemoRun run, DemoSettings settings, Narrator narrator) throws InterruptedException {
        try {
            run.play();
            if (!verify) {
                run.stayUp();
            }
            boolean good = run.judge(output == Output.json ? System.out : null);
            if (!good) {
                tellWhereToLook(settings, narrator);
            }
            return good ? 0 : EXIT_FAILED;
        } catch (RuntimeException fault) {
            if (!run.endedEarly()) {
                narrator.line("");
                narrator.line("plumbline: " + (fault instanceof PlatformException ? fault.getMessage() : fault));
                tellWhereToLook(settings, narrator);
            }
            return EXIT_FAILED;
        }
    }

    private static void tellWhereToLook(DemoSettings settings, Narrator narrator) {
        narrator.line("plumbline: data and logs of this run (one folder for each process) are kept in "
                + settings.directory());
    }

    private DemoSettings settings(Checkout checkout) {
        try {
            return DemoSettings.of(checkout, overrides);
        } catch (IllegalArgumentException wrong) {
            throw wrongUsage(wrong.getMessage());
        }
    }

    private CommandLine.ParameterException wrongUsage(@Nullable String message) {
        if (spec == null) {
            throw new IllegalStateException("not started from the command line");
        }
        return new CommandLine.ParameterException(spec.commandLine(), String.valueOf(message));
    }
}
