// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.gateway.calibration.ActiveBlock;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.ClockReading;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.MeterIdentity;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ProfileSlice;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.dlms.RegisterValue;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.port.CosemAccess;
import org.plumbline.gateway.port.MeterSession;

/** A session with a meter that has no coefficient block: rows, clock and change counter as the test sets them. */
public class FakeMeter implements MeterSession {

    public static final ObisCode ENERGY = ObisCode.parse("1.0.1.8.0.255");
    static final Duration PERIOD = Duration.ofMinutes(15);

    public final List<ProfileRow> rows = new ArrayList<>();
    final List<Duration> spans = new ArrayList<>();
    public final Map<ObisCode, RegisterOutcome> registers = new HashMap<>();
    /** What other objects say; the change counter is a field of its own. */
    final Map<CosemAttribute, AccessOutcome> objects = new HashMap<>();

    /** Attributes read one by one. */
    final List<CosemAttribute> asked = new ArrayList<>();

    final List<Snapshot.Request> snapshots = new ArrayList<>();
    String serial = "S";
    String firmware;
    Instant fieldTime;
    Duration clockOffset = Duration.ZERO;
    Long changeCounter = 0L;
    /** Profile requests that are answered before the link breaks. */
    public int slicesLeft = Integer.MAX_VALUE;

    /** Cells of a row; a reader that counts on another number finds no row usable. */
    int width = 3;

    int layoutsRead;

    /** Why the meter refuses its profile: data-access-result; 0 where it has one. */
    int profileRefused;

    /** Rows of every slice that the session had to leave out. */
    int unusableRows;

    public FakeMeter(Instant fieldTime) {
        this.fieldTime = fieldTime;
    }

    public void row(Instant at, long raw, Long counter) {
        List<Long> values = new ArrayList<>();
        values.add(raw);
        values.add(counter);
        rows.add(new ProfileRow(at, 0, 0, values));
    }

    @Override
    public MeterIdentity identity() {
        return new MeterIdentity(serial, firmware);
    }

    @Override
    public ClockReading clock() {
        return new ClockReading(fieldTime.plus(clockOffset), fieldTime, fieldTime, Duration.ZERO, 0);
    }

    @Override
    public long changeCounter() {
        if (changeCounter == null) {
            throw new MeterFaultException(new MeterFault.AccessRefused("GET", ActiveBlock.CHANGE_COUNTER.obis(), 2, 4));
        }
        return changeCounter;
    }

    @Override
    public ProfileLayout profileLayout(ObisCode profile) {
        layoutsRead++;
        if (profileRefused != 0) {
            throw new MeterFaultException(new MeterFault.AccessRefused("GET", profile, 3, profileRefused));
        }
        return new ProfileLayout(
                profile,
                PERIOD,
                width,
                0,
                -1,
                List.of(
                        new ProfileLayout.Column(1, 3, ENERGY, 2, new ScalerUnit(0, 30)),
                        new ProfileLayout.Column(2, 1, ActiveBlock.CHANGE_COUNTER.obis(), 2, null)));
    }

    @Override
    public ProfileSlice profile(ProfileLayout layout, Instant from, Instant to) {
        if (--slicesLeft < 0) {
            throw new MeterFaultException(new MeterFault.ConnectionLost("profile"));
        }
        spans.add(Duration.between(from, to));
        if (layout.width() != width) {
            return new ProfileSlice(List.of(), Math.max(1, rows.size()), to);
        }
        return new ProfileSlice(
                rows.stream()
                        .filter(row -> !row.captureTime().isBefore(from)
                                && !row.captureTime().isAfter(to))
                        .toList(),
                unusableRows,
                to);
    }

    @Override
    public RegisterValue register(ObisCode obis) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Snapshot read(Snapshot.Request request) {
        snapshots.add(request);
        List<RegisterOutcome> outcomes = request.registers().stream()
                .map(obis -> registers.getOrDefault(obis, new RegisterOutcome.Refused(obis, 4)))
                .toList();
        return new Snapshot(
                request.objects().stream().map(this::object).toList(), fieldTime.plus(clockOffset), 0, outcomes);
    }

    private AccessOutcome object(CosemAttribute attribute) {
        return changeCounter != null && attribute.obis().equals(ActiveBlock.CHANGE_COUNTER.obis())
                ? new AccessOutcome.Done(CosemValue.doubleLongUnsigned(changeCounter))
                : objects.getOrDefault(attribute, new AccessOutcome.Refused(4));
    }

    @Override
    public CosemAccess access() {
        return new CosemAccess() {
            @Override
            public AccessOutcome get(CosemAttribute attribute) {
                asked.add(attribute);
                return object(attribute);
            }

            @Override
            public AccessOutcome set(CosemAttribute attribute, CosemValue value) {
                throw new UnsupportedOperationException();
            }

            @Override
            public AccessOutcome invoke(CosemAttribute method, CosemValue parameter) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    public void close() {
        // Nothing to release.
    }
}
