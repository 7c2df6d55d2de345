// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.fault.LinkFaults;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * Gateways in processes of their own read a fleet on real sockets onto a real broker while they are killed, stopped,
 * joined and left, and while every meter's link fails now and then. The seed decides what is done to whom and after how
 * much work; the ledger of the simulator tells in the end whether anything was lost, doubled or used twice.
 */
final class LedgerRun implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(180);
    /** Beyond the timeout of the gateway's transactions, which is 15 s. */
    private static final Duration STALL = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(100);
    /** Of each kind of fault to strike a frame; there are seven, so that about half of the sessions are struck. */
    static final double LINK_FAULT = 0.006;

    private static final int REQUESTS_BEFORE_POWER_LOSS = 150;
    private static final int PARTITIONS = 6;
    private static final int INSTANCES_AT_FIRST = 2;

    final TestBed bed;
    final PublishedRows published;
    private final SplittableRandom chance;
    private final List<Process> gateways = new ArrayList<>();
    private final String name;
    private final Admin admin;
    private int started;
    private int kills;
    private int leaves;
    private int pauses;
    private int brokerRestarts;
    private int brokerStalls;

    /**
     * What a run came to.
     *
     * @param joins instances that came besides the first two and those that replaced a killed one
     * @param faultEvents published about meters that could not be read
     * @param counters seen by the meters in frames and challenges
     * @param countersRefused of these
     * @param levels captured by the meters
     */
    record Sums(
            int kills,
            int joins,
            int leaves,
            int pauses,
            int brokerRestarts,
            int brokerStalls,
            int faultEvents,
            int counters,
            int countersRefused,
            int levels) {}

    Sums sums() {
        int levels = 0;
        int refused = 0;
        for (MeterPlan plan : bed.plans) {
            levels += bed.ledger.levelsOf(plan.meterId()).size();
            refused += (int) bed.ledger.countersOf(plan.meterId()).stream()
                    .filter(counter -> !counter.accepted())
                    .count();
        }
        return new Sums(
                kills,
                started - kills - INSTANCES_AT_FIRST,
                leaves,
                pauses,
                brokerRestarts,
                brokerStalls,
                published.events().getOrDefault(EventCodes.COMMUNICATION, 0)
                        + published.events().getOrDefault(EventCodes.SECURITY, 0)
                        + published.events().getOrDefault(EventCodes.PROTOCOL, 0),
                bed.ledger.countersSeen(),
                refused,
                levels);
    }

    LedgerRun(String name, long seed, int meters, String bootstrapServers) {
        this.name = name;
        this.chance = new SplittableRandom(seed);
        List<MeterPlan> plans = new ArrayList<>();
        MeterModel[] models = MeterModel.values();
        for (int i = 0; i < meters; i++) {
            plans.add(MeterPlan.simple(
                    name + "-" + i,
                    "127.60." + (1 + i / 250) + "." + (1 + i % 250),
                    models[i % models.length],
                    TestBed.START));
        }
        this.bed = new TestBed(
                bootstrapServers,
                TestBed.START.plus(Duration.ofDays(2)),
                plans,
                PARTITIONS,
                LinkFaults.Settings.evenly(seed, LINK_FAULT));
        this.published = new PublishedRows(bed);
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        plans.forEach(this::addPowerLoss);
        plans.forEach(this::register);
    }

    /** To be read at every capture. */
    private void register(MeterPlan plan) {
        MeterRegistration registration = MeterRegistration.newBuilder(bed.registration(plan))
                .setPollPeriodSeconds(MeterPlan.CAPTURE_PERIOD_SECONDS)
                .build();
        bed.send(Topics.METERS, plan.meterId(), registration);
    }

    /** Each meter loses its power in the middle of some request. */
    private void addPowerLoss(MeterPlan plan) {
        bed.simulator.addFault(new FaultRule(
                plan.meterId(),
                new FaultTrigger.OnRequest(1 + chance.nextInt(REQUESTS_BEFORE_POWER_LOSS)),
                new FaultAction.Reboot(chance.nextInt(40), Duration.ofMillis(chance.nextInt(2_000)))));
    }

    /** The first instances. */
    void begin() throws IOException {
        for (int i = 0; i < INSTANCES_AT_FIRST; i++) {
            join();
        }
    }

    /** One more instance joins. */
    void join() throws IOException {
        started++;
        gateways.add(GatewayProcess.start(bed, "ledger-" + name + "-" + started));
    }

    /** One instance is killed while it works; another one starts. */
    void kill() throws Exception {
        awaitWork();
        Process killed = gateways.remove(chance.nextInt(gateways.size()));
        killed.destroyForcibly().waitFor();
        kills++;
        join();
    }

    /** One instance leaves in order. */
    void leave() throws Exception {
        awaitWork();
        Process leaving = gateways.remove(chance.nextInt(gateways.size()));
        leaving.outputWriter().close();
        await().atMost(DEADLINE).until(() -> !leaving.isAlive());
        leaves++;
    }

    /** One instance stands still until the group has given it up and another has worked on, then it wakes. */
    void standStillBeyondTheLease() throws Exception {
        awaitMembers(gateways.size());
        awaitWork();
        Process zombie = gateways.get(chance.nextInt(gateways.size()));
        signal(zombie, "STOP");
        awaitMembers(gateways.size() - 1);
        stepFieldTime();
        awaitWork();
        signal(zombie, "CONT");
        awaitMembers(gateways.size());
        pauses++;
    }

    /** The broker goes in the middle of the work, the first time without a word. */
    void restart(RestartableBroker broker) throws Exception {
        awaitWork();
        broker.restart(brokerRestarts == 0);
        brokerRestarts++;
    }

    /**
     * The broker stands still until every transaction that was open on it has timed out, then it wakes. Without it no lease
     * can be renewed: no meter hears anything in the second half of that time.
     */
    void stall(RestartableBroker broker) throws Exception {
        awaitWork();
        broker.standStill(true);
        long begun = System.nanoTime();
        await().atMost(DEADLINE).until(() -> System.nanoTime() - begun > STALL.toNanos() / 2);
        int seen = bed.ledger.countersSeen();
        await().atMost(DEADLINE).until(() -> System.nanoTime() - begun > STALL.toNanos());
        int seenAtItsEnd = bed.ledger.countersSeen();
        broker.standStill(false);
        assertEquals(seen, seenAtItsEnd, "frames without a lease");
        brokerStalls++;
    }

    private static void signal(Process process, String signal) throws Exception {
        Process sent = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertEquals(0, sent.waitFor());
    }

    /** Waits until the group counts so many members. */
    private void awaitMembers(int members) {
        await().atMost(DEADLINE).pollInterval(LOOK).until(() -> members() == members);
    }

    private int members() throws InterruptedException {
        String group = bed.kafkaSettings().groupId();
        try {
            return admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .members()
                    .size();
        } catch (ExecutionException notYet) {
            return -1;
        }
    }

    /** Field time goes on by an hour or some. */
    void stepFieldTime() throws IOException {
        bed.clock.advance(Duration.ofMinutes(15L * (4 + chance.nextInt(20))));
        for (Process gateway : gateways) {
            gateway.outputWriter().write(bed.clock.now() + "\n");
            gateway.outputWriter().flush();
        }
    }

    /** Waits until the meters have seen so many more frames as the seed says. */
    private void awaitWork() {
        long until = bed.ledger.countersSeen() + 1 + chance.nextInt(8 * bed.plans.size());
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(20)).until(() -> bed.ledger.countersSeen() >= until);
    }

    /** Waits until everything captured is published or told as a gap. */
    void settle() throws IOException {
        stepFieldTime();
        bed.simulator.captureDueRows();
        bed.simulator.restLinkFaults(true);
        await().atMost(DEADLINE.multipliedBy(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    published.update();
                    return published.missing() == 0;
                });
    }

    /** Holds the topics against the ledger of the simulator. */
    void check() {
        assertTrue(
                published.events().getOrDefault(EventCodes.COMMUNICATION, 0) > 0,
                "no link failed: " + published.events());
        assertEquals("", published.twice(), "published twice");
        assertEquals("", published.wrong(), "published otherwise than captured");
        assertEquals(0, published.missing(), "neither published nor in a gap");
        for (MeterPlan plan : bed.plans) {
            assertEquals(
                    List.of(), bed.ledger.repeatedCountersOf(plan.meterId()), () -> plan.meterId() + ": came twice");
            assertEquals(1, bed.ledger.maximumAssociationsOf(plan.meterId()), plan.meterId());
        }
    }

    @Override
    public void close() {
        gateways.forEach(Process::destroyForcibly);
        admin.close();
        published.close();
        bed.close();
    }
}
