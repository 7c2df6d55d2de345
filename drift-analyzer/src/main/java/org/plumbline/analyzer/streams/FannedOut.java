// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.serialization.Serde;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;
import org.plumbline.analyzer.state.StateFormatException;
import org.plumbline.analyzer.streams.MeterInput.DoubtSeen;
import org.plumbline.analyzer.streams.MeterInput.LevelSeen;
import org.plumbline.analyzer.streams.MeterInput.PairingSeen;

/** Octets of levels, pairings and doubts on their way to the tested meter; a level takes about 25. */
final class FannedOut {
    private static final int TESTED_LEVEL = 0;
    private static final int REFERENCE_LEVEL = 1;
    private static final int PAIRING = 2;
    private static final int TESTED_WITH_REACTIVE = 3;
    private static final int REFERENCE_WITH_REACTIVE = 4;
    private static final int DOUBT = 5;

    private FannedOut() {}

    static Serde<MeterInput> serde() {
        return Octets.serde(FannedOut::write, FannedOut::read);
    }

    static void write(OctetWriter out, MeterInput input) {
        switch (input) {
            case LevelSeen seen -> writeLevel(out, seen);
            case PairingSeen seen -> MeterProfiles.write(out.octet(PAIRING), seen.profiles());
            case DoubtSeen seen ->
                out.octet(DOUBT).text(seen.referenceMeterId()).flag(seen.holdsBack());
            case MeterInput.CalibrationSeen other -> throw notFannedOut(other);
            case MeterInput.OrderSeen other -> throw notFannedOut(other);
            case MeterInput.OutcomeSeen other -> throw notFannedOut(other);
            case MeterInput.CommandSeen other -> throw notFannedOut(other);
        }
    }

    private static IllegalArgumentException notFannedOut(MeterInput other) {
        return new IllegalArgumentException(other.getClass().getSimpleName() + " does not come from readings");
    }

    private static void writeLevel(OctetWriter out, LevelSeen seen) {
        RegisterLevel register = seen.level().register();
        OptionalInt temperature = seen.level().temperatureTenths();
        out.octet(kind(seen))
                .flag(seen.again())
                .text(seen.referenceMeterId())
                .number(register.captureEpochSecond())
                .number(register.raw())
                .number(register.scaler())
                .number(register.statusBits())
                .number(register.calibrationEpoch())
                .flag(temperature.isPresent());
        temperature.ifPresent(out::number);
        seen.level().reactive().ifPresent(reactive -> out.number(reactive.raw()).number(reactive.scaler()));
    }

    private static int kind(LevelSeen seen) {
        boolean reactive = seen.level().reactive().isPresent();
        return switch (seen.side()) {
            case TESTED -> reactive ? TESTED_WITH_REACTIVE : TESTED_LEVEL;
            case REFERENCE -> reactive ? REFERENCE_WITH_REACTIVE : REFERENCE_LEVEL;
        };
    }

    static MeterInput read(OctetReader in) {
        int kind = in.octet();
        return switch (kind) {
            case TESTED_LEVEL -> readLevel(in, Side.TESTED, false);
            case REFERENCE_LEVEL -> readLevel(in, Side.REFERENCE, false);
            case TESTED_WITH_REACTIVE -> readLevel(in, Side.TESTED, true);
            case REFERENCE_WITH_REACTIVE -> readLevel(in, Side.REFERENCE, true);
            case PAIRING -> new PairingSeen(MeterProfiles.read(in));
            case DOUBT -> new DoubtSeen(in.text(), in.flag());
            default -> throw new StateFormatException("input of kind " + kind);
        };
    }

    private static LevelSeen readLevel(OctetReader in, Side side, boolean withReactive) {
        boolean again = in.flag();
        String referenceMeterId = in.text();
        RegisterLevel register = new RegisterLevel(in.number(), in.number(), in.integer(), in.integer(), in.integer());
        OptionalInt temperature = in.flag() ? OptionalInt.of(in.integer()) : OptionalInt.empty();
        Optional<ReactiveLevel> reactive =
                withReactive ? Optional.of(new ReactiveLevel(in.number(), in.integer())) : Optional.empty();
        return new LevelSeen(side, referenceMeterId, new Level(register, temperature, reactive), again);
    }
}
