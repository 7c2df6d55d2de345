// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.network.Comparison;
import org.plumbline.analyzer.metrology.network.NetworkCheck;
import org.plumbline.analyzer.metrology.network.Observation;
import org.plumbline.analyzer.network.ReferenceStanding.State;
import org.plumbline.analyzer.state.StateFormatException;

class NodeFollowerPropertyTest {
    private static final ReferenceCertificate CERTIFICATE = new ReferenceCertificate(0, 0.05, 0, 0);

    /** Meters with queues between them: what one sends another keeps its order, all else comes by chance. */
    private static final class Field {
        private final SortedMap<String, Queue<Link>> queues = new TreeMap<>();
        private final Map<String, NodeState> states = new TreeMap<>();
        private final Map<String, ReferenceStanding> findings = new TreeMap<>();
        private int sent;

        void send(String from, String to, Link link) {
            queues.computeIfAbsent(from + ">" + to, key -> new ArrayDeque<>()).add(link);
        }

        Field drained(Random chance) {
            while (!queues.isEmpty()) {
                List<String> waiting = List.copyOf(queues.keySet());
                String queue = waiting.get(chance.nextInt(waiting.size()));
                Link link = queues.get(queue).remove();
                if (queues.get(queue).isEmpty()) {
                    queues.remove(queue);
                }
                deliver(queue.substring(queue.indexOf('>') + 1), link);
            }
            return this;
        }

        private void deliver(String meterId, Link link) {
            NodeFollower.Step step =
                    NodeFollower.onLink(meterId, states.getOrDefault(meterId, NodeState.initial()), link);
            byte[] octets = NetworkCodec.encode(step.next());
            assertEquals(step.next(), NetworkCodec.decode(octets));
            states.put(meterId, step.next());
            step.finding().ifPresent(finding -> findings.put(meterId, finding));
            for (NodeFollower.Told told : step.told()) {
                assertEquals(told.link(), NetworkCodec.decodeLink(NetworkCodec.encode(told.link())));
                send(meterId, told.meterId(), told.link());
                sent++;
            }
        }
    }

    private static String name(int meter) {
        return "m" + meter;
    }

    /** A loop of meters compared daily, of which m1 is off by 0.6 %, and a meter that rests on m1 besides. */
    private static Field loop(int meters, int days) {
        Field field = new Field();
        for (long day = 100; day < 100 + days; day++) {
            for (int k = 0; k < meters; k++) {
                double relative = k == 1 ? 0.6 : (k + 1) % meters == 1 ? -0.6 : 0.001 * k;
                compare(field, name(k), name((k + 1) % meters), relative + 0.0001 * (day % 7), day);
            }
            compare(field, "x", "m1", -0.59, day);
        }
        return field;
    }

    private static void compare(Field field, String tested, String reference, double percent, long day) {
        field.send(tested, tested, Link.own(new Comparison(tested, reference, percent, 0.04, day), CERTIFICATE));
    }

    @Property(tries = 60)
    void anyOrderOfTheMetersLeavesTheSameFindings(
            @ForAll @IntRange(min = 3, max = 6) int meters, @ForAll Random chance, @ForAll Random other) {
        Field one = loop(meters, 4).drained(chance);
        Field two = loop(meters, 4).drained(other);
        assertEquals(one.findings, two.findings);
        one.states.forEach((meterId, state) ->
                assertArrayEquals(NetworkCodec.encode(state), NetworkCodec.encode(two.states.get(meterId))));
        for (int k = 0; k < meters; k++) {
            ReferenceStanding standing = one.findings.get(name(k));
            assertEquals(k == 1 ? State.IN_DOUBT : State.OTHER_IN_DOUBT, standing.state());
            assertEquals(103, standing.day());
            NetworkCheck check = standing.check().orElseThrow();
            assertEquals(Observation.certificate("m1"), check.suspect().orElseThrow());
            assertEquals(meters, check.loop().orElseThrow().meters().size());
        }
        assertNull(one.findings.get("x"));
    }

