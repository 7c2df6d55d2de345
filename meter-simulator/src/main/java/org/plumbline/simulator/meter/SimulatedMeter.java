// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.plumbline.simulator.port.FieldClock;
import org.plumbline.simulator.port.TruthLedger;
import org.plumbline.simulator.port.TruthLedger.Counter;
import org.plumbline.simulator.port.TruthLedger.CounterUse;
import org.plumbline.simulator.port.TruthLedger.Level;
import org.plumbline.simulator.port.TruthLedger.Write;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/**
 * One meter: it integrates its true load through its error curve and its coefficients, captures its load profile on its
 * own clock, and keeps coefficients and counters over a reboot. All methods are atomic; safe for concurrent use.
 *
 * <p>What is captured depends only on the plan and on the field instants of activations and reboots, not on how often
 * or when the meter was asked.
 */
public final class SimulatedMeter {
    /** Rows the load profile holds; older ones are overwritten (400 days). */
    public static final int PROFILE_CAPACITY = 400 * 96;

    private static final int STATUS_POWER_DOWN = 0x80;

    private final MeterPlan plan;
    private final FieldClock clock;
    private final TruthLedger ledger;
    private final EnergyRegister register;
    private final NonVolatileMemory memory;
    private final ImageTransfer imageTransfer;
    private final String keyFingerprint;

    private CoefficientBlock activeBlock;
    private int reportedRows;
    private long highestClientCounter;
    private long serverCounter;

    /**
     * What the meter shows at one field instant.
     *
     * @param clockEpochSecond meter clock, seconds since 1970-01-01T00:00:00Z
     * @param registerRaw energy register content
     * @param powerWatts active power, rounded, at least 0
     * @param temperatureDecicelsius 0.1 degrees Celsius
     * @param changeCounter protected configuration change counter
     * @param trueMilliwattHours true energy since the start
     * @param registeredMilliwattHours counted energy before rounding down
     */
    public record Snapshot(
            long clockEpochSecond,
            long registerRaw,
            long powerWatts,
            int temperatureDecicelsius,
            long changeCounter,
            int status,
            long trueMilliwattHours,
            long registeredMilliwattHours) {}

    public SimulatedMeter(MeterPlan plan, FieldClock clock, TruthLedger ledger) {
        this.plan = plan;
        this.clock = clock;
        this.ledger = ledger;
        this.register = new EnergyRegister(plan);
        this.memory = new NonVolatileMemory(plan.factoryBlock().canonicalBytes());
        this.imageTransfer = new ImageTransfer(plan.model().blockLength());
        this.activeBlock = plan.factoryBlock();
        this.highestClientCounter = plan.initialInvocationCounter();
        this.keyFingerprint = plan.keys().fingerprint();
    }

    public MeterPlan plan() {
        return plan;
    }

    /** Captures every row due up to field now and reports the new ones to the ledger. */
    public synchronized void advance() {
        advanceTo(clock.now());
    }

    public synchronized Snapshot snapshot() {
        Instant now = clock.now();
        advanceTo(now);
        return register.at(now.getEpochSecond());
    }

    /** Profile rows whose time is in {@code from..to}, both inclusive, oldest first. */
    public synchronized List<Level> rowsByTime(long fromEpochSecond, long toEpochSecond) {
        advance();
        int first = Math.max(register.firstRowFrom(fromEpochSecond), register.firstKeptRow());
        int end = toEpochSecond == Long.MAX_VALUE ? register.size() : register.firstRowFrom(toEpochSecond + 1);
        return register.rows(first, end);
    }

    /** Profile rows by entry number, 1 is the oldest kept, both inclusive. */
    public synchronized List<Level> rowsByEntry(long fromEntry, long toEntry) {
        advance();
        long first = register.firstKeptRow() + Math.max(fromEntry, 1) - 1;
        long end = Math.min(register.size(), register.firstKeptRow() + toEntry);
        return first >= end ? List.of() : register.rows((int) first, (int) end);
    }

    /** Rows held by the profile. */
    public synchronized int profileEntriesInUse() {
        advance();
        return register.size() - register.firstKeptRow();
    }

    public synchronized CoefficientBlock activeBlock() {
        return activeBlock;
    }

