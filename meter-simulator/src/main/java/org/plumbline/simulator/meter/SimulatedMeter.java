// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.plumbline.simulator.meter.Happening.Telling;
import org.plumbline.simulator.meter.MeterState.Protected;
import org.plumbline.simulator.meter.MeterState.ProtectedChange;
import org.plumbline.simulator.physics.ElectricalState;
import org.plumbline.simulator.port.FieldClock;
import org.plumbline.simulator.port.TruthLedger;
import org.plumbline.simulator.port.TruthLedger.Happened;
import org.plumbline.simulator.port.TruthLedger.Level;
import org.plumbline.simulator.port.TruthLedger.Write;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/**
 * One meter: it integrates its true load through its error curve and its coefficients, captures its load profile on its
 * own clock, and keeps coefficients and counters over a reboot. All methods are atomic; safe for concurrent use.
 *
 * <p>What is captured depends only on the plan and on the field instants of activations, clock settings, happenings and
 * reboots, not on how often or when the meter was asked.
 */
public final class SimulatedMeter {
    private static final int STATUS_POWER_DOWN = 0x80;

    /** "NV memory error" in the error and the alarm register: the bit of ERR-02. */
    private static final long NV_MEMORY_ERROR = 1 << 10;

    private final MeterPlan plan;
    private final FieldClock clock;
    private final TruthLedger ledger;
    private final EnergyRegister register;
    private final InvocationCounters counters;
    private final ClockAdjustment clockAdjustment;
    private final List<Happening.Scheduled> script = new ArrayList<>(0);

