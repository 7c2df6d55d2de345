// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;

/** The fields of {@link LastSeen} in a meter's state. */
final class LastSeenCodec {

    private LastSeenCodec() {}

    static void write(DataOutputStream out, LastSeen seen) throws IOException {
        out.writeUTF(seen.serial());
        out.writeUTF(seen.firmware());
        out.writeInt(seen.values().present());
        for (long value : seen.values().values()) {
            out.writeLong(value);
        }
        out.writeInt(seen.lacking());
        out.writeInt(seen.blockDay());
        writeSuspicion(out, seen.suspicion());
        LastSeen.Foreign foreign = seen.foreign();
        out.writeUTF(foreign == null ? "" : foreign.serial());
        if (foreign != null) {
            out.writeLong(foreign.since().toEpochMilli());
        }
        LastSeen.ClockStand clock = seen.clock();
        out.writeBoolean(clock != null);
        if (clock != null) {
            out.writeLong(clock.offsetMillis());
            out.writeLong(clock.at().toEpochMilli());
        }
        LastSeen.Recapture recapture = seen.recapture();
        out.writeBoolean(recapture != null);
        if (recapture != null) {
            out.writeLong(recapture.from().toEpochMilli());
            out.writeLong(recapture.until().toEpochMilli());
            out.writeLong(recapture.done().toEpochMilli());
        }
        LastSeen.NewestRow newestRow = seen.newestRow();
        out.writeBoolean(newestRow != null);
        if (newestRow != null) {
            out.writeLong(newestRow.time().toEpochMilli());
            out.writeInt(newestRow.digest());
        }
    }

    private static void writeSuspicion(DataOutputStream out, LastSeen.Suspicion suspicion) throws IOException {
        out.writeByte(suspicion.kind());
        if (suspicion.kind() != 0) {
            out.writeLong(suspicion.since().toEpochMilli());
            out.writeByte(suspicion.looks());
            out.writeBoolean(suspicion.told());
        }
    }

    private static LastSeen.Suspicion readSuspicion(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return kind == 0
                ? LastSeen.Suspicion.NONE
                : new LastSeen.Suspicion(kind, instant(in), in.readUnsignedByte(), MeterStateCodec.readFlag(in));
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochMilli(in.readLong());
    }

    static LastSeen read(DataInputStream in) throws IOException {
        String serial = in.readUTF();
        String firmware = in.readUTF().intern(); // a fleet has few
        int present = in.readInt();
        long[] values = new long[Integer.bitCount(present)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        int lacking = in.readInt();
        int blockDay = in.readInt();
        LastSeen.Suspicion suspicion = readSuspicion(in);
        String serialFound = in.readUTF();
        LastSeen.Foreign foreign = serialFound.isEmpty() ? null : new LastSeen.Foreign(serialFound, instant(in));
        LastSeen.ClockStand clock =
                MeterStateCodec.readFlag(in) ? new LastSeen.ClockStand(in.readLong(), instant(in)) : null;
        LastSeen.Recapture recapture =
                MeterStateCodec.readFlag(in) ? new LastSeen.Recapture(instant(in), instant(in), instant(in)) : null;
        LastSeen.NewestRow newestRow =
                MeterStateCodec.readFlag(in) ? new LastSeen.NewestRow(instant(in), in.readInt()) : null;
        return new LastSeen(
                serial,
                firmware,
                WatchedValues.of(present, values),
                lacking,
                blockDay,
                suspicion,
                foreign,
                clock,
                recapture,
                newestRow);
    }
}
