// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

/** The three simulated meter models; they differ in object, encoding, checksum and activation of the coefficients. */
public enum MeterModel {
    /** Octet-string, separate CRC-16, automatic activation. Single phase. */
    PLB_ALPHA("PLB-ALPHA", 1),
    /** Structure with CRC-32C inside, activated by a script. */
    PLB_BETA("PLB-BETA", 1),
    /** Three phases, by image transfer. */
    PLB_GAMMA("PLB-GAMMA", 3);

    private final String modelName;
    private final int phases;

    MeterModel(String modelName, int phases) {
        this.modelName = modelName;
        this.phases = phases;
    }

    /** The name on the rating plate and in registrations. */
    public String modelName() {
        return modelName;
    }

    /** Number of phases the coefficients distinguish. */
    public int phases() {
        return phases;
    }

    /** The factory block for a gain, 0.5..2, the same on all phases. */
    public CoefficientBlock blockOfGain(double gain) {
        return switch (this) {
            case PLB_ALPHA -> CoefficientBlock.Alpha.ofGain(gain);
            case PLB_BETA -> CoefficientBlock.Beta.ofGain(gain);
            case PLB_GAMMA -> CoefficientBlock.Gamma.ofGain(gain);
        };
    }

    /** Decodes canonical bytes of this model. */
    public CoefficientBlock.Decoded decode(byte[] canonical) {
        return switch (this) {
            case PLB_ALPHA -> CoefficientBlock.Alpha.decode(canonical);
            case PLB_BETA -> CoefficientBlock.Beta.decode(canonical);
            case PLB_GAMMA -> CoefficientBlock.Gamma.decode(canonical);
        };
    }

    /** The checksum of a block (canonical bytes) as the model defines it, 0..2^32-1. */
    public long checksum(byte[] canonical) {
        return switch (this) {
            case PLB_ALPHA -> Checksums.crc16X25(canonical, canonical.length);
            case PLB_BETA -> Checksums.crc32c(canonical, canonical.length - Integer.BYTES);
            case PLB_GAMMA -> Checksums.crc32(canonical, canonical.length - Integer.BYTES);
        };
    }

    /** Where the checksum stands in the canonical bytes, from 0, to their end; -1 when it stands apart. */
    int checksumAt() {
        return this == PLB_ALPHA ? -1 : blockLength() - Integer.BYTES;
    }

    /** Length of the canonical bytes. */
    public int blockLength() {
        return switch (this) {
            case PLB_ALPHA -> CoefficientBlock.Alpha.LENGTH;
            case PLB_BETA -> CoefficientBlock.Beta.LENGTH;
            case PLB_GAMMA -> CoefficientBlock.Gamma.LENGTH;
        };
    }
}