    /** Canonical bytes of the active block, read from memory. */
    public synchronized byte[] activeBlockBytes() {
        return memory.activeBlock();
    }

    /** Canonical bytes of the pending block; empty when there is none. */
    public synchronized byte[] pendingBlockBytes() {
        return memory.pendingBlock();
    }

    public synchronized long changeCounter() {
        return memory.changeCounter();
    }

    /** State of the image transfer. */
    public ImageTransfer imageTransfer() {
        return imageTransfer;
    }

    /**
     * Stores a pending block (canonical bytes). PLB-ALPHA takes any block of the right length, PLB-BETA only one whose
     * checksum holds.
     */
    public synchronized WriteOutcome storePending(byte[] block) {
        WriteOutcome outcome = checkPending(block);
        if (outcome instanceof WriteOutcome.Accepted) {
            memory.storePending(block);
        }
        return record(WriteKind.PENDING_SET, block, outcome);
    }

    /** PLB-ALPHA: compares with the CRC-16 of the pending block and activates, or empties the pending block. */
    public synchronized WriteOutcome storePendingChecksum(int checksum) {
        byte[] octets = {(byte) (checksum >> 8), (byte) checksum};
        byte[] pending = memory.pendingBlock();
        if (pending.length == 0) {
            return record(WriteKind.CHECKSUM_SET, octets, WriteOutcome.Refused.other("nothing pending"));
        }
        if (Checksums.crc16X25(pending, pending.length) != checksum) {
            memory.clearPending();
            return record(WriteKind.CHECKSUM_SET, octets, WriteOutcome.Refused.other("checksum does not match"));
        }
        record(WriteKind.CHECKSUM_SET, octets, new WriteOutcome.Accepted());
        WriteOutcome outcome = activate(pending);
        memory.clearPending();
        return outcome;
    }

    /** Activates the pending block. */
    public synchronized WriteOutcome activatePending() {
        byte[] pending = memory.pendingBlock();
        if (pending.length == 0) {
            return record(WriteKind.ACTIVATE, pending, WriteOutcome.Refused.other("nothing pending"));
        }
        WriteOutcome outcome = activate(pending);
        memory.clearPending();
        return outcome;
    }

    public synchronized WriteOutcome initiateImage(byte[] identifier, long size) {
        return record(WriteKind.IMAGE_INITIATE, identifier, imageTransfer.initiate(identifier, size));
    }

    public synchronized WriteOutcome storeImageBlock(long number, byte[] octets) {
        WriteOutcome outcome = imageTransfer.check(number, octets);
        if (outcome instanceof WriteOutcome.Accepted) {
            memory.storePending(octets);
            imageTransfer.store(number, octets);
        }
        return record(WriteKind.IMAGE_BLOCK, octets, outcome);
    }

    public synchronized WriteOutcome verifyImage() {
        if (!imageTransfer.complete()) {
            return record(WriteKind.IMAGE_VERIFY, new byte[0], WriteOutcome.Refused.other("image is not complete"));
        }
        byte[] image = imageTransfer.image();
        return switch (plan.model().decode(image)) {
            case CoefficientBlock.Decoded.Valid valid -> {
                imageTransfer.moveTo(ImageTransfer.Status.VERIFICATION_SUCCESSFUL);
                yield record(WriteKind.IMAGE_VERIFY, valid.block().canonicalBytes(), new WriteOutcome.Accepted());
            }
            case CoefficientBlock.Decoded.Invalid invalid -> {
                imageTransfer.moveTo(ImageTransfer.Status.VERIFICATION_FAILED);
                yield record(WriteKind.IMAGE_VERIFY, image, WriteOutcome.Refused.other(invalid.reason()));
            }
        };
    }

    public synchronized WriteOutcome activateImage() {
        if (imageTransfer.status() != ImageTransfer.Status.VERIFICATION_SUCCESSFUL) {
            return record(WriteKind.ACTIVATE, new byte[0], WriteOutcome.Refused.other("image is not verified"));
        }
        WriteOutcome outcome = activate(imageTransfer.image());
        imageTransfer.moveTo(
                switch (outcome) {
                    case WriteOutcome.Accepted accepted -> ImageTransfer.Status.ACTIVATION_SUCCESSFUL;
                    case WriteOutcome.Refused refused -> ImageTransfer.Status.ACTIVATION_FAILED;
                });
        return outcome;
    }

