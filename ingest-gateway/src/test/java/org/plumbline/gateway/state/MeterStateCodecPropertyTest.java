// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.plumbline.gateway.calibration.BlockState;
import org.plumbline.gateway.calibration.WriteIntent;
import org.plumbline.gateway.dlms.Octets;

class MeterStateCodecPropertyTest {

    @Property(tries = 300)
    void whatIsEncodedIsDecodedUnchanged(@ForAll("states") MeterState state) {
        assertEquals(state, MeterStateCodec.decode(MeterStateCodec.encode(state)));
    }

    @Property(tries = 500)
    void anyOctetsGiveAStateOrTheDeclaredException(@ForAll byte[] octets) {
        decodeOrRefuse(octets);
    }

    @Property(tries = 500)
    void damagedStatesGiveAStateOrTheDeclaredException(
            @ForAll("states") MeterState state, @ForAll int position, @ForAll byte damage) {
        byte[] octets = MeterStateCodec.encode(state);
        octets[Math.floorMod(position, octets.length)] = damage;
        decodeOrRefuse(octets);
    }

    @Property(tries = 200)
    void truncatedStatesAreRefused(@ForAll("states") MeterState state, @ForAll int position) {
        byte[] octets = MeterStateCodec.encode(state);
        byte[] part = Arrays.copyOf(octets, Math.floorMod(position, octets.length));
        try {
            // What is cut between two sections is a state, one that lacks the last of them.
            assertNotEquals(state, MeterStateCodec.decode(part));
        } catch (MeterStateException declared) {
            assertTrue(part.length < octets.length);
        }
    }

    @Example
    void aStateOfVersionOneStaysReadable() {
        byte[] frozen = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        assertEquals(MeterState.INITIAL, MeterStateCodec.decode(frozen));
    }

    @Property(tries = 100)
    void theFieldsOfVersionOneAreTheCoreOfVersionTwo(@ForAll("states") MeterState state) {
        byte[] sections = MeterStateCodec.encode(state);
        int coreOctets = ByteBuffer.wrap(sections, 2, 4).getInt();
        byte[] old = ByteBuffer.allocate(1 + coreOctets)
                .put((byte) 1)
                .put(sections, 6, coreOctets)
                .array();
        MeterState read = MeterStateCodec.decode(old);
        assertEquals(state.journal(), read.journal());
        assertEquals(
                state.epochs().stream()
                        .map(epoch -> epoch.withPreviousUntil(epoch.activeFrom()))
                        .toList(),
                read.epochs());
        assertEquals(LastSeen.NOTHING, read.seen());
        assertEquals(state.reservedCounterEnd(), read.reservedCounterEnd());
        assertEquals(null, read.lastSlot());
        assertFalse(read.jumpUnproven());
        assertEquals(RequestJournal.EMPTY, read.requests());
    }

    @Example
    void aSectionOfANewerGatewayIsRefused() {
        byte[] known = MeterStateCodec.encode(MeterState.INITIAL);
        byte[] newer = Arrays.copyOf(known, known.length + 5);
        newer[known.length] = (byte) 255;
        assertThrows(MeterStateException.class, () -> MeterStateCodec.decode(newer));
    }

    @Example
    void anUnknownVersionIsRefused() {
        byte[] next = MeterStateCodec.encode(MeterState.INITIAL);
        next[0] = MeterStateCodec.VERSION + 1;
        assertThrows(MeterStateException.class, () -> MeterStateCodec.decode(next));
    }

    private static void decodeOrRefuse(byte[] octets) {
        try {
            MeterStateCodec.decode(octets);
        } catch (MeterStateException declared) {
            assertEquals(MeterStateException.class, declared.getClass());
        }
    }

    @Provide
    Arbitrary<MeterState> states() {
        return Combinators.combine(withoutRequests(), requests()).as(MeterState::withRequests);
    }

    private static Arbitrary<MeterState> withoutRequests() {
        return Combinators.combine(
                        cores(),
                        instants().injectNull(0.3),
                        told(),
                        Arbitraries.of(true, false),
                        corrections().injectNull(0.3),
                        seen())
                .as((core, lastSlot, told, jumpUnproven, correction, seen) -> {
                    MeterState state = core.withTold(told)
                            .withJumpUnproven(jumpUnproven)
                            .withClockCorrection(correction)
                            .withSeen(seen);
                    return lastSlot == null ? state : state.withLastSlot(lastSlot);
                });
    }

    private static Arbitrary<MeterState> cores() {
        return Combinators.combine(
                        instants().injectNull(0.2),
                        epochs().list().ofMaxSize(MeterState.MAX_EPOCHS),
                        Arbitraries.longs().between(0, MeterState.COUNTER_LIMIT),
                        octets(8),
                        entries().list().ofMaxSize(OrderJournal.MAX_ENTRIES))
                .as((cursor, epochs, counter, fingerprint, entries) -> MeterState.ofCore(
                        cursor,
                        epochs,
                        counter,
                        fingerprint,
                        new OrderJournal(
                                entries.stream()
                                        .mapToLong(JournalEntry::sequence)
                                        .max()
                                        .orElse(0),
                                entries)));
    }

