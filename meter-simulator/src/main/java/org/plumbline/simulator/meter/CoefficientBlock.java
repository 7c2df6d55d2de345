// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A calibration coefficient block of one of the meter models, in its canonical bytes (big-endian). Immutable. Byte
 * layouts and scalings: {@code docs/meter-models.md}.
 */
public sealed interface CoefficientBlock {

    /** The block as the meter stores it; a fresh array. */
    byte[] canonicalBytes();

    /** Mean gain over the phases; 1 is nominal. */
    double gain();

    /** Mean angle in radians; a positive one counts more of an inductive load. */
    double phaseRadians();

    /** Sum of the phase offsets in milliwatts. */
    long offsetMilliwatts();

    /** The same block with all gains multiplied, rounded to what the block can hold. */
    CoefficientBlock multipliedBy(double factor);

    /** Result of reading canonical bytes. */
    sealed interface Decoded {
        record Valid(CoefficientBlock block) implements Decoded {}

        record Invalid(String reason) implements Decoded {}
    }

    /** PLB-ALPHA. Gain = gainRaw / 2^22, angle = phaseRaw / 2^18 rad. */
    record Alpha(long gainRaw, int phaseRaw) implements CoefficientBlock {
        static final int LENGTH = 8;
        private static final double UNIT = 1 << 22;
        private static final double PHASE_UNIT = 1 << 18;

        public Alpha {
            requireUnsigned32(gainRaw);
        }

        static Alpha ofGain(double gain) {
            return new Alpha(Math.round(gain * UNIT), 0);
        }

        @Override
        public byte[] canonicalBytes() {
            return ByteBuffer.allocate(LENGTH)
                    .put((byte) 1)
                    .put((byte) 1)
                    .putInt((int) gainRaw)
                    .putShort((short) phaseRaw)
                    .array();
        }

        @Override
        public double gain() {
            return gainRaw / UNIT;
        }

        @Override
        public double phaseRadians() {
            return phaseRaw / PHASE_UNIT;
        }

        @Override
        public long offsetMilliwatts() {
            return 0;
        }

        @Override
        public CoefficientBlock multipliedBy(double factor) {
            return new Alpha(Math.round(gainRaw * factor), phaseRaw);
        }

        static Decoded decode(byte[] canonical) {
            if (canonical.length != LENGTH) {
                return new Decoded.Invalid("block of " + canonical.length + " octets instead of " + LENGTH);
            }
            ByteBuffer in = ByteBuffer.wrap(canonical);
            int layout = in.get();
            int phases = in.get();
            if (layout != 1 || phases != 1) {
                return new Decoded.Invalid("layout " + layout + " with " + phases + " phases");
            }
            return plausible(new Alpha(in.getInt() & 0xFFFF_FFFFL, in.getShort()));
        }
    }

    /** PLB-BETA. Gain = 1 + gainRaw / 2^24, angle = phaseRaw / 2^20 turns; the checksum is part of the bytes. */
    record Beta(int gainRaw, int offsetMilliwatt, int phaseRaw) implements CoefficientBlock {
        static final int LENGTH = 16;
        private static final double UNIT = 1 << 24;
        private static final double TURN = 1 << 20;
        private static final int CHECKED = 12;

        static Beta ofGain(double gain) {
            return new Beta((int) Math.round((gain - 1) * UNIT), 0, 0);
        }

        @Override
        public byte[] canonicalBytes() {
            byte[] bytes = ByteBuffer.allocate(LENGTH)
                    .putShort((short) 2)
                    .putInt(gainRaw)
                    .putInt(offsetMilliwatt)
                    .putShort((short) phaseRaw)
                    .array();
            ByteBuffer.wrap(bytes).putInt(CHECKED, (int) Checksums.crc32c(bytes, CHECKED));
            return bytes;
        }

        @Override
        public double gain() {
            return 1 + gainRaw / UNIT;
        }

        @Override
        public double phaseRadians() {
            return phaseRaw * 2 * Math.PI / TURN;
        }

        @Override
        public long offsetMilliwatts() {
            return offsetMilliwatt;
        }

        @Override
        public CoefficientBlock multipliedBy(double factor) {
            return new Beta((int) Math.round((gain() * factor - 1) * UNIT), offsetMilliwatt, phaseRaw);
        }

        static Decoded decode(byte[] canonical) {
            if (canonical.length != LENGTH) {
                return new Decoded.Invalid("block of " + canonical.length + " octets instead of " + LENGTH);
            }
            ByteBuffer in = ByteBuffer.wrap(canonical);
            int layout = in.getShort();
            Beta block = new Beta(in.getInt(), in.getInt(), in.getShort());
            if (layout != 2) {
                return new Decoded.Invalid("layout " + layout);
            }
            if (in.getInt() != (int) Checksums.crc32c(canonical, CHECKED)) {
                return new Decoded.Invalid("checksum does not match");
            }
            return plausible(block);
        }
    }