    /** Lets the power fail in the middle of the next write, after so many octets; the write then throws. */
    public synchronized void failPowerInNextWrite(int afterOctets) {
        memory.failPowerAfter(afterOctets);
    }

    /** Starts the meter again after a power failure: torn cells are cleared, the next row carries power-down. */
    public synchronized void reboot() {
        advance();
        memory.recover();
        reloadActiveBlock();
        register.markNextRow(STATUS_POWER_DOWN);
        ledger.write(new Write(clock.now(), plan.meterId(), WriteKind.REBOOT, memory.changeCounter(), new byte[0], ""));
    }

    /** Highest invocation counter accepted from the management client. */
    public synchronized long highestClientCounter() {
        return highestClientCounter;
    }

    /**
     * Judges the counter of a frame whose tag has been verified; only a counter above every one accepted before passes.
     *
     * @return whether it was accepted
     */
    public synchronized boolean acceptFrameCounter(long counter) {
        boolean accepted = counter > highestClientCounter;
        if (accepted) {
            highestClientCounter = counter;
        }
        reportCounter(counter, CounterUse.FRAME, accepted ? "" : "not above " + highestClientCounter);
        return accepted;
    }

    /** Notes the counter of a verified challenge reply; frames must stay above it, too. */
    public synchronized void noteChallengeCounter(long counter) {
        highestClientCounter = Math.max(highestClientCounter, counter);
        reportCounter(counter, CounterUse.CHALLENGE, "");
    }

    /** The next counter for a frame of the meter, strictly rising over the meter's life. */
    public synchronized long nextServerCounter() {
        serverCounter++;
        return serverCounter;
    }

    private void reportCounter(long counter, CounterUse use, String refusal) {
        ledger.counter(new Counter(plan.meterId(), keyFingerprint, counter, use, refusal));
    }

    private WriteOutcome checkPending(byte[] block) {
        if (block.length != plan.model().blockLength()) {
            return WriteOutcome.Refused.typeUnmatched("block of " + block.length + " octets");
        }
        if (plan.model() == MeterModel.PLB_ALPHA) {
            return new WriteOutcome.Accepted();
        }
        return switch (plan.model().decode(block)) {
            case CoefficientBlock.Decoded.Valid valid -> new WriteOutcome.Accepted();
            case CoefficientBlock.Decoded.Invalid invalid -> WriteOutcome.Refused.other(invalid.reason());
        };
    }

    private WriteOutcome activate(byte[] block) {
        if (plan.model().decode(block) instanceof CoefficientBlock.Decoded.Invalid invalid) {
            return record(WriteKind.ACTIVATE, block, WriteOutcome.Refused.other(invalid.reason()));
        }
        Instant now = clock.now(); // read once: field time may be stepped meanwhile
        advanceTo(now);
        memory.activate(block);
        reloadActiveBlock();
        register.changeCoefficients(now.getEpochSecond(), activeBlock, memory.changeCounter());
        return record(WriteKind.ACTIVATE, block, new WriteOutcome.Accepted());
    }

    private void reloadActiveBlock() {
        activeBlock = switch (plan.model().decode(memory.activeBlock())) {
            case CoefficientBlock.Decoded.Valid valid -> valid.block();
            case CoefficientBlock.Decoded.Invalid invalid ->
                throw new IllegalStateException("active block of " + plan.meterId() + ": " + invalid.reason());
        };
    }

    private WriteOutcome record(WriteKind kind, byte[] octets, WriteOutcome outcome) {
        String refusal = switch (outcome) {
            case WriteOutcome.Accepted accepted -> "";
            case WriteOutcome.Refused refused -> refused.reason();
        };
        ledger.write(new Write(clock.now(), plan.meterId(), kind, memory.changeCounter(), octets.clone(), refusal));
        return outcome;
    }

    private void advanceTo(Instant now) {
        register.captureUntil(now.getEpochSecond());
        if (register.size() > reportedRows) {
            ledger.levels(plan.meterId(), register.rows(reportedRows, register.size()));
            reportedRows = register.size();
        }
    }

    @Override
    public String toString() {
        return "SimulatedMeter[" + plan.meterId() + " " + HexFormat.of().formatHex(activeBlockBytes()) + "]";
    }
}
