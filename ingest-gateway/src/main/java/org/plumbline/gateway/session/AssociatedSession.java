// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.ClockReading;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.MeterIdentity;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileSlice;
import org.plumbline.gateway.dlms.RegisterValue;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.port.CosemAccess;
import org.plumbline.gateway.port.MeterSession;

/** What the core asks of a meter, in terms of GETs on one association. */
final class AssociatedSession implements MeterSession {

    private static final CosemAttribute SERIAL = new CosemAttribute(1, ObisCode.parse("0.0.96.1.0.255"), 2);
    private static final CosemAttribute FIRMWARE = new CosemAttribute(1, ObisCode.parse("1.0.0.2.0.255"), 2);
    private static final CosemAttribute CLOCK = new CosemAttribute(8, ObisCode.parse("0.0.1.0.0.255"), 2);
    private static final CosemAttribute CHANGE_COUNTER = new CosemAttribute(1, ObisCode.parse("0.0.96.2.10.255"), 2);
    private static final int REGISTER_CLASS = 3;
    private static final int PROFILE_CLASS = 7;
    private static final int LONGEST_TEXT = 64;

    private final Association association;
    private final MeterIdentity identity;
    private final InstantSource fieldTime;
    private final LongSupplier nanoTime;
    private final SessionSettings settings;
    private final Map<ObisCode, ScalerUnit> scalers = new HashMap<>(); // bounded by what is asked for in a session

    private AssociatedSession(
            Association association,
            MeterIdentity identity,
            InstantSource fieldTime,
            LongSupplier nanoTime,
            SessionSettings settings) {
        this.association = association;
        this.identity = identity;
        this.fieldTime = fieldTime;
        this.nanoTime = nanoTime;
        this.settings = settings;
    }

    /** Reads who answers and compares it with the registration; the caller closes the association on failure. */
    static AssociatedSession identified(
            Association association,
            MeterTarget target,
            InstantSource fieldTime,
            LongSupplier nanoTime,
            SessionSettings settings) {
        String expected = target.expectedSerial();
        String serial = text(association, SERIAL);
        if (expected != null && !expected.equals(serial)) {
            throw new MeterFaultException(new MeterFault.WrongMeter(expected, serial == null ? "(none)" : serial));
        }
        MeterIdentity identity = new MeterIdentity(serial == null ? "" : serial, text(association, FIRMWARE));
        return new AssociatedSession(association, identity, fieldTime, nanoTime, settings);
    }

    @Override
    public MeterIdentity identity() {
        return identity;
    }

    @Override
    public ClockReading clock() {
        Instant askedAt = fieldTime.instant();
        long sent = nanoTime.getAsLong();
        CosemValue value = require(CLOCK);
        Duration roundTrip = Duration.ofNanos(nanoTime.getAsLong() - sent);
        Instant answeredAt = fieldTime.instant();
        CosemDateTime time = Values.dateTime(CLOCK.obis(), value);
        return new ClockReading(time.instant(), askedAt, answeredAt, roundTrip, time.clockStatus());
    }

    @Override
    public long changeCounter() {
        return Values.unsigned(CHANGE_COUNTER.obis(), require(CHANGE_COUNTER));
    }

    @Override
    public ProfileLayout profileLayout(ObisCode profile) {
        CosemValue columns = require(new CosemAttribute(PROFILE_CLASS, profile, 3));
        CosemValue period = require(new CosemAttribute(PROFILE_CLASS, profile, 4));
        List<CosemAttribute> unknown = ProfileReader.scalers(profile, columns).stream()
                .filter(attribute -> !scalers.containsKey(attribute.obis()))
                .toList();
        List<AccessOutcome> answers = association.get(unknown);
        for (int i = 0; i < unknown.size(); i++) {
            ObisCode obis = unknown.get(i).obis();
            scalers.put(obis, Values.scalerUnit(obis, done(unknown.get(i), answers.get(i))));
        }
        return ProfileReader.layout(profile, columns, period, this::scalerUnit);
    }

    @Override
    public ProfileSlice profile(ProfileLayout layout, Instant from, Instant to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("range ends before it starts: " + from + " to " + to);
        }
        Instant last = from.plus(layout.capturePeriod().multipliedBy(settings.maxProfileRows() - 1L));
        Instant coveredTo = last.isBefore(to) ? last : to;
        CosemAttribute buffer = new CosemAttribute(PROFILE_CLASS, layout.profile(), 2);
        CosemValue rows = done(buffer, association.getRange(buffer, from, coveredTo));
        return ProfileReader.slice(layout, rows, from, coveredTo);
    }

    @Override
    public RegisterValue register(ObisCode obis) {
        long raw = Values.integer(obis, require(new CosemAttribute(REGISTER_CLASS, obis, 2)));
        return new RegisterValue(obis, raw, scalerUnit(REGISTER_CLASS, obis));
    }

    @Override
    public Snapshot read(Snapshot.Request request) {
        return SnapshotReader.read(association, CLOCK, request, scalers);
    }

    @Override
    public CosemAccess access() {
        return association;
    }

    @Override
    public void close() {
        association.close();
    }

    private ScalerUnit scalerUnit(int classId, ObisCode obis) {
        ScalerUnit known = scalers.get(obis);
        if (known != null) {
            return known;
        }
        ScalerUnit read = Values.scalerUnit(obis, require(new CosemAttribute(classId, obis, 3)));
        scalers.put(obis, read);
        return read;
    }

    private CosemValue require(CosemAttribute attribute) {
        return done(attribute, association.get(attribute));
    }

    private static CosemValue done(CosemAttribute attribute, AccessOutcome outcome) {
        return switch (outcome) {
            case AccessOutcome.Done(CosemValue value) -> value;
            case AccessOutcome.Refused(int code) ->
                throw new MeterFaultException(
                        new MeterFault.AccessRefused("GET", attribute.obis(), attribute.index(), code));
        };
    }

    /** Printable ASCII; null when the meter has no such object or does not show it. */
    private static @Nullable String text(Association association, CosemAttribute attribute) {
        if (!(association.get(attribute) instanceof AccessOutcome.Done(CosemValue value))) {
            return null;
        }
        String text = switch (value) {
            case CosemValue.OctetString(Octets octets) -> new String(octets.toArray(), StandardCharsets.ISO_8859_1);
            case CosemValue.TextValue(String plain) -> plain;
            default -> "";
        };
        if (text.isEmpty()
                || text.length() > LONGEST_TEXT
                || !text.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            throw new MeterFaultException(
                    new MeterFault.UnexpectedContent(attribute.obis(), "is no text of 1.." + LONGEST_TEXT));
        }
        return text;
    }
}
