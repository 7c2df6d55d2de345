// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.OptionalInt;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

/**
 * A level in a series and the step to it; writes the next one as the difference to it.
 *
 * <p>A usual level (step, scaler, status, calibration epoch and presence of a temperature as before) is one number, twice
 * the difference of the register, and the difference of the temperature where there is one. Any other is one number, twice
 * its flags and one, then what the flags say, the difference of the register and that of the temperature.
 *
 * @param stepSeconds time since the level before; anything for the first
 */
record LevelDelta(Level level, long stepSeconds) {
    /** Before the first level. */
    static final LevelDelta NONE = new LevelDelta(new Level(new RegisterLevel(0, 0, 0, 0, 0), OptionalInt.empty()), 0);

    private static final int OTHER_STEP = 1;
    private static final int OTHER_CONTEXT = 2;
    private static final int TEMPERATURE = 4;
    private static final long LARGEST_USUAL = 1L << 60;

    LevelDelta to(Level next) {
        return new LevelDelta(
                next, next.register().captureEpochSecond() - level.register().captureEpochSecond());
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
                && temperature.isPresent() == level.temperatureTenths().isPresent()
                && counts > -LARGEST_USUAL
                && counts < LARGEST_USUAL) {
            out.number(counts << 1);
        } else {
            int flags = (next.stepSeconds == stepSeconds ? 0 : OTHER_STEP)
                    | (sameContext ? 0 : OTHER_CONTEXT)
                    | (temperature.isPresent() ? TEMPERATURE : 0);
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
                    level.temperatureTenths().isPresent());
        }
        long flags = first >> 1;
        if (flags < 0 || flags > (OTHER_STEP | OTHER_CONTEXT | TEMPERATURE)) {
            throw new StateFormatException("level with flags " + flags);
        }
        long step = (flags & OTHER_STEP) != 0 ? in.number() : stepSeconds;
        boolean other = (flags & OTHER_CONTEXT) != 0;
        int scaler = other ? in.integer() : before.scaler();
        int status = other ? in.integer() : before.statusBits();
        int epoch = other ? in.integer() : before.calibrationEpoch();
        return next(in, step, scaler, status, epoch, in.number(), (flags & TEMPERATURE) != 0);
    }

    private LevelDelta next(
            OctetReader in, long step, int scaler, int status, int epoch, long counts, boolean temperature) {
        RegisterLevel before = level.register();
        OptionalInt tenths = temperature
                ? OptionalInt.of((int) (level.temperatureTenths().orElse(0) + in.number()))
                : OptionalInt.empty();
        return new LevelDelta(
                new Level(
                        new RegisterLevel(
                                before.captureEpochSecond() + step, before.raw() + counts, scaler, status, epoch),
                        tenths),
                step);
    }
}
