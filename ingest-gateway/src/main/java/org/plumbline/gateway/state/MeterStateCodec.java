// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.BlockState;
import org.plumbline.gateway.calibration.WriteIntent;
import org.plumbline.gateway.dlms.Octets;

/**
 * Meter state as octets: one octet version, then sections, each a tag octet, a four-octet length and the fields in order,
 * big-endian; times in milliseconds; texts as modified UTF-8. The core section is always there, the others only where
 * they differ from {@link MeterState#INITIAL}, by rising tag. Version 1 is the core's fields without sections; it is
 * read, never written. Any octets give a state or a {@link MeterStateException}; allocation is bounded by the input's
 * length.
 *
 * <p>A section of an unknown tag is refused: it was written by a newer gateway, and what it says must not be forgotten.
 */
public final class MeterStateCodec {

    static final int VERSION = 2;
    private static final int VERSION_WITHOUT_SECTIONS = 1;
    private static final int MAX_BLOCK_OCTETS = 65_535;

    private static final int CORE = 1;
    private static final int LAST_SLOT = 2;
    private static final int TOLD = 3;
    private static final int JUMP_UNPROVEN = 4;
    private static final int CLOCK_CORRECTION = 5;
    private static final int EPOCH_BOUNDS = 6;
    private static final int LAST_SEEN = 7;
    private static final int REQUESTS = 10;

    private MeterStateCodec() {}

    public static byte[] encode(MeterState state) {
        try {
            ByteArrayOutputStream octets = new ByteArrayOutputStream(256);
            DataOutputStream out = new DataOutputStream(octets);
            out.writeByte(VERSION);
            section(out, CORE, core -> writeCore(core, state));
            Instant lastSlot = state.lastSlot();
            if (lastSlot != null) {
                section(out, LAST_SLOT, slot -> slot.writeLong(lastSlot.toEpochMilli()));
            }
            if (!state.told().equals(Told.NOTHING)) {
                section(out, TOLD, told -> writeTold(told, state.told()));
            }
            if (state.jumpUnproven()) {
                section(out, JUMP_UNPROVEN, nothing -> {});
            }
            ClockCorrection correction = state.clockCorrection();
            if (correction != null) {
                section(out, CLOCK_CORRECTION, fields -> writeCorrection(fields, correction));
            }
            if (state.epochs().stream().anyMatch(epoch -> !epoch.previousUntil().equals(epoch.activeFrom()))) {
                section(out, EPOCH_BOUNDS, bounds -> writeEpochBounds(bounds, state.epochs()));
            }
            if (!state.seen().equals(LastSeen.NOTHING)) {
                section(out, LAST_SEEN, seen -> LastSeenCodec.write(seen, state.seen()));
            }
            if (!state.requests().equals(RequestJournal.EMPTY)) {
                section(out, REQUESTS, requests -> RequestJournalCodec.write(requests, state.requests()));
            }
            out.flush();
            return octets.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a text or block is too long to be stored", e);
        }
    }

