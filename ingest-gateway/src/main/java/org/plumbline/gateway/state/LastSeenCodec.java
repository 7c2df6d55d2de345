// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;

/** The fields of {@link LastSeen} in a meter's state. */
final class LastSeenCodec {

    private static final long NEVER = Long.MIN_VALUE;

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
        out.writeByte(seen.suspicion().kind());
        out.writeByte(seen.suspicion().sessions());
        LastSeen.Foreign foreign = seen.foreign();
        out.writeUTF(foreign == null ? "" : foreign.serial());
        if (foreign != null) {
            out.writeLong(foreign.since().toEpochMilli());
        }
        Instant recapturedTo = seen.recapturedTo();
        out.writeLong(recapturedTo == null ? NEVER : recapturedTo.toEpochMilli());
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
        LastSeen.Suspicion suspicion = new LastSeen.Suspicion(in.readUnsignedByte(), in.readUnsignedByte());
        String serialFound = in.readUTF();
        LastSeen.Foreign foreign =
                serialFound.isEmpty() ? null : new LastSeen.Foreign(serialFound, Instant.ofEpochMilli(in.readLong()));
        long recapturedTo = in.readLong();
        return new LastSeen(
                serial,
                firmware,
                WatchedValues.of(present, values),
                lacking,
                blockDay,
                suspicion.kind() == 0 ? LastSeen.Suspicion.NONE : suspicion,
                foreign,
                recapturedTo == NEVER ? null : Instant.ofEpochMilli(recapturedTo));
    }
}
