// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.plumbline.simulator.physics.ElectricalState;
import org.plumbline.simulator.port.FieldClock;
import org.plumbline.simulator.port.TruthLedger;
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
    private static final int STATUS_POWER_DOWN = 0x80;

    private final MeterPlan plan;
    private final FieldClock clock;
    private final TruthLedger ledger;
    private final EnergyRegister register;
    private final NonVolatileMemory memory;
    private final CoefficientWrites coefficients;
    private final InvocationCounters counters;

    private CoefficientBlock activeBlock;

    /**
     * What the meter shows at one field instant.
     *
     * @param clockEpochSecond meter clock, seconds since 1970-01-01T00:00:00Z
     * @param registerRaw energy register content
     * @param powerWatts active power of the load, rounded, at least 0
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
        this.coefficients = new CoefficientWrites(plan.model(), memory, this::record, this::putIntoForce);
        this.counters = new InvocationCounters(plan, ledger);
        this.activeBlock = plan.factoryBlock();
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

    /** Whether the clock says of itself that it is invalid. */
    public synchronized boolean clockInvalid() {
        return register.clockInvalid();
    }

    /** Content of an energy register now. */
    public synchronized long registerRaw(EnergyQuantity quantity) {
        Instant now = clock.now();
        advanceTo(now);
        return register.rawAt(now.getEpochSecond(), quantity);
    }

    /** Voltages, currents and powers now. */
    public synchronized ElectricalState electricalState() {
        Instant now = clock.now();
        advanceTo(now);
        return register.electricalStateAt(now.getEpochSecond());
    }

    /** Profile rows whose time is in {@code from..to}, both inclusive, oldest first. */
    public synchronized List<ProfileRow> rowsByTime(long fromEpochSecond, long toEpochSecond) {
        advance();
        return register.history().byTime(fromEpochSecond, toEpochSecond);
    }

    /** Profile rows by entry number, 1 is the oldest kept, both inclusive. */
    public synchronized List<ProfileRow> rowsByEntry(long fromEntry, long toEntry) {
        advance();
        return register.history().byEntry(fromEntry, toEntry);
    }

    /** Rows held by the profile. */
    public synchronized int profileEntriesInUse() {
        advance();
        return register.history().size();
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
        return coefficients.imageTransfer();
    }

    /**
     * Stores a pending block (canonical bytes). PLB-ALPHA takes any block of the right length, PLB-BETA only one whose
     * checksum holds.
     */
    public synchronized WriteOutcome storePending(byte[] block) {
        return coefficients.storePending(block);
    }

    /** PLB-ALPHA: compares with the CRC-16 of the pending block and activates, or empties the pending block. */
    public synchronized WriteOutcome storePendingChecksum(int checksum) {
        return coefficients.storePendingChecksum(checksum);
    }

    /** Activates the pending block. */
    public synchronized WriteOutcome activatePending() {
        return coefficients.activatePending();
    }

    public synchronized WriteOutcome initiateImage(byte[] identifier, long size) {
        return coefficients.initiateImage(identifier, size);
    }

    public synchronized WriteOutcome storeImageBlock(long number, byte[] octets) {
        return coefficients.storeImageBlock(number, octets);
    }

    public synchronized WriteOutcome verifyImage() {
        return coefficients.verifyImage();
    }

    public synchronized WriteOutcome activateImage() {
        return coefficients.activateImage();
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
        return counters.highestClientCounter();
    }

    /**
     * Judges the counter of a frame whose tag has been verified; only a counter above every one accepted before passes.
     *
     * @return whether it was accepted
     */
    public synchronized boolean acceptFrameCounter(long counter) {
        return counters.acceptFrame(counter);
    }

    /** Notes the counter of a verified challenge reply; frames must stay above it, too. */
    public synchronized void noteChallengeCounter(long counter) {
        counters.noteChallenge(counter);
    }

    /** The next counter for a frame of the meter, strictly rising over the meter's life. */
    public synchronized long nextServerCounter() {
        return counters.nextServerCounter();
    }

    private void putIntoForce(CoefficientBlock block) {
        Instant now = clock.now(); // read once: field time may be stepped meanwhile
        advanceTo(now);
        memory.activate(block.canonicalBytes());
        reloadActiveBlock();
        register.changeCoefficients(now.getEpochSecond(), activeBlock, memory.changeCounter());
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
        List<Level> captured = register.takeCaptured();
        if (!captured.isEmpty()) {
            ledger.levels(plan.meterId(), captured);
        }
    }

    @Override
    public String toString() {
        return "SimulatedMeter[" + plan.meterId() + " " + HexFormat.of().formatHex(activeBlockBytes()) + "]";
    }
}
