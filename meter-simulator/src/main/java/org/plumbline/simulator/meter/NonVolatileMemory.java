// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The meter's non-volatile cells: two slots for the active block, one cell for the pending block. Every cell carries
 * its own CRC-32, so a torn write is seen. A slot holds the change counter and the block together; the valid slot with
 * the higher counter is the active one, so a power failure at any octet leaves the old or the new block, never a mix.
 *
 * <p>Not thread-safe.
 */
final class NonVolatileMemory {
    private static final int COUNTER_LENGTH = 4;
    private static final int CRC_LENGTH = 4;
    private static final int LENGTH_FIELD = 2;
    private static final int PENDING_CAPACITY = 64;

    private final int blockLength;
    private final byte[][] slots;
    private final byte[] pending = new byte[LENGTH_FIELD + PENDING_CAPACITY + CRC_LENGTH];
    private int octetsUntilPowerFails = Integer.MAX_VALUE;
    private @Nullable Long strayChecksum;

    /** A fresh memory with a factory block and change counter 0. */
    NonVolatileMemory(byte[] factoryBlock) {
        this.blockLength = factoryBlock.length;
        this.slots = new byte[2][COUNTER_LENGTH + blockLength + CRC_LENGTH];
        program("slot", slots[0], slotCell(0, factoryBlock));
        clearPending();
    }

    /** Lets the power fail after so many more octets have been programmed; at least 0. */
    void failPowerAfter(int octets) {
        octetsUntilPowerFails = octets;
    }

    /** Power is back: a torn pending block is thrown away. */
    void recover() {
        octetsUntilPowerFails = Integer.MAX_VALUE;
        if (!crcHolds(pending)) {
            clearPending();
        }
    }

    byte[] activeBlock() {
        byte[] slot = slots[activeSlot()];
        return Arrays.copyOfRange(slot, COUNTER_LENGTH, COUNTER_LENGTH + blockLength);
    }

    /** 0..2^32-1, one more with each activation. */
    long changeCounter() {
        return counterOf(slots[activeSlot()]);
    }

    /** The pending block; empty when there is none. */
    byte[] pendingBlock() {
        int length = ByteBuffer.wrap(pending).getShort();
        return Arrays.copyOfRange(pending, LENGTH_FIELD, LENGTH_FIELD + length);
    }

    void storePending(byte[] block) {
        if (block.length > PENDING_CAPACITY) {
            throw new IllegalArgumentException("pending block of " + block.length + " octets");
        }
        byte[] cell = new byte[pending.length];
        ByteBuffer.wrap(cell).putShort((short) block.length).put(block);
        program("pending block", pending, withCrc(cell));
    }

    void clearPending() {
        program("pending block", pending, withCrc(new byte[pending.length]));
    }

    /** Makes a block active: programs the slot not in use, which becomes valid with its last octet. */
    void activate(byte[] block) {
        if (block.length != blockLength) {
            throw new IllegalArgumentException("block of " + block.length + " octets");
        }
        int active = activeSlot();
        program("active block", slots[1 - active], slotCell(counterOf(slots[active]) + 1, block));
        strayChecksum = null;
    }

    /**
     * Octets of the active block or its checksum object no longer are what was stored, in every copy: what the meter shows
     * of them is this until a block is activated.
     */
    void corruptActive(byte[] block, long shownChecksum) {
        overwriteActive(block);
        strayChecksum = shownChecksum;
    }

    /** The content of the checksum object where it is not worked out from the active block; null where it is. */
    @Nullable
    Long strayChecksum() {
        return strayChecksum;
    }

    /** Raises the change counter and leaves everything else as it is, sound or not. */
    void count() {
        Long stray = strayChecksum;
        activate(activeBlock());
        strayChecksum = stray;
    }

    /** Overwrites the active block where it stands, as somebody with a service tool would: nothing counts it. */
    void overwriteActive(byte[] block) {
        byte[] slot = slots[activeSlot()];
        program("active block", slot, slotCell(counterOf(slot), block));
        strayChecksum = null;
    }

    private int activeSlot() {
        boolean first = crcHolds(slots[0]);
        boolean second = crcHolds(slots[1]);
        if (!first && !second) {
            throw new IllegalStateException("both coefficient slots are corrupt");
        }
        if (first && second) {
            return counterOf(slots[1]) > counterOf(slots[0]) ? 1 : 0;
        }
        return first ? 0 : 1;
    }

    private byte[] slotCell(long counter, byte[] block) {
        byte[] cell = new byte[COUNTER_LENGTH + blockLength + CRC_LENGTH];
        ByteBuffer.wrap(cell).putInt((int) counter).put(block);
        return withCrc(cell);
    }

    private void program(String where, byte[] cell, byte[] content) {
        int affordable = Math.min(content.length, octetsUntilPowerFails);
        System.arraycopy(content, 0, cell, 0, affordable);
        if (affordable < content.length) {
            octetsUntilPowerFails = 0;
            throw new PowerFailureException(where);
        }
        if (octetsUntilPowerFails != Integer.MAX_VALUE) {
            octetsUntilPowerFails -= content.length;
        }
    }

    private static long counterOf(byte[] slot) {
        return ByteBuffer.wrap(slot).getInt() & 0xFFFF_FFFFL;
    }

    private static byte[] withCrc(byte[] cell) {
        int checked = cell.length - CRC_LENGTH;
        // The complement keeps an erased (all zero) cell invalid.
        ByteBuffer.wrap(cell).putInt(checked, ~(int) Checksums.crc32(cell, checked));
        return cell;
    }

    private static boolean crcHolds(byte[] cell) {
        int checked = cell.length - CRC_LENGTH;
        return ByteBuffer.wrap(cell).getInt(checked) == ~(int) Checksums.crc32(cell, checked);
    }
}