    /** PLB-GAMMA. Three phases; gain of a phase = gainRaw / 2^20, angle = phaseRaw / 2^17 rad; the checksum is part of the bytes. */
    record Gamma(List<Long> gainRaw, List<Integer> phaseRaw, List<Integer> offsetMilliwatt)
            implements CoefficientBlock {
        static final int LENGTH = 64;
        private static final int PHASES = 3;
        private static final int MAGIC = 0x504C4243; // "PLBC"
        private static final double UNIT = 1 << 20;
        private static final double PHASE_UNIT = 1 << 17;
        private static final int CHECKED = 60;

        public Gamma {
            gainRaw = List.copyOf(gainRaw);
            phaseRaw = List.copyOf(phaseRaw);
            offsetMilliwatt = List.copyOf(offsetMilliwatt);
            if (gainRaw.size() != PHASES || phaseRaw.size() != PHASES || offsetMilliwatt.size() != PHASES) {
                throw new IllegalArgumentException("three phases expected");
            }
            gainRaw.forEach(CoefficientBlock::requireUnsigned32);
        }

        static Gamma ofGain(double gain) {
            long raw = Math.round(gain * UNIT);
            return new Gamma(List.of(raw, raw, raw), List.of(0, 0, 0), List.of(0, 0, 0));
        }

        @Override
        public byte[] canonicalBytes() {
            ByteBuffer out = ByteBuffer.allocate(LENGTH)
                    .putInt(MAGIC)
                    .put((byte) 3)
                    .put((byte) 3)
                    .putShort((short) 0);
            gainRaw.forEach(raw -> out.putInt((int) (long) raw));
            phaseRaw.forEach(raw -> out.putShort((short) (int) raw));
            offsetMilliwatt.forEach(out::putInt);
            return out.putInt(CHECKED, (int) Checksums.crc32(out.array(), CHECKED))
                    .array();
        }

        @Override
        public double gain() {
            return gainRaw.stream().mapToDouble(raw -> raw / UNIT).average().orElseThrow();
        }

        @Override
        public double phaseRadians() {
            return phaseRaw.stream().mapToInt(raw -> raw).sum() / (PHASES * PHASE_UNIT);
        }

        @Override
        public long offsetMilliwatts() {
            return offsetMilliwatt.stream().mapToLong(Integer::longValue).sum();
        }

        static Decoded decode(byte[] canonical) {
            if (canonical.length != LENGTH) {
                return new Decoded.Invalid("block of " + canonical.length + " octets instead of " + LENGTH);
            }
            ByteBuffer in = ByteBuffer.wrap(canonical);
            if (in.getInt(CHECKED) != (int) Checksums.crc32(canonical, CHECKED)) {
                return new Decoded.Invalid("checksum does not match");
            }
            if (in.getInt() != MAGIC || in.get() != 3 || in.get() != 3 || in.getShort() != 0) {
                return new Decoded.Invalid("head of the block is not that of layout 3");
            }
            List<Long> gains = IntStream.range(0, PHASES)
                    .mapToObj(i -> in.getInt() & 0xFFFF_FFFFL)
                    .toList();
            List<Integer> phases = IntStream.range(0, PHASES)
                    .mapToObj(i -> (int) in.getShort())
                    .toList();
            List<Integer> offsets =
                    IntStream.range(0, PHASES).mapToObj(i -> in.getInt()).toList();
            while (in.position() < CHECKED) {
                if (in.get() != 0) {
                    return new Decoded.Invalid("padding is not zero");
                }
            }
            return plausible(new Gamma(gains, phases, offsets));
        }

        @Override
        public CoefficientBlock multipliedBy(double factor) {
            return new Gamma(
                    gainRaw.stream().map(raw -> Math.round(raw * factor)).toList(), phaseRaw, offsetMilliwatt);
        }

        private DoubleStream gains() {
            return gainRaw.stream().mapToDouble(raw -> raw / UNIT);
        }
    }

    private static Decoded plausible(CoefficientBlock block) {
        DoubleStream gains = switch (block) {
            case Alpha alpha -> DoubleStream.of(alpha.gain());
            case Beta beta -> DoubleStream.of(beta.gain());
            case Gamma gamma -> gamma.gains();
        };
        return gains.allMatch(gain -> gain >= 0.5 && gain <= 2)
                ? new Decoded.Valid(block)
                : new Decoded.Invalid("gain outside 0.5..2");
    }

    private static void requireUnsigned32(long raw) {
        if (raw < 0 || raw > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("not an unsigned 32-bit value: " + raw);
        }
    }
}
