// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

/**
 * Reads levels of a day as version 1 wrote them: octet 1; number of levels; the last level in full; then per level one
 * octet of flags (1 = 900 s after the one before, 2 = scaler, status and epoch as before, 4 = temperature present) and
 * what the flags leave open.
 */
final class DayLevelsVersion1 {
    static final int VERSION = 1;

    private static final int USUAL_STEP_SECONDS = 900;
    private static final int USUAL_STEP = 1;
    private static final int SAME_CONTEXT = 2;
    private static final int TEMPERATURE = 4;

    private DayLevelsVersion1() {}

    /** @param in at the octet of the version */
    static List<Level> read(OctetReader in) {
        in.octet();
        int count = in.count();
        Level before = LevelDelta.NONE.level();
        readLevel(in, before);
        List<Level> levels = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            before = readLevel(in, before);
            levels.add(before);
        }
        in.end();
        return levels;
    }

    private static Level readLevel(OctetReader in, Level beforeLevel) {
        RegisterLevel before = beforeLevel.register();
        int flags = in.octet();
        long second = before.captureEpochSecond() + ((flags & USUAL_STEP) != 0 ? USUAL_STEP_SECONDS : in.number());
        long raw = before.raw() + in.number();
        boolean same = (flags & SAME_CONTEXT) != 0;
        int scaler = same ? before.scaler() : in.integer();
        int status = same ? before.statusBits() : in.integer();
        int epoch = same ? before.calibrationEpoch() : in.integer();
        OptionalInt temperature = (flags & TEMPERATURE) != 0
                ? OptionalInt.of((int) (beforeLevel.temperatureTenths().orElse(0) + in.number()))
                : OptionalInt.empty();
        return new Level(new RegisterLevel(second, raw, scaler, status, epoch), temperature);
    }
}
