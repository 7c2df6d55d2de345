// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.simulator.meter.Happening.Contact;
import org.plumbline.simulator.meter.Happening.Right;

/**
 * Who a meter is, how it stands and what its logs hold. Read and changed under the lock of its meter. Times are those
 * of the meter's clock.
 */
public final class MeterState {
    /** Rows each log holds; older ones are overwritten. */
    public static final int LOG_CAPACITY = 100;

    private final List<LoggedEvent> standardLog = new ArrayList<>(0);
    private final List<LoggedEvent> fraudLog = new ArrayList<>(0);
    private final List<ProtectedChange> certificationLog = new ArrayList<>(0);
    private final Map<Contact, Integer> tampers = new EnumMap<>(Contact.class);
    private final Set<Access> withdrawn = new HashSet<>(0);
    private final String serialNumber;
    private String firmware;
    private long errorRegister;
    private long alarmRegister;
    private long configurationChanges;
    private long configurationChangedAt;
    private long protectedChangedAt;
    private int ratioNumerator = 1;
    private int ratioDenominator = 1;

    /** A row of an event log. */
    public record LoggedEvent(long clockEpochSecond, int code) {}

    /** What was protected and changed; the ordinal plus one is the code in the log. */
    public enum Protected {
        COEFFICIENTS,
        TRANSFORMER_RATIO,
        FIRMWARE
    }

    /**
     * A row of the certification data log.
     *
     * @param changeCounter protected change counter afterwards
     * @param before value or checksum, 32 bits
     * @param after value or checksum, 32 bits
     */
    public record ProtectedChange(long clockEpochSecond, long changeCounter, Protected what, long before, long after) {}

    private record Access(int classId, String obis, int attribute, Right right) {}

    MeterState(MeterPlan plan, String serialNumber) {
        this.serialNumber = serialNumber;
        this.firmware = plan.rating().firmware();
    }

    public String serialNumber() {
        return serialNumber;
    }

    public String firmware() {
        return firmware;
    }

    public long errorRegister() {
        return errorRegister;
    }

    public long alarmRegister() {
        return alarmRegister;
    }

    public long configurationChanges() {
        return configurationChanges;
    }

    /** Seconds since 1970-01-01T00:00:00Z; 0 when nothing was changed yet. */
    public long configurationChangedAt() {
        return configurationChangedAt;
    }

    /** Seconds since 1970-01-01T00:00:00Z; 0 when nothing was changed yet. */
    public long protectedChangedAt() {
        return protectedChangedAt;
    }

    public int ratioNumerator() {
        return ratioNumerator;
    }

    public int ratioDenominator() {
        return ratioDenominator;
    }

    public int tampers(Contact contact) {
        return tampers.getOrDefault(contact, 0);
    }

    public List<LoggedEvent> standardLog() {
        return List.copyOf(standardLog);
    }

    public List<LoggedEvent> fraudLog() {
        return List.copyOf(fraudLog);
    }

    public List<ProtectedChange> certificationLog() {
        return List.copyOf(certificationLog);
    }

    public boolean isWithdrawn(int classId, String obis, int attribute, Right right) {
        return !withdrawn.isEmpty() && withdrawn.contains(new Access(classId, obis, attribute, right));
    }

    void log(long clockEpochSecond, MeterEvent event) {
        append(event.isFraud() ? fraudLog : standardLog, new LoggedEvent(clockEpochSecond, event.code()));
    }

    void configurationChanged(long clockEpochSecond) {
        configurationChanges++;
        configurationChangedAt = clockEpochSecond;
        log(clockEpochSecond, MeterEvent.PARAMETERS_CHANGED);
    }

    void protectedChanged(ProtectedChange change) {
        protectedChangedAt = change.clockEpochSecond();
        append(certificationLog, change);
    }

    void firmware(String other) {
        firmware = other;
    }

    void ratio(int numerator, int denominator) {
        ratioNumerator = numerator;
        ratioDenominator = denominator;
    }

    void raiseErrors(long mask) {
        errorRegister |= mask;
    }

    void raiseAlarms(long mask) {
        alarmRegister |= mask;
    }

    /** Keeps only the bits that are set in the mask. */
    void keepErrors(long mask) {
        errorRegister &= mask;
    }

    /** Keeps only the bits that are set in the mask. */
    void keepAlarms(long mask) {
        alarmRegister &= mask;
    }

    void tampered(Contact contact) {
        tampers.merge(contact, 1, Integer::sum);
    }

    void withdraw(Happening.RightWithdrawn right) {
        withdrawn.add(new Access(right.classId(), right.obis(), right.attribute(), right.right()));
    }

    private static <T> void append(List<T> log, T row) {
        if (log.size() == LOG_CAPACITY) {
            log.removeFirst();
        }
        log.add(row);
    }
}