    @Property(tries = 20)
    void whatIsSentAndKeptIsBounded(@ForAll @IntRange(min = 3, max = 6) int meters, @ForAll Random chance) {
        int days = 40;
        Field field = loop(meters, days).drained(chance);
        assertTrue(field.sent <= (meters * meters * 2 + 1) * days, field.sent + " sent");
        field.states.forEach((meterId, state) -> {
            int octets = NetworkCodec.encode(state).length;
            assertTrue(octets <= (meterId.equals("x") ? 150 : 4_000), meterId + ": " + octets);
        });
    }

    /** A hundred meters that each have one resting on them, all compared with the same reference. */
    @Example
    void wideNetworkIsCutToItsFirstMeters() {
        Field field = new Field();
        for (int k = 0; k < 100; k++) {
            compare(field, "leaf" + k, name(k), 0, 100);
            compare(field, name(k), "top", 0, 100);
        }
        NodeState top = field.drained(new Random(1)).states.get("top");
        assertEquals(NetworkCheck.MOST_METERS - 1, top.links().size());
        assertEquals(NodeState.MOST_STATEMENTS, top.statements().size());
        assertEquals(State.FITS, field.findings.get("top").state());
    }

    /** m0 rests on m1, that on m2; nothing else is known. */
    @Example
    void pairOfAChainIsDoubtedTogether() {
        Field field = new Field();
        compare(field, "m0", "m1", -0.6, 100);
        compare(field, "m1", "m2", 0.6, 100);
        field.drained(new Random(1));
        assertEquals(State.IN_DOUBT, field.findings.get("m1").state());
        assertEquals(State.IN_DOUBT, field.findings.get("m2").state());
        assertTrue(field.findings.get("m1").doubt().holdsBack("m0"));
        assertTrue(field.findings.get("m2").doubt().holdsBack("m1"));
    }

    @Example
    void newCertificateSettlesTheDoubtAndHoldsBackThoseWhoStateTheOldOne() {
        Field field = loop(3, 4).drained(new Random(1));
        assertTrue(field.findings.get("m1").doubt().holdsBack("m0"));
        ReferenceCertificate renewed = new ReferenceCertificate(0.6, 0.05, 0, 0);
        field.send("m0", "m0", Link.own(new Comparison("m0", "m1", -0.6, 0.04, 103), renewed));
        field.drained(new Random(1));
        ReferenceStanding standing = field.findings.get("m1");
        assertEquals(State.FITS, standing.state());
        assertFalse(standing.doubt().holdsBack("m0"));
        assertTrue(standing.doubt().holdsBack("x"));
        assertEquals(State.FITS, field.findings.get("m0").state());
    }

    @Example
    void newerCertificateThanTheComparisonsEndsTheDoubtUnchecked() {
        Field field = loop(3, 4).drained(new Random(1));
        for (String tested : List.of("m0", "x")) {
            ReferenceCertificate renewed = new ReferenceCertificate(0, 0.05, 0, 110);
            field.send(tested, tested, Link.own(new Comparison(tested, "m1", -0.6, 0.04, 103), renewed));
        }
        field.drained(new Random(1));
        assertEquals(State.UNCHECKED, field.findings.get("m1").state());
        assertFalse(field.findings.get("m1").doubt().holdsBack("m0"));
    }

    /** m2 falls silent, and with it the comparison of m1: that settles nothing. */
    @Example
    void doubtStaysWhenAMeterOfTheLoopFallsSilent() {
        Field field = loop(3, 4).drained(new Random(1));
        for (long day = 104; day < 160; day++) {
            compare(field, "m0", "m1", -0.6, day);
            compare(field, "x", "m1", -0.59, day);
        }
        field.drained(new Random(1));
        assertEquals(State.IN_DOUBT, field.findings.get("m1").state());
    }

    @Property(tries = 300)
    void anyOctetsGiveAStateOrARefusal(@ForAll byte[] octets) {
        try {
            NetworkCodec.decode(octets);
        } catch (StateFormatException expected) {
            assertFalse(expected.getMessage().isBlank());
        }
        try {
            NetworkCodec.decodeLink(octets);
        } catch (StateFormatException expected) {
            assertFalse(expected.getMessage().isBlank());
        }
    }
}