    /** @throws MeterStateException when the octets are not a state of a known version */
    public static MeterState decode(byte[] octets) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets))) {
            return switch (in.readUnsignedByte()) {
                case VERSION_WITHOUT_SECTIONS -> wholly(in, MeterStateCodec::readCore);
                case VERSION -> readSections(in);
                default -> throw new MeterStateException("meter state of unknown version " + octets[0]);
            };
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new MeterStateException("malformed meter state of " + octets.length + " octets", e);
        }
    }

    /** The fields of a section. */
    private interface Fields {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** Reads the fields of a section. */
    private interface Reader<T> {
        T readFrom(DataInputStream in) throws IOException;
    }

    private static void section(DataOutputStream out, int tag, Fields fields) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(64);
        fields.writeTo(new DataOutputStream(octets));
        out.writeByte(tag);
        out.writeInt(octets.size());
        octets.writeTo(out);
    }

    private static MeterState readSections(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != CORE) {
            throw new MeterStateException("meter state does not begin with its core");
        }
        MeterState state = wholly(sectionOf(in), MeterStateCodec::readCore);
        int last = CORE;
        for (int tag = in.read(); tag >= 0; tag = in.read()) {
            if (tag <= last) {
                throw new MeterStateException("sections of a meter state do not rise: " + last + ", " + tag);
            }
            last = tag;
            state = withSection(state, tag, sectionOf(in));
        }
        return state;
    }

    private static MeterState withSection(MeterState state, int tag, DataInputStream fields) throws IOException {
        return switch (tag) {
            case LAST_SLOT -> state.withLastSlot(Instant.ofEpochMilli(wholly(fields, DataInputStream::readLong)));
            case TOLD -> state.withTold(wholly(fields, MeterStateCodec::readTold));
            case JUMP_UNPROVEN -> state.withJumpUnproven(wholly(fields, nothing -> true));
            case CLOCK_CORRECTION -> state.withClockCorrection(wholly(fields, MeterStateCodec::readCorrection));
            case EPOCH_BOUNDS -> state.withPreviousUntil(wholly(fields, MeterStateCodec::readEpochBounds));
            case LAST_SEEN -> state.withSeen(wholly(fields, LastSeenCodec::read));
            case REQUESTS -> state.withRequests(wholly(fields, RequestJournalCodec::read));
            default -> throw new MeterStateException("meter state with unknown section " + tag);
        };
    }

    private static DataInputStream sectionOf(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new MeterStateException("meter state ends in the middle of a section");
        }
        return new DataInputStream(new ByteArrayInputStream(in.readNBytes(length)));
    }

    private static <T> T wholly(DataInputStream in, Reader<T> reader) throws IOException {
        T fields = reader.readFrom(in);
        if (in.read() >= 0) {
            throw new MeterStateException("octets after the end of a meter state or of a section");
        }
        return fields;
    }

    private static void writeTold(DataOutputStream out, Told told) throws IOException {
        out.writeByte(told.notes().size());
        for (Told.Note note : told.notes()) {
            out.writeByte(note.condition().code());
            out.writeInt(note.digest());
        }
    }

    private static Told readTold(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        List<Told.Note> notes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            notes.add(new Told.Note(Condition.ofCode(in.readUnsignedByte()), in.readInt()));
        }
        return new Told(notes);
    }

    private static void writeEpochBounds(DataOutputStream out, List<CalibrationEpoch> epochs) throws IOException {
        out.writeByte(epochs.size());
        for (CalibrationEpoch epoch : epochs) {
            out.writeLong(epoch.previousUntil().toEpochMilli());
        }
    }

    private static List<Instant> readEpochBounds(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        List<Instant> bounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bounds.add(Instant.ofEpochMilli(in.readLong()));
        }
        return bounds;
    }

    private static void writeCore(DataOutputStream out, MeterState state) throws IOException {
        writeInstant(out, state.cursor());
        out.writeLong(state.reservedCounterEnd());
        writeOctets(out, state.keyFingerprint());
        out.writeByte(state.epochs().size());
        for (CalibrationEpoch epoch : state.epochs()) {
            writeEpoch(out, epoch);
        }
        out.writeLong(state.journal().lastSequence());
        out.writeByte(state.journal().entries().size());
        for (JournalEntry entry : state.journal().entries()) {
            writeEntry(out, entry);
        }
    }

    private static MeterState readCore(DataInputStream in) throws IOException {
        Instant cursor = readInstant(in);
        long reservedCounterEnd = in.readLong();
        Octets fingerprint = readOctets(in);
        int epochCount = in.readUnsignedByte();
        List<CalibrationEpoch> epochs = new ArrayList<>();
        for (int i = 0; i < epochCount; i++) {
            epochs.add(readEpoch(in));
        }
        long lastSequence = in.readLong();
        int entryCount = in.readUnsignedByte();
        List<JournalEntry> entries = new ArrayList<>();
        for (int i = 0; i < entryCount; i++) {
            entries.add(readEntry(in));
        }
        return MeterState.ofCore(
                cursor, epochs, reservedCounterEnd, fingerprint, new OrderJournal(lastSequence, entries));
    }

    private static void writeCorrection(DataOutputStream out, ClockCorrection correction) throws IOException {
        out.writeLong(correction.begunAt().toEpochMilli());
        out.writeByte(correction.kind().code());
        out.writeLong(correction.foundOffsetMillis());
        out.writeBoolean(correction.open());
        out.writeBoolean(correction.recapturing());
    }

    private static ClockCorrection readCorrection(DataInputStream in) throws IOException {
        return new ClockCorrection(
                Instant.ofEpochMilli(in.readLong()),
                ClockCorrection.Kind.ofCode(in.readUnsignedByte()),
                in.readLong(),
                readFlag(in),
                readFlag(in));
    }

    private static void writeEpoch(DataOutputStream out, CalibrationEpoch epoch) throws IOException {
        out.writeInt(epoch.number());
        out.writeLong(epoch.activeFrom().toEpochMilli());
        out.writeLong(epoch.changeCounter());
        out.writeUTF(epoch.meterModel());
        writeOctets(out, epoch.block());
        out.writeLong(epoch.checksum());
        out.writeByte(epoch.cause().code());
        out.writeUTF(epoch.orderId());
    }

    private static CalibrationEpoch readEpoch(DataInputStream in) throws IOException {
        return new CalibrationEpoch(
                in.readInt(),
                Instant.ofEpochMilli(in.readLong()),
                in.readLong(),
                in.readUTF(),
                readOctets(in),
                in.readLong(),
                EpochCause.ofCode(in.readUnsignedByte()),
                in.readUTF());
    }

    private static void writeEntry(DataOutputStream out, JournalEntry entry) throws IOException {
        out.writeUTF(entry.orderId());
        out.writeUTF(entry.digest());
        out.writeLong(entry.sequence());
        WriteIntent intent = entry.intent();
        out.writeBoolean(intent != null);
        if (intent != null) {
            out.writeUTF(intent.orderId());
            out.writeUTF(intent.meterId());
            writeBlock(out, intent.asFound());
            writeOctets(out, intent.target());
        }
        OrderOutcome outcome = entry.outcome();
        out.writeBoolean(outcome != null);
        if (outcome != null) {
            writeOutcome(out, outcome);
        }
    }

    private static JournalEntry readEntry(DataInputStream in) throws IOException {
        String orderId = in.readUTF();
        String digest = in.readUTF();
        long sequence = in.readLong();
        WriteIntent intent = readFlag(in) ? readIntent(in) : null;
        OrderOutcome outcome = readFlag(in) ? readOutcome(in) : null;
        return new JournalEntry(orderId, digest, sequence, intent, outcome);
    }

    private static WriteIntent readIntent(DataInputStream in) throws IOException {
        String orderId = in.readUTF();
        String meterId = in.readUTF();
        BlockState asFound = readBlock(in);
        if (asFound == null) {
            throw new MeterStateException("write intent without the block as found");
        }
        return new WriteIntent(orderId, meterId, asFound, readOctets(in));
    }

    private static void writeOutcome(DataOutputStream out, OrderOutcome outcome) throws IOException {
        out.writeByte(outcome.result().code());
        out.writeUTF(outcome.reasonCode());
        out.writeUTF(outcome.reasonText());
        writeBlock(out, outcome.asFound());
        writeBlock(out, outcome.asLeft());
        out.writeInt(outcome.newEpoch());
        out.writeInt(outcome.attempts());
        out.writeLong(outcome.fieldTime().toEpochMilli());
        out.writeLong(outcome.wallTime().toEpochMilli());
        out.writeByte(outcome.steps().size());
        for (OrderOutcome.Step step : outcome.steps()) {
            out.writeUTF(step.name());
            out.writeLong(step.wallTime().toEpochMilli());
            out.writeUTF(step.text());
        }
    }

    private static OrderOutcome readOutcome(DataInputStream in) throws IOException {
        OrderResult result = OrderResult.ofCode(in.readUnsignedByte());
        String reasonCode = in.readUTF();
        String reasonText = in.readUTF();
        BlockState asFound = readBlock(in);
        BlockState asLeft = readBlock(in);
        int newEpoch = in.readInt();
        int attempts = in.readInt();
        Instant fieldTime = Instant.ofEpochMilli(in.readLong());
        Instant wallTime = Instant.ofEpochMilli(in.readLong());
        int count = in.readUnsignedByte();
        List<OrderOutcome.Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(new OrderOutcome.Step(in.readUTF(), Instant.ofEpochMilli(in.readLong()), in.readUTF()));
        }
        return new OrderOutcome(
                result, reasonCode, reasonText, asFound, asLeft, newEpoch, attempts, fieldTime, wallTime, steps);
    }

    private static void writeBlock(DataOutputStream out, @Nullable BlockState block) throws IOException {
        out.writeBoolean(block != null);
        if (block != null) {
            writeOctets(out, block.block());
            out.writeLong(block.checksum());
            out.writeBoolean(block.checksumValid());
            out.writeLong(block.changeCounter());
        }
    }

    private static @Nullable BlockState readBlock(DataInputStream in) throws IOException {
        return readFlag(in) ? new BlockState(readOctets(in), in.readLong(), readFlag(in), in.readLong()) : null;
    }

    private static void writeInstant(DataOutputStream out, @Nullable Instant instant) throws IOException {
        out.writeBoolean(instant != null);
        if (instant != null) {
            out.writeLong(instant.toEpochMilli());
        }
    }

    private static @Nullable Instant readInstant(DataInputStream in) throws IOException {
        return readFlag(in) ? Instant.ofEpochMilli(in.readLong()) : null;
    }

    static boolean readFlag(DataInputStream in) throws IOException {
        int flag = in.readUnsignedByte();
        if (flag > 1) {
            throw new MeterStateException("flag is neither 0 nor 1: " + flag);
        }
        return flag == 1;
    }

    private static void writeOctets(DataOutputStream out, Octets octets) throws IOException {
        if (octets.length() > MAX_BLOCK_OCTETS) {
            throw new IOException("block of " + octets.length() + " octets");
        }
        out.writeShort(octets.length());
        out.write(octets.toArray());
    }

    private static Octets readOctets(DataInputStream in) throws IOException {
        int length = in.readUnsignedShort();
        byte[] octets = in.readNBytes(length);
        if (octets.length != length) {
            throw new MeterStateException("meter state ends in the middle of octets");
        }
        return Octets.of(octets);
    }
}
