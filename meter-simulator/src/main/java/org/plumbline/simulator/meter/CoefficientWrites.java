// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import org.plumbline.simulator.port.TruthLedger.WriteKind;

/**
 * The ways to bring a coefficient block into a meter: pending block with checksum or activation, and image transfer.
 * Not thread-safe.
 */
final class CoefficientWrites {
    private final MeterModel model;
    private final NonVolatileMemory memory;
    private final ImageTransfer imageTransfer;
    private final Recorder recorder;
    private final Activation activation;

    /** Writes a changing access down. */
    interface Recorder {
        WriteOutcome record(WriteKind kind, byte[] octets, WriteOutcome outcome);
    }

    /** Puts a valid block into force. */
    interface Activation {
        void activate(CoefficientBlock block);
    }

    CoefficientWrites(MeterModel model, NonVolatileMemory memory, Recorder recorder, Activation activation) {
        this.model = model;
        this.memory = memory;
        this.imageTransfer = new ImageTransfer(model.blockLength());
        this.recorder = recorder;
        this.activation = activation;
    }

    ImageTransfer imageTransfer() {
        return imageTransfer;
    }

    WriteOutcome storePending(byte[] block) {
        WriteOutcome outcome = checkPending(block);
        if (outcome instanceof WriteOutcome.Accepted) {
            memory.storePending(block);
        }
        return recorder.record(WriteKind.PENDING_SET, block, outcome);
    }

    WriteOutcome storePendingChecksum(int checksum) {
        byte[] octets = {(byte) (checksum >> 8), (byte) checksum};
        byte[] pending = memory.pendingBlock();
        if (pending.length == 0) {
            return recorder.record(WriteKind.CHECKSUM_SET, octets, WriteOutcome.Refused.other("nothing pending"));
        }
        if (Checksums.crc16X25(pending, pending.length) != checksum) {
            memory.clearPending();
            return recorder.record(
                    WriteKind.CHECKSUM_SET, octets, WriteOutcome.Refused.other("checksum does not match"));
        }
        recorder.record(WriteKind.CHECKSUM_SET, octets, new WriteOutcome.Accepted());
        WriteOutcome outcome = activate(pending);
        memory.clearPending();
        return outcome;
    }

    WriteOutcome activatePending() {
        byte[] pending = memory.pendingBlock();
        if (pending.length == 0) {
            return recorder.record(WriteKind.ACTIVATE, pending, WriteOutcome.Refused.other("nothing pending"));
        }
        WriteOutcome outcome = activate(pending);
        memory.clearPending();
        return outcome;
    }

    WriteOutcome initiateImage(byte[] identifier, long size) {
        return recorder.record(WriteKind.IMAGE_INITIATE, identifier, imageTransfer.initiate(identifier, size));
    }

    WriteOutcome storeImageBlock(long number, byte[] octets) {
        WriteOutcome outcome = imageTransfer.check(number, octets);
        if (outcome instanceof WriteOutcome.Accepted) {
            memory.storePending(octets);
            imageTransfer.store(number, octets);
        }
        return recorder.record(WriteKind.IMAGE_BLOCK, octets, outcome);
    }

    WriteOutcome verifyImage() {
        if (!imageTransfer.complete()) {
            return recorder.record(
                    WriteKind.IMAGE_VERIFY, new byte[0], WriteOutcome.Refused.other("image is not complete"));
        }
        byte[] image = imageTransfer.image();
        return switch (model.decode(image)) {
            case CoefficientBlock.Decoded.Valid valid -> {
                imageTransfer.moveTo(ImageTransfer.Status.VERIFICATION_SUCCESSFUL);
                yield recorder.record(
                        WriteKind.IMAGE_VERIFY, valid.block().canonicalBytes(), new WriteOutcome.Accepted());
            }
            case CoefficientBlock.Decoded.Invalid invalid -> {
                imageTransfer.moveTo(ImageTransfer.Status.VERIFICATION_FAILED);
                yield recorder.record(WriteKind.IMAGE_VERIFY, image, WriteOutcome.Refused.other(invalid.reason()));
            }
        };
    }

    WriteOutcome activateImage() {
        if (imageTransfer.status() != ImageTransfer.Status.VERIFICATION_SUCCESSFUL) {
            return recorder.record(
                    WriteKind.ACTIVATE, new byte[0], WriteOutcome.Refused.other("image is not verified"));
        }
        WriteOutcome outcome = activate(imageTransfer.image());
        imageTransfer.moveTo(
                switch (outcome) {
                    case WriteOutcome.Accepted accepted -> ImageTransfer.Status.ACTIVATION_SUCCESSFUL;
                    case WriteOutcome.Refused refused -> ImageTransfer.Status.ACTIVATION_FAILED;
                });
        return outcome;
    }

    private WriteOutcome checkPending(byte[] block) {
        if (block.length != model.blockLength()) {
            return WriteOutcome.Refused.typeUnmatched("block of " + block.length + " octets");
        }
        if (model == MeterModel.PLB_ALPHA) {
            return new WriteOutcome.Accepted();
        }
        return switch (model.decode(block)) {
            case CoefficientBlock.Decoded.Valid valid -> new WriteOutcome.Accepted();
            case CoefficientBlock.Decoded.Invalid invalid -> WriteOutcome.Refused.other(invalid.reason());
        };
    }

    private WriteOutcome activate(byte[] block) {
        return switch (model.decode(block)) {
            case CoefficientBlock.Decoded.Valid valid -> {
                activation.activate(valid.block());
                yield recorder.record(WriteKind.ACTIVATE, block, new WriteOutcome.Accepted());
            }
            case CoefficientBlock.Decoded.Invalid invalid ->
                recorder.record(WriteKind.ACTIVATE, block, WriteOutcome.Refused.other(invalid.reason()));
        };
    }
}