    private MeterState state;
    private NonVolatileMemory memory;
    private CoefficientWrites coefficients;
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
        this.counters = new InvocationCounters(plan, ledger);
        this.clockAdjustment = new ClockAdjustment(this::record, new ClockSetting());
        this.state = new MeterState(plan, plan.rating().serialNumber());
        this.memory = new NonVolatileMemory(plan.factoryBlock().canonicalBytes());
        this.coefficients = coefficientWrites();
        this.activeBlock = plan.factoryBlock();
    }

    private final class ClockSetting implements ClockAdjustment.Setting {
        @Override
        public long shown() {
            return snapshot().clockEpochSecond();
        }

        @Override
        public void set(long shown) {
            Instant now = clock.now();
            advanceTo(now);
            adjustClock(now.getEpochSecond(), shown);
        }
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
        return register.clock().invalid();
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

    /** Reads identity, state registers and logs. */
    public synchronized <T> T state(Function<MeterState, T> read) {
        advance();
        return read.apply(state);
    }

    /** Something happens now. */
    public synchronized void happen(Happening what) {
        Instant now = clock.now();
        advanceTo(now);
        apply(now, what);
    }

    /** Something will happen at a field instant; at once if that is over. */
    public synchronized void schedule(Instant at, Happening what) {
        script.add(new Happening.Scheduled(plan.meterId(), at, what));
        script.sort(Comparator.comparing(Happening.Scheduled::at));
    }

    /** Sets the clock to a time in seconds since 1970-01-01T00:00:00Z. */
    public synchronized WriteOutcome setClock(long shown) {
        return clockAdjustment.set(shown);
    }

    /** Shifts the clock by -900..900 s. */
    public synchronized WriteOutcome shiftClock(long seconds) {
        return clockAdjustment.shift(seconds);
    }

    /** Keeps a time for {@link #adjustClockToPreset}, valid from one time of the meter's clock to another. */
    public synchronized WriteOutcome presetClock(long time, long from, long to) {
        return clockAdjustment.preset(time, from, to);
    }

    public synchronized WriteOutcome adjustClockToPreset() {
        return clockAdjustment.adjustToPreset();
    }

    /** Clears the bits of the error register that the mask does not have; it cannot set any. */
    public synchronized WriteOutcome clearErrors(long keptMask) {
        advance();
        state.keepErrors(keptMask);
        register.criticalError(state.errorRegister() != 0);
        state.log(snapshot().clockEpochSecond(), MeterEvent.ERROR_REGISTER_CLEARED);
        return record(WriteKind.ERROR_CLEAR, new byte[0], new WriteOutcome.Accepted());
    }

    /** Clears the bits of the alarm register that the mask does not have; it cannot set any. */
    public synchronized WriteOutcome clearAlarms(long keptMask) {
        advance();
        state.keepAlarms(keptMask);
        state.log(snapshot().clockEpochSecond(), MeterEvent.ALARM_REGISTER_CLEARED);
        return record(WriteKind.ALARM_CLEAR, new byte[0], new WriteOutcome.Accepted());
    }

    public synchronized CoefficientBlock activeBlock() {
        return activeBlock;
    }

    /** Canonical bytes of the active block, read from memory. */
    public synchronized byte[] activeBlockBytes() {
        return memory.activeBlock();
    }

    /** What the meter shows as the checksum of the active block, 0..2^32-1. */
    public synchronized long activeChecksum() {
        Long stray = memory.strayChecksum();
        return stray != null ? stray : plan.model().checksum(memory.activeBlock());
    }

    /** Canonical bytes of the pending block; empty when there is none. */
    public synchronized byte[] pendingBlockBytes() {
        return memory.pendingBlock();
    }

    public synchronized long changeCounter() {
        return memory.changeCounter();
    }

    /** State of the image transfer. */
    public synchronized ImageTransfer imageTransfer() {
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
        long shown = snapshot().clockEpochSecond();
        state.log(shown, MeterEvent.POWER_DOWN);
        state.log(shown, MeterEvent.POWER_UP);
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

    MeterState stateForChange() {
        return state;
    }

    /** Becomes another meter of the same type. */
    void install(String serialNumber, long field) {
        state = new MeterState(plan, serialNumber);
        memory = new NonVolatileMemory(plan.factoryBlock().canonicalBytes());
        coefficients = coefficientWrites();
        activeBlock = plan.factoryBlock();
        register.changeCoefficients(field, activeBlock, 0);
    }

    /** Sets the clock and tells of it: events with old and new time, status of the interval. */
    void adjustClock(long field, long shown) {
        long before = register.clock().at(field);
        register.adjustClock(field, shown);
        state.log(before, MeterEvent.CLOCK_ADJUSTED_OLD_TIME);
        state.log(shown, MeterEvent.CLOCK_ADJUSTED_NEW_TIME);
    }

    /** Writes a row of the certification data log. */
    void protectedChange(long field, Protected what, long before, long after) {
        state.protectedChanged(
                new ProtectedChange(register.clock().at(field), memory.changeCounter(), what, before, after));
    }

    /** Raises the change counter without another block. */
    void countProtectedChange(long field) {
        memory.count();
        register.changeCoefficients(field, activeBlock, memory.changeCounter());
    }

    /** Bits of the coefficients' memory turn over; the meter's own check finds it at once. */
    void corruptMemory(long field, Happening.Part part, int at, int mask) {
        byte[] block = memory.activeBlock();
        long shown = activeChecksum();
        int checksumAt = plan.model().checksumAt();
        if (part == Happening.Part.BLOCK) {
            block[at % (checksumAt < 0 ? block.length : checksumAt)] ^= (byte) mask;
        } else {
            shown ^= mask;
            if (checksumAt >= 0) {
                block[block.length - 1] ^= (byte) mask;
            }
        }
        memory.corruptActive(block, shown);
        reloadActiveBlock();
        register.changeCoefficients(field, activeBlock, memory.changeCounter());
        happenNow(field, new Happening.ErrorBits(NV_MEMORY_ERROR));
        happenNow(field, new Happening.AlarmBits(NV_MEMORY_ERROR));
    }

    private void happenNow(long field, Happening what) {
        new HappeningEffects(this, register, field).apply(what);
    }

    /** Whether block and checksum disagree. */
    private boolean memoryIsCorrupt() {
        Long stray = memory.strayChecksum();
        byte[] block = memory.activeBlock();
        return stray != null
                && (stray != plan.model().checksum(block)
                        || plan.model().decode(block) instanceof CoefficientBlock.Decoded.Invalid);
    }

    /** Somebody else multiplies the gains. */
    void changeByOther(long field, double gainFactor, Telling telling) {
        byte[] block = activeBlock.multipliedBy(gainFactor).canonicalBytes();
        long before = activeChecksum();
        if (telling == Telling.SILENT) {
            memory.overwriteActive(block);
        } else {
            memory.activate(block);
        }
        reloadActiveBlock();
        register.changeCoefficients(field, activeBlock, memory.changeCounter());
        if (telling == Telling.COUNTED_AND_LOGGED) {
            protectedChange(field, Protected.COEFFICIENTS, before, plan.model().checksum(block));
        }
    }

    private CoefficientWrites coefficientWrites() {
        return new CoefficientWrites(plan.model(), memory, this::record, this::putIntoForce);
    }

    private void putIntoForce(CoefficientBlock block) {
        Instant now = clock.now(); // read once: field time may be stepped meanwhile
        advanceTo(now);
        long field = now.getEpochSecond();
        long before = activeChecksum();
        boolean wasCorrupt = memoryIsCorrupt();
        memory.activate(block.canonicalBytes());
        reloadActiveBlock();
        if (wasCorrupt) {
            state.keepErrors(~NV_MEMORY_ERROR);
            register.criticalError(state.errorRegister() != 0);
        }
        register.changeCoefficients(field, activeBlock, memory.changeCounter());
        protectedChange(field, Protected.COEFFICIENTS, before, plan.model().checksum(memory.activeBlock()));
        state.configurationChanged(register.clock().at(field));
    }

    private void apply(Instant at, Happening what) {
        new HappeningEffects(this, register, at.getEpochSecond()).apply(what);
        ledger.happened(new Happened(at, plan.meterId(), what.toString()));
    }

    /** Coefficients that their checksum contradicts are not counted with. */
    private void reloadActiveBlock() {
        if (memoryIsCorrupt()) {
            activeBlock = plan.model().blockOfGain(1);
            return;
        }
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
        while (!script.isEmpty() && !script.getFirst().at().isAfter(now)) {
            Happening.Scheduled next = script.removeFirst();
            register.captureUntil(next.at().getEpochSecond());
            apply(next.at(), next.what());
        }
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