    private static Arbitrary<RequestJournal> requests() {
        return Combinators.combine(
                        Combinators.combine(texts(), instants())
                                .as(RequestJournal.Answered::new)
                                .list()
                                .ofMaxSize(RequestJournal.MAX_ANSWERED),
                        instants(),
                        Combinators.combine(texts(), instants(), Arbitraries.integers())
                                .as(RequestJournal.Progress::new)
                                .injectNull(0.5))
                .as(RequestJournal::new);
    }

    private static Arbitrary<LastSeen> seen() {
        return Combinators.combine(
                        texts(),
                        texts(),
                        Arbitraries.of(Watched.class).set(),
                        Arbitraries.longs().list().ofSize(Watched.values().length),
                        Arbitraries.integers(),
                        Arbitraries.integers().between(1, 255),
                        Combinators.combine(texts().ofMinLength(1), instants())
                                .as(LastSeen.Foreign::new)
                                .injectNull(0.7),
                        instants().injectNull(0.5))
                .as((serial, firmware, watched, numbers, number, small, foreign, time) -> {
                    WatchedValues values = WatchedValues.NONE;
                    for (Watched object : watched) {
                        values = values.with(object, numbers.get(object.ordinal()));
                    }
                    return new LastSeen(
                            serial,
                            firmware,
                            values,
                            number,
                            number,
                            time == null
                                    ? LastSeen.Suspicion.NONE
                                    : new LastSeen.Suspicion(small, time, small, number > 0),
                            foreign,
                            time == null ? null : new LastSeen.ClockStand(number, time),
                            time == null || number > 0
                                    ? null
                                    : new LastSeen.Recapture(time, time.plusSeconds(small), time.plusSeconds(1)),
                            time == null || number > 0 ? null : new LastSeen.NewestRow(time, number));
                });
    }

    private static Arbitrary<Told> told() {
        return Combinators.combine(
                        Arbitraries.of(Condition.class).set(),
                        Arbitraries.integers().list().ofSize(Condition.values().length))
                .as((conditions, digests) -> new Told(conditions.stream()
                        .map(condition -> new Told.Note(condition, digests.get(condition.ordinal())))
                        .toList()));
    }

    private static Arbitrary<ClockCorrection> corrections() {
        return Combinators.combine(
                        instants(),
                        Arbitraries.of(ClockCorrection.Kind.class),
                        Arbitraries.longs(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(ClockCorrection::new);
    }

    private static Arbitrary<CalibrationEpoch> epochs() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 1_000),
                        instants().list().ofMinSize(1).ofMaxSize(2),
                        Arbitraries.longs().between(0, (1L << 32) - 1),
                        texts(),
                        octets(64),
                        Arbitraries.longs(),
                        Arbitraries.of(EpochCause.class),
                        texts())
                .as((number, bounds, counter, model, block, checksum, cause, orderId) -> new CalibrationEpoch(
                        number, bounds.getFirst(), bounds.getLast(), counter, model, block, checksum, cause, orderId));
    }

    private static Arbitrary<JournalEntry> entries() {
        return Combinators.combine(
                        texts(),
                        texts(),
                        Arbitraries.longs(),
                        Combinators.combine(texts(), texts(), blocks(), octets(64))
                                .as(WriteIntent::new)
                                .injectNull(0.3),
                        outcomes().injectNull(0.3))
                .as(JournalEntry::new);
    }

    private static Arbitrary<OrderOutcome> outcomes() {
        return Combinators.combine(
                        Arbitraries.of(OrderResult.class),
                        texts(),
                        blocks().injectNull(0.3),
                        blocks().injectNull(0.3),
                        Arbitraries.integers(),
                        instants(),
                        texts().list().ofMaxSize(3))
                .as((result, text, found, left, number, at, names) -> {
                    List<OrderOutcome.Step> steps = new ArrayList<>();
                    names.forEach(name -> steps.add(new OrderOutcome.Step(name, at, text)));
                    return new OrderOutcome(result, text, text, found, left, number, number, at, at, steps);
                });
    }

    private static Arbitrary<BlockState> blocks() {
        return Combinators.combine(octets(64), Arbitraries.longs(), Arbitraries.of(true, false), Arbitraries.longs())
                .as(BlockState::new);
    }

    private static Arbitrary<Octets> octets(int maxLength) {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(maxLength).map(Octets::of);
    }

    private static StringArbitrary texts() {
        return Arbitraries.strings().ofMaxLength(20);
    }

    private static Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(-4_000_000_000_000L, 4_000_000_000_000L)
                .map(Instant::ofEpochMilli);
    }
}
