// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.util.Arrays;

/**
 * Image transfer of one coefficient block: blocks, bitmap and status as in COSEM class 18. Survives a reboot; a block
 * counts as transferred only when it is whole. Safe for concurrent use.
 */
public final class ImageTransfer {
    public static final int BLOCK_OCTETS = 16;
    private static final int MAXIMUM_IDENTIFIER = 64;

    /** Status of the transfer; the ordinal is the COSEM enumeration. */
    public enum Status {
        NOT_INITIATED,
        INITIATED,
        VERIFICATION_INITIATED,
        VERIFICATION_SUCCESSFUL,
        VERIFICATION_FAILED,
        ACTIVATION_INITIATED,
        ACTIVATION_SUCCESSFUL,
        ACTIVATION_FAILED
    }

    private final int expectedSize;
    private byte[] identifier = {};
    private byte[] image = {};
    private boolean[] transferred = {};
    private Status status = Status.NOT_INITIATED;

    ImageTransfer(int expectedSize) {
        this.expectedSize = expectedSize;
    }

    synchronized WriteOutcome initiate(byte[] newIdentifier, long size) {
        if (size != expectedSize) {
            return WriteOutcome.Refused.other("image of " + size + " octets instead of " + expectedSize);
        }
        if (newIdentifier.length == 0 || newIdentifier.length > MAXIMUM_IDENTIFIER) {
            return WriteOutcome.Refused.other("image identifier of " + newIdentifier.length + " octets");
        }
        identifier = newIdentifier.clone();
        image = new byte[expectedSize];
        transferred = new boolean[expectedSize / BLOCK_OCTETS];
        status = Status.INITIATED;
        return new WriteOutcome.Accepted();
    }

    /** Whether a block could be stored now; does not store it. */
    synchronized WriteOutcome check(long number, byte[] octets) {
        if (status == Status.NOT_INITIATED
                || status == Status.VERIFICATION_SUCCESSFUL
                || status == Status.ACTIVATION_SUCCESSFUL) {
            return WriteOutcome.Refused.other("no image transfer is open");
        }
        if (number < 0 || number >= transferred.length) {
            return WriteOutcome.Refused.other("block " + number + " of " + transferred.length);
        }
        return octets.length == BLOCK_OCTETS
                ? new WriteOutcome.Accepted()
                : WriteOutcome.Refused.typeUnmatched("block of " + octets.length + " octets");
    }

    synchronized void store(long number, byte[] octets) {
        System.arraycopy(octets, 0, image, (int) number * BLOCK_OCTETS, BLOCK_OCTETS);
        transferred[(int) number] = true;
        status = Status.INITIATED;
    }

    /** Whether every block has been transferred. */
    public synchronized boolean complete() {
        return transferred.length > 0 && firstNotTransferred() == transferred.length;
    }

    synchronized void moveTo(Status next) {
        status = next;
    }

    /** A copy of the image, with zeros where blocks are missing. */
    public synchronized byte[] image() {
        return image.clone();
    }

    public synchronized byte[] identifier() {
        return identifier.clone();
    }

    public synchronized boolean[] transferredBlocks() {
        return Arrays.copyOf(transferred, transferred.length);
    }

    /** Number of the first block that is missing; the number of blocks when none is. */
    public synchronized int firstNotTransferred() {
        int number = 0;
        while (number < transferred.length && transferred[number]) {
            number++;
        }
        return number;
    }

    public synchronized Status status() {
        return status;
    }
}
