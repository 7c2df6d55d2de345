// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/** Octets of {@link MeterState}; the first one is the version, and older versions are read. Equal states have equal octets. */
public final class MeterStateCodec {
    private static final int VERSION = 5;
    private static final int OLDEST_VERSION = 1;

    private MeterStateCodec() {}

    /** The octets of a state. */
    public static byte[] encode(MeterState state) {
        OctetWriter out = new OctetWriter(4_096)
                .octet(VERSION)
                .text(state.referenceMeterId())
                .number(state.testedDay())
                .number(state.referenceDay())
                .number(state.pairedBefore())
                .number(state.forcedBefore());
        TrackCodec.write(out, state.checkpoint());
        out.hex(state.checkpointDigest());
        PackedDays.write(out, state.recent().values());
        out.number(state.calibrations().size());
        state.calibrations().values().forEach(block -> writeBlock(out, block));
        writeCertified(out, state);
        out.number(state.cases().size());
        state.cases().forEach((kind, file) -> CaseCodec.writeFile(out, kind, file));
        out.number(state.refusedLevels().size());
        state.refusedLevels().forEach((reason, count) -> out.text(reason).number(count));
        out.text(state.standingRefusal());
        CaseGroundCodec.write(out, state.ground(), state.cases());
        return out.toOctets();
    }

    /**
     * The state of octets.
     *
     * @throws StateFormatException when they are not of a version this code knows, or cut
     */
    public static MeterState decode(byte[] octets) {
        try {
            return read(octets);
        } catch (IllegalArgumentException e) {
            throw new StateFormatException("meter state with impossible content: " + e.getMessage());
        }
    }

    private static MeterState read(byte[] octets) {
        OctetReader in = new OctetReader(octets);
        int version = in.octet();
        if (version < OLDEST_VERSION || version > VERSION) {
            throw new StateFormatException("meter state of version " + version);
        }
        MeterState.Draft draft = MeterState.initial().draft();
        draft.referenceMeterId = in.text();
        draft.testedDay = in.number();
        draft.referenceDay = in.number();
        draft.pairedBefore = in.number();
        draft.forcedBefore = in.number();
        MeterTrack checkpoint = TrackCodec.read(in, version);
        draft.checkpoint = checkpoint;
        draft.checkpointDigest = readHex(in, version);
        readDays(in, version).forEach(result -> draft.recent.put(result.epochDay(), result));
        for (int left = in.count(); left > 0; left--) {
            CalibrationBlock block = readBlock(in, version);
            draft.calibrations.put(block.epoch(), block);
        }
        draft.certifiedBlockHex = version < 4 ? in.text() : readCertified(in, draft);
        if (version < 3) {
            CaseCodec.readOnlyFile(in, version).ifPresent(file -> draft.cases.put(CaseKind.MET_02, file));
        } else {
            for (int left = in.count(); left > 0; left--) {
                draft.cases.put(CaseCodec.readKind(in), CaseCodec.readFile(in, version));
            }
        }
        for (int left = in.count(); left > 0; left--) {
            draft.refusedLevels.put(in.text(), in.integer());
        }
        draft.standingRefusal = in.text();
        CaseGround ground = CaseGroundCodec.read(in, version, draft);
        in.end();
        return draft.freeze(ground);
    }

    /** The epoch whose block it is; 0 where that is no longer known, and the block itself. */
    private static void writeCertified(OctetWriter out, MeterState state) {
        int epoch = state.calibrations().values().stream()
                .filter(block -> block.epoch() > 0 && block.blockHex().equals(state.certifiedBlockHex()))
                .mapToInt(CalibrationBlock::epoch)
                .findFirst()
                .orElse(0);
        out.number(epoch);
        if (epoch == 0) {
            out.hex(state.certifiedBlockHex());
        }
    }

    private static String readCertified(OctetReader in, MeterState.Draft draft) {
        int epoch = in.integer();
        if (epoch == 0) {
            return in.hex();
        }
        CalibrationBlock block = draft.calibrations.get(epoch);
        if (block == null) {
            throw new StateFormatException("no block of calibration epoch " + epoch);
        }
        return block.blockHex();
    }

    private static String readHex(OctetReader in, int version) {
        return version < 4 ? in.text() : in.hex();
    }

    private static List<DayResult> readDays(OctetReader in, int version) {
        if (version >= 4) {
            return PackedDays.read(in, version);
        }
        List<DayResult> results = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            results.add(DayResultCodec.read(in, version));
        }
        return results;
    }

    private static void writeBlock(OctetWriter out, CalibrationBlock block) {
        out.number(block.epoch())
                .text(block.meterModel())
                .hex(block.blockHex())
                .number(block.checksum())
                .text(block.cause().name())
                .text(block.orderId());
    }

    private static CalibrationBlock readBlock(OctetReader in, int version) {
        return new CalibrationBlock(
                in.integer(),
                in.text(),
                readHex(in, version),
                in.number(),
                Names.read(CalibrationBlock.Cause.class, in),
                in.text());
    }
}
