// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.DayLevels.Addition;

class DayLevelsPropertyTest {
    private static final long MIDNIGHT = 20_000 * Level.DAY_SECONDS;

    @Provide
    Arbitrary<List<Level>> levels() {
        Arbitrary<Long> seconds = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 96).map(step -> MIDNIGHT + 900L * step),
                Arbitraries.longs().between(MIDNIGHT, MIDNIGHT + Level.DAY_SECONDS));
        Arbitrary<Long> raws = Arbitraries.oneOf(
                Arbitraries.longs().between(1_000, 1_005), Arbitraries.longs().between(0, Long.MAX_VALUE / 4));
        Arbitrary<OptionalInt> temperatures = Arbitraries.integers()
                .between(-400, 900)
                .map(OptionalInt::of)
                .injectDuplicates(0.3)
                .optional()
                .map(some -> some.orElse(OptionalInt.empty()));
        Arbitrary<Optional<ReactiveLevel>> reactive = Combinators.combine(
                        Arbitraries.longs().between(-1_000, 1_000),
                        Arbitraries.integers().between(-1, 1))
                .as(ReactiveLevel::new)
                .optional(0.3);
        return Combinators.combine(
                        seconds,
                        raws,
                        Arbitraries.integers().between(-3, 3),
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.integers().between(0, 3),
                        temperatures,
                        reactive)
                .as((second, raw, scaler, status, epoch, temperature, net) ->
                        new Level(new RegisterLevel(second, raw, scaler, status, epoch), temperature, net))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 200)
    void sameLevelsInAnyOrderAndNumberGiveTheSameOctets(@ForAll("levels") List<Level> levels, @ForAll long seed) {
        List<Level> shuffled = new ArrayList<>(levels);
        shuffled.addAll(levels.subList(0, levels.size() / 2));
        Collections.shuffle(shuffled, new Random(seed));
        TreeSet<Level> distinct = new TreeSet<>(Level.ORDER);
        distinct.addAll(levels);

        byte[] octets = added(levels);
        assertArrayEquals(octets, added(shuffled));
        assertEquals(List.copyOf(distinct), DayLevels.decode(octets));
    }

    @Property(tries = 60)
    void sameOctetsHoweverManyAreLeftOut(@ForAll @IntRange(min = 100, max = 400) int count, @ForAll long seed) {
        Random chance = new Random(seed);
        List<Level> levels = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            levels.add(at(chance.nextInt(2_000) * 60 + chance.nextInt(2)));
        }
        byte[] octets = added(levels);
        Collections.shuffle(levels, chance);
        assertArrayEquals(octets, added(levels));
        assertTrue(DayLevels.decode(octets).size() <= DayLevels.MOST_LEVELS);
    }

    @Property(tries = 300)
    void anyOctetsAreLevelsOrRefused(@ForAll byte[] octets) {
        try {
            assertTrue(DayLevels.decode(octets).size() <= octets.length);
        } catch (StateFormatException expected) {
            // The other allowed end.
        }
    }

    @Example
    void dayWithHourlyReactiveEnergyTakesFewMoreOctetsAndOthersNone() {
        byte[] without = null;
        byte[] with = null;
        for (int k = 0; k <= 96; k++) {
            RegisterLevel register = new RegisterLevel(MIDNIGHT + 900L * k, 1_000_000 + 120L * k, 0, 0, 1);
            Optional<ReactiveLevel> net =
                    k % 4 == 0 ? Optional.of(new ReactiveLevel(700_000 + 70L * k, 0)) : Optional.empty();
            without = ((Addition.Added) DayLevels.add(without, new Level(register, OptionalInt.empty()))).octets();
            with = ((Addition.Added) DayLevels.add(with, new Level(register, OptionalInt.empty(), net))).octets();
        }
        assertEquals(2, without[0]);
        assertEquals(3, with[0]);
        assertTrue(with.length - without.length <= 90, with.length + " and " + without.length);
    }

    @Example
    void usualDayTakesAFewHundredOctets() {
        byte[] octets = null;
        for (int k = 0; k <= 96; k++) {
            Level level = new Level(
                    new RegisterLevel(MIDNIGHT + 900L * k, 1_000_000 + 120L * k, 0, 0, 1), OptionalInt.of(200 + k % 7));
            octets = assertInstanceOf(Addition.Added.class, DayLevels.add(octets, level))
                    .octets();
        }
        assertTrue(octets.length < 450, octets.length + " octets");
    }

    @Example
    void dayOfTenMinuteRowsWithBothMidnightsIsNotCountedAsFull() {
        byte[] octets = null;
        for (int k = 0; k <= 144; k++) {
            Addition.Added added = assertInstanceOf(Addition.Added.class, DayLevels.add(octets, at(600 * k)));
            assertFalse(added.fills(), "full with row " + k);
            octets = added.octets();
        }
    }

    @Example
    void dayHoldsABoundedNumberOfLevels() {
        byte[] octets = null;
        for (int k = 0; k < DayLevels.MOST_LEVELS; k++) {
            octets = ((Addition.Added) DayLevels.add(octets, at(k))).octets();
        }
        assertInstanceOf(Addition.LeftOut.class, DayLevels.add(octets, at(DayLevels.MOST_LEVELS)));
        assertInstanceOf(Addition.Known.class, DayLevels.add(octets, at(7)));
    }

    /** 60 days of a meter whose reference is silent and 21 of its history stay below 48 kB with such days. */
    @Example
    void meterOfOneMinuteKeepsWhatOneOfFiveMinutesKeeps() {
        Random chance = new Random(3);
        List<Level> everyMinute = new ArrayList<>();
        long tenthsOfWattHours = 50_000_000;
        for (int minute = 0; minute <= 24 * 60; minute++) {
            everyMinute.add(new Level(
                    new RegisterLevel(MIDNIGHT + 60L * minute, tenthsOfWattHours, -1, 0, 1),
                    OptionalInt.of(200 + chance.nextInt(60))));
            tenthsOfWattHours += chance.nextInt(chance.nextInt(4) == 0 ? 13_800 * 10 / 60 : 4_000 * 10 / 60);
        }
        byte[] octets = added(everyMinute);
        assertArrayEquals(
                added(everyMinute.stream()
                        .filter(level -> level.register().captureEpochSecond() % 300 == 0)
                        .toList()),
                octets);
        assertEquals(DayLevels.MOST_LEVELS, DayLevels.decode(octets).size());
        assertTrue(octets.length <= 48_000 / (60 + 21), octets.length + " octets");
    }

    private static Level at(int k) {
        return new Level(new RegisterLevel(MIDNIGHT + k, k, 0, 0, 1), OptionalInt.empty());
    }

    private static byte[] added(List<Level> levels) {
        byte[] octets = null;
        for (Level level : levels) {
            octets = switch (DayLevels.add(octets, level)) {
                case Addition.Added added -> added.octets();
                case Addition.Known known -> octets;
                case Addition.LeftOut leftOut -> octets;
            };
        }
        return octets;
    }
}
