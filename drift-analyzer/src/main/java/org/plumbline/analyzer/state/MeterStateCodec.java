// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/** Octets of {@link MeterState}; the first one is the version, and older versions are read. Equal states have equal octets. */
public final class MeterStateCodec {
    private static final int VERSION = 3;
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
        out.text(state.checkpointDigest()).number(state.recent().size());
        state.recent().values().forEach(result -> DayResultCodec.write(out, result));
        out.number(state.calibrations().size());
        state.calibrations().values().forEach(block -> writeBlock(out, block));
        out.text(state.certifiedBlockHex()).number(state.cases().size());
        state.cases().forEach((kind, file) -> CaseCodec.writeFile(out, kind, file));
        out.number(state.refusedLevels().size());
        state.refusedLevels().forEach((reason, count) -> out.text(reason).number(count));
        out.text(state.standingRefusal());
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
        draft.checkpointDigest = in.text();
        for (int left = in.count(); left > 0; left--) {
            DayResult result = DayResultCodec.read(in, version);
            draft.recent.put(result.epochDay(), result);
        }
        for (int left = in.count(); left > 0; left--) {
            CalibrationBlock block = readBlock(in);
            draft.calibrations.put(block.epoch(), block);
        }
        draft.certifiedBlockHex = in.text();
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
        in.end();
        return draft.freeze();
    }

    private static void writeBlock(OctetWriter out, CalibrationBlock block) {
        out.number(block.epoch())
                .text(block.meterModel())
                .text(block.blockHex())
                .number(block.checksum())
                .text(block.cause().name())
                .text(block.orderId());
    }

    private static CalibrationBlock readBlock(OctetReader in) {
        return new CalibrationBlock(
                in.integer(),
                in.text(),
                in.text(),
                in.number(),
                Names.read(CalibrationBlock.Cause.class, in),
                in.text());
    }
}
