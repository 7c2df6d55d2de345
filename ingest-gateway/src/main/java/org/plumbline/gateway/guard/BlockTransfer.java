// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.GetWithList;
import org.plumbline.gateway.dlms.GuardRule;

/** Sequence and size of one GET in data blocks; the whole value or list of results is checked with the last block. */
final class BlockTransfer {

    private static final int FIXED_OCTETS = 6; // last-block, block number, result

    private final GuardLimits limits;
    private final int listItems;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private int blocks;
    private boolean complete;

    /** @param listItems attributes asked for by GET-WITH-LIST; 0 for the GET of one value */
    BlockTransfer(GuardLimits limits, int listItems) {
        this.limits = limits;
        this.listItems = listItems;
    }

    int listItems() {
        return listItems;
    }

    boolean begun() {
        return blocks > 0;
    }

    /** @param in a DataBlock-G: last-block, block-number, result */
    void admit(ByteBuffer in) {
        FrameGuard.require(in.remaining() > FIXED_OCTETS, GuardRule.LENGTH, "data block is cut short");
        FrameGuard.require(!complete, GuardRule.BLOCK_NUMBER, "block after the last one");
        boolean last = in.get() != 0;
        long number = Integer.toUnsignedLong(in.getInt());
        FrameGuard.require(
                number == blocks + 1L,
                GuardRule.BLOCK_NUMBER,
                "block " + number + " where " + (blocks + 1) + " is due");
        blocks++;
        FrameGuard.require(
                blocks <= limits.blocks(), GuardRule.TRANSFER_SIZE, "more than " + limits.blocks() + " blocks");
        FrameGuard.requireRefusal(in.slice());
        int choice = in.get();
        switch (choice) {
            case 0 -> append(in, last);
            case 1 -> FrameGuard.require(in.remaining() == 1, GuardRule.LENGTH, "octets after the block's result");
            default -> throw FrameGuard.violated(GuardRule.RESPONSE_TYPE, "block result choice " + choice);
        }
        complete = last || choice == 1;
    }

    private void append(ByteBuffer in, boolean last) {
        int length = CosemValueDecoder.length(in);
        FrameGuard.require(length == in.remaining(), GuardRule.LENGTH, "octets after the data block");
        FrameGuard.require(length > 0 || last, GuardRule.LENGTH, "empty data block");
        FrameGuard.require(
                received.size() + length <= limits.octets(),
                GuardRule.TRANSFER_SIZE,
                "more than " + limits.octets() + " octets");
        received.write(in.array(), in.arrayOffset() + in.position(), length);
        if (last) {
            checkWhole(received.toByteArray());
        }
    }

    private void checkWhole(byte[] whole) {
        if (listItems > 0) {
            GetWithList.results(ByteBuffer.wrap(whole), listItems);
        } else {
            CosemValueDecoder.decode(whole);
        }
    }
}
