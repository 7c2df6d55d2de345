// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.plumbline.platform.Checkout;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.process.LoopbackPorts;
import org.plumbline.platform.process.Memory;
import org.plumbline.platform.process.ProcessGroup;
import org.plumbline.platform.process.RunDirectory;
import org.plumbline.schema.Topics;
import org.plumbline.schema.serde.SchemaRegistration;

/** One run of the demo, from the first process to the last. Used by one thread; Ctrl-C may end it at any moment. */
final class DemoRun implements AutoCloseable {
    private static final Duration WATCH = Duration.ofMillis(500);

    private final Narrator narrator;
    private final DemoSettings settings;
    private final long seed;
    private final int pairs;
    private final RunDirectory directory;
    private final ProcessGroup processes;
    private final Thread onExit;
    private final AtomicBoolean endedEarly = new AtomicBoolean();
    private @Nullable TopicWatcher watcher;
    private @Nullable Patience patience;

    DemoRun(Checkout checkout, DemoSettings settings, long seed, int pairs, Narrator narrator) {
        this.narrator = narrator;
        this.settings = settings;
        this.seed = seed;
        this.pairs = pairs;
        Memory.require(settings.neededMegabytes());
        this.directory = RunDirectory.takeEmpty(settings.directory());
        this.processes = new ProcessGroup(directory.pidFile());
        this.onExit = new Thread(this::endEarly, "end-children");
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    void play() throws InterruptedException {
        narrator.line("Plumbline demo, seed " + seed + ", " + pairs + " tested meters with a check meter each");
        LoopbackPorts.requireFree(settings.ports());
        narrator.chapter("Starting a Kafka broker and a schema registry");
        LocalPlatform platform =
                LocalPlatform.start(directory.path(), settings.platformPorts(), Topics.DEFAULT_PREFIX, processes);
        TopicView view = new TopicView();
        TopicWatcher topics = new TopicWatcher(
                platform.bootstrapServers(),
                SchemaRegistration.client(platform.registryUrl()),
                Topics.DEFAULT_PREFIX,
                view);
        watcher = topics;
        topics.start();
        patience = new Patience(processes, topics, narrator);
        narrator.tell("broker %s, registry %s", platform.bootstrapServers(), platform.registryUrl());
    }

    /** Keeps everything up until the process is asked to end. */
    void stayUp() throws InterruptedException {
        narrator.line("");
        narrator.line("Everything stays up; Ctrl-C ends it.");
        while (true) {
            requirePatience().requireHealthy();
            Thread.sleep(WATCH);
        }
    }

    private Patience requirePatience() {
        if (patience == null) {
            throw new IllegalStateException("nothing has been started");
        }
        return patience;
    }

    boolean judge(@Nullable PrintStream json) {
        return false;
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
        if (watcher != null) {
            watcher.close();
        }
        processes.close();
        directory.close();
    }
}
