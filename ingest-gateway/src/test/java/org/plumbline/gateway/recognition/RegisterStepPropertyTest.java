// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ScalerUnit;

class RegisterStepPropertyTest {

    private static final ObisCode IMPORT = ObisCode.parse("1.0.1.8.0.255");
    private static final ObisCode NET = ObisCode.parse("1.0.16.8.0.255");
    private static final ObisCode POWER = ObisCode.parse("1.0.1.7.0.255");

    /** A register of any width shows a rollover as one, wherever it falls, and nothing else. */
    @Property(tries = 500)
    void aRegisterThatOnlyCountsShowsRolloversOfItsWidthOnly(
            @ForAll @IntRange(min = 5, max = 9) int digits,
            @ForAll @Size(min = 3, max = 40) List<@LongRange(min = 0, max = 20) Long> rises) {
        long modulus = LongStream.iterate(1, power -> power * 10)
                .skip(digits)
                .findFirst()
                .orElseThrow();
        long level = modulus - 100;
        List<Long> raws = new ArrayList<>();
        for (long rise : rises) {
            level += rise;
            raws.add(level % modulus);
        }
        List<RegisterStep> steps = falling(IMPORT, 30, raws);
        assertEquals(level >= modulus ? 1 : 0, steps.size());
        steps.forEach(step -> {
            assertEquals(RegisterStep.Kind.ROLLOVER, step.kind());
            assertEquals(modulus, step.modulus());
        });
    }

    @Property(tries = 300)
    void aRegisterThatNeverFallsHasNoSteps(@ForAll @Size(max = 30) List<@LongRange(min = 0) Long> raws) {
        assertEquals(List.of(), falling(IMPORT, 30, raws.stream().sorted().toList()));
    }

    @Example
    void thirtyTwoBitsRollOver() {
        assertEquals(kinds(RegisterStep.Kind.ROLLOVER), kindsOf(4_294_967_290L, 4_294_967_295L, 3L));
    }

    @Example
    void aRegisterThatBeganAgainWasReset() {
        assertEquals(kinds(RegisterStep.Kind.RESET), kindsOf(480_000, 480_125, 0));
        assertEquals(kinds(RegisterStep.Kind.RESET), kindsOf(480_000, 480_125, 90));
        assertEquals(kinds(RegisterStep.Kind.RESET), kindsOf(875, 1_000, 125));
    }

    @Example
    void aRegisterThatFellALittleIsNeither() {
        assertEquals(kinds(RegisterStep.Kind.FALL), kindsOf(480_000, 480_125, 479_000));
    }

    @Example
    void whatMayFallIsNotJudged() {
        assertEquals(List.of(), falling(NET, 30, List.of(9L, 3L)));
        assertEquals(List.of(), falling(POWER, 27, List.of(9L, 3L)));
    }

    @Example
    void rowsWithoutAValueAreSteppedOver() {
        List<ProfileRow> rows =
                List.of(row(0, 480_000L), new ProfileRow(at(1), 0, 0, Arrays.asList((Long) null)), row(2, 5L));
        RegisterStep step = RegisterStep.falling(layout(IMPORT, 30), rows).getFirst();
        assertEquals(at(0), step.from());
        assertEquals(at(2), step.to());
    }

    private static List<RegisterStep.Kind> kinds(RegisterStep.Kind... kinds) {
        return List.of(kinds);
    }

    private static List<RegisterStep.Kind> kindsOf(long... raws) {
        return falling(IMPORT, 30, LongStream.of(raws).boxed().toList()).stream()
                .map(RegisterStep::kind)
                .toList();
    }

    private static List<RegisterStep> falling(ObisCode register, int unit, List<Long> raws) {
        List<ProfileRow> rows = new ArrayList<>();
        for (int i = 0; i < raws.size(); i++) {
            rows.add(row(i, raws.get(i)));
        }
        return RegisterStep.falling(layout(register, unit), rows);
    }

    private static ProfileLayout layout(ObisCode register, int unit) {
        return new ProfileLayout(
                ObisCode.parse("1.0.99.1.0.255"),
                java.time.Duration.ofMinutes(15),
                2,
                0,
                -1,
                List.of(new ProfileLayout.Column(1, 3, register, 2, new ScalerUnit(0, unit))));
    }

    private static ProfileRow row(int quarter, long raw) {
        return new ProfileRow(at(quarter), 0, 0, List.of(raw));
    }

    private static Instant at(int quarter) {
        return Instant.EPOCH.plusSeconds(900L * quarter);
    }
}
