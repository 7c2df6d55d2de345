// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing lost, nothing twice: held against the ledger of the simulated meters. */
class LedgerRunIT {

    private static final Path FIGURES = Path.of("..", "docs", "figures", "ledger-run.md");
    private static final long SEED = Long.getLong("plumbline.seed", 20_260_301);
    private static final int METERS = 150;
    private static final int METERS_IN_FULL = 500;

    /** What is done to the gateways and the broker. */
    private enum Deed {
        KILL,
        JOIN,
        LEAVE,
        STAND_STILL,
        RESTART_BROKER,
        STALL_BROKER
    }

    @Test
    void afterTwoKillsEveryLevelIsPublishedOnceAndNoCounterCameTwice() throws Exception {
        try (LedgerRun run = new LedgerRun("L", SEED, METERS, SharedBroker.bootstrapServers())) {
            run.begin();
            run.kill();
            run.stepFieldTime();
            run.kill();
            run.settle();
            run.check();
        }
    }

    @Tag("full")
    @Test
    @Timeout(value = 40, unit = TimeUnit.MINUTES)
    void killedJoinedLeftStoppedAndWithoutBrokerNothingIsLostOrDoubled() throws Exception {
        long begun = System.nanoTime();
        try (RestartableBroker broker = RestartableBroker.start();
                LedgerRun run = new LedgerRun("F", SEED, METERS_IN_FULL, broker.bootstrapServers())) {
            run.begin();
            for (Deed deed : deeds()) {
                switch (deed) {
                    case KILL -> run.kill();
                    case JOIN -> run.join();
                    case LEAVE -> run.leave();
                    case STAND_STILL -> run.standStillBeyondTheLease();
                    case RESTART_BROKER -> run.restart(broker);
                    case STALL_BROKER -> run.stall(broker);
                }
                run.stepFieldTime();
            }
            run.settle();
            run.check();
            write(run, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /** Twelve kills, two instances that join and leave, one that stands still, two restarts of the broker, one stall. */
    private static List<Deed> deeds() {
        List<Deed> deeds = new ArrayList<>(Collections.nCopies(12, Deed.KILL));
        deeds.addAll(List.of(Deed.JOIN, Deed.JOIN, Deed.STAND_STILL, Deed.RESTART_BROKER, Deed.RESTART_BROKER));
        deeds.add(Deed.STALL_BROKER);
        Collections.shuffle(deeds, new Random(SEED));
        deeds.add(Deed.LEAVE);
        deeds.add(Deed.LEAVE);
        return deeds;
    }

    private static void write(LedgerRun run, Duration took) throws Exception {
        LedgerRun.Sums sums = run.sums();
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        String text = """
                # Ledger run

                Gateways in processes of their own read simulated meters on real sockets onto a real broker; every meter's
                link fails now and then. Afterwards the topics, read by a read_committed consumer, are held against the
                ledger of the meters.

                Command: `mvn -pl ingest-gateway test -Dexcluded.test.groups= -Dtest=LedgerRunIT`
                (another seed: `-Dplumbline.seed=N`)

                | what | number |
                |---|---|
                | seed | %d |
                | meters | %d |
                | gateways killed (-9) | %d |
                | instances that joined besides, and left in order | %d, %d |
                | instances stopped beyond their lease and woken | %d |
                | broker restarts (one killed, one in order) | %d |
                | broker stopped beyond the timeout of transactions and woken | %d |
                | frames struck by a link fault (lost, its reply lost, late, cut off, garbled, reset, in drops) | %.1f %% |
                | connections refused | %.1f %% |
                | power losses planned, one a meter, in the middle of a request | %d |
                | meter events of faults published | %d |
                | frames and challenges whose counter the meters saw | %d |
                | of these refused by a meter for their counter | %d |
                | counters that came twice | 0 |
                | levels captured by the meters | %d |
                | levels published exactly once | %d |
                | levels named in a gap event instead | %d |
                | levels lost or published twice | 0 |
                | minutes, on %d cores | %d |
                | load average of the last of them, all that ran there included | %.1f |
                """.formatted(
                        SEED,
                        METERS_IN_FULL,
                        sums.kills(),
                        sums.joins(),
                        sums.leaves(),
                        sums.pauses(),
                        sums.brokerRestarts(),
                        sums.brokerStalls(),
                        700 * LedgerRun.LINK_FAULT,
                        100 * LedgerRun.LINK_FAULT,
                        METERS_IN_FULL,
                        sums.faultEvents(),
                        sums.counters(),
                        sums.countersRefused(),
                        sums.levels(),
                        run.published.rows(),
                        sums.levels() - run.published.rows(),
                        machine.getAvailableProcessors(),
                        took.toMinutes(),
                        machine.getSystemLoadAverage());
        Files.writeString(FIGURES, text);
    }
}
