// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

/**
 * A level in a series and the step to it; writes the next one as the difference to it.
 *
 * <p>A usual level (step, scaler, status, calibration epoch and presence of a temperature as before) is one number, twice
 * the difference of the register, and the difference of the temperature where there is one. Any other is one number, twice
 * its flags and one, then what the flags say, the difference of the register and that of the temperature. Reactive
 * energy, which comes with one level in an hour, is written as the difference to the newest before; once there was one, a
 * usual level of a full hour has it.
 *
 * @param stepSeconds time since the level before; anything for the first
 * @param newestReactive net reactive energy of the newest level that had one, up to this
 */
record LevelDelta(Level level, long stepSeconds, ReactiveLevel newestReactive) {
    private static final ReactiveLevel NO_REACTIVE = new ReactiveLevel(0, 0);

    /** Before the first level. */
    static final LevelDelta NONE =
            new LevelDelta(new Level(new RegisterLevel(0, 0, 0, 0, 0), OptionalInt.empty()), 0, NO_REACTIVE);

    private static final long HOUR_SECONDS = 3_600;
    private static final int OTHER_STEP = 1;
    private static final int OTHER_CONTEXT = 2;
    private static final int TEMPERATURE = 4;
    private static final int REACTIVE = 8;
    private static final int OTHER_REACTIVE_SCALER = 16;
    private static final int ALL_FLAGS = OTHER_STEP | OTHER_CONTEXT | TEMPERATURE | REACTIVE | OTHER_REACTIVE_SCALER;
    private static final long LARGEST_USUAL = 1L << 60;

    LevelDelta to(Level next) {
        return new LevelDelta(
                next,
                next.register().captureEpochSecond() - level.register().captureEpochSecond(),
                next.reactive().orElse(newestReactive));
    }

    /** True when the newest reactive energy is other than that before the first level. */
    boolean knowsReactive() {
        return !newestReactive.equals(NO_REACTIVE);
    }

    private boolean expectsReactive(long second) {
        return knowsReactive() && second % HOUR_SECONDS == 0;
    }

    LevelDelta step(long seconds) {
        return new LevelDelta(level, seconds, newestReactive);
    }

    LevelDelta after(ReactiveLevel newest) {
        return new LevelDelta(level, stepSeconds, newest);
    }

    void write(OctetWriter out, LevelDelta next) {
        RegisterLevel before = level.register();
        RegisterLevel now = next.level.register();
        boolean sameContext = now.scaler() == before.scaler()
                && now.statusBits() == before.statusBits()
                && now.calibrationEpoch() == before.calibrationEpoch();
        OptionalInt temperature = next.level.temperatureTenths();
        long counts = now.raw() - before.raw();
        if (next.stepSeconds == stepSeconds
                && sameContext
                && next.level.reactive().isPresent() == expectsReactive(now.captureEpochSecond())
                && next.newestReactive.scaler() == newestReactive.scaler()
                && temperature.isPresent() == level.temperatureTenths().isPresent()
                && counts > -LARGEST_USUAL
                && counts < LARGEST_USUAL) {
            out.number(counts << 1);
        } else {
            int flags = (next.stepSeconds == stepSeconds ? 0 : OTHER_STEP)
                    | (sameContext ? 0 : OTHER_CONTEXT)
                    | (temperature.isPresent() ? TEMPERATURE : 0)
                    | reactiveFlags(next.level);
            out.number(flags << 1 | 1);
            if (next.stepSeconds != stepSeconds) {
                out.number(next.stepSeconds);
            }
            if (!sameContext) {
                out.number(now.scaler()).number(now.statusBits()).number(now.calibrationEpoch());
            }
            out.number(counts);
        }
        temperature.ifPresent(
                tenths -> out.number((long) tenths - level.temperatureTenths().orElse(0)));
        next.level.reactive().ifPresent(reactive -> {
            if (reactive.scaler() != newestReactive.scaler()) {
                out.number(reactive.scaler());
            }
            out.number(reactive.raw() - newestReactive.raw());
        });
    }

    private int reactiveFlags(Level next) {
        return next.reactive()
                .map(reactive -> REACTIVE | (reactive.scaler() == newestReactive.scaler() ? 0 : OTHER_REACTIVE_SCALER))
                .orElse(0);
    }

    LevelDelta read(OctetReader in) {
        RegisterLevel before = level.register();
        long first = in.number();
        if ((first & 1) == 0) {
            return next(
                    in,
                    stepSeconds,
                    before.scaler(),
                    before.statusBits(),
                    before.calibrationEpoch(),
                    first >> 1,
                    (level.temperatureTenths().isPresent() ? TEMPERATURE : 0)
                            | (expectsReactive(before.captureEpochSecond() + stepSeconds) ? REACTIVE : 0));
        }
        long flags = first >> 1;
        if (flags < 0 || flags > ALL_FLAGS) {
            throw new StateFormatException("level with flags " + flags);
        }
        long step = (flags & OTHER_STEP) != 0 ? in.number() : stepSeconds;
        boolean other = (flags & OTHER_CONTEXT) != 0;
        int scaler = other ? in.integer() : before.scaler();
        int status = other ? in.integer() : before.statusBits();
        int epoch = other ? in.integer() : before.calibrationEpoch();
        return next(in, step, scaler, status, epoch, in.number(), (int) flags);
    }

    private LevelDelta next(OctetReader in, long step, int scaler, int status, int epoch, long counts, int flags) {
        RegisterLevel before = level.register();
        OptionalInt tenths = (flags & TEMPERATURE) != 0
                ? OptionalInt.of((int) (level.temperatureTenths().orElse(0) + in.number()))
                : OptionalInt.empty();
        Optional<ReactiveLevel> reactive =
                (flags & REACTIVE) != 0 ? Optional.of(readReactive(in, flags)) : Optional.empty();
        return new LevelDelta(
                new Level(
                        new RegisterLevel(
                                before.captureEpochSecond() + step, before.raw() + counts, scaler, status, epoch),
                        tenths,
                        reactive),
                step,
                reactive.orElse(newestReactive));
    }

    private ReactiveLevel readReactive(OctetReader in, int flags) {
        int scaler = (flags & OTHER_REACTIVE_SCALER) != 0 ? in.integer() : newestReactive.scaler();
        return new ReactiveLevel(newestReactive.raw() + in.number(), scaler);
    }
}
