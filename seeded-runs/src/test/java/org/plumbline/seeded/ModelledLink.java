// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.simulator.dlms.MeterSession;
import org.plumbline.simulator.dlms.SessionReply;

/**
 * One connection. What has been sent arrives even when the sender is killed meanwhile; a connection whose sender stands
 * still stays open until the meter closes it.
 */
final class ModelledLink implements DlmsLink {

    private final ModelledField field;
    private final ModelledInstance instance;
    private final ModelledField.Meter meter;
    private final MeterSession session;
    private final int clientSap;
    private byte @Nullable [] reply;
    private byte[] replyBefore = {};
    private boolean closedHere;
    private boolean closedByMeter;
    private long heardAtNanos;
    private String step = "";

    ModelledLink(ModelledField field, ModelledInstance instance, ModelledField.Meter meter, int clientSap) {
        this.field = field;
        this.instance = instance;
        this.meter = meter;
        this.clientSap = clientSap;
        this.session = meter.endpoint.open();
        this.heardAtNanos = field.scheduler().nowNanos();
        watch();
    }

    @Override
    public byte[] exchange(byte[] apdu, String phase, Duration deadline) {
        if (closedHere || closedByMeter) {
            close();
            throw new MeterFaultException(new MeterFault.ConnectionLost(phase));
        }
        step = field.strike().exchange(phase);
        boolean stoodStill = instance.portOfFrame(meter.plan().meterId(), "before " + step);
        field.books().sent(meter.plan().meterId(), meter.plan().keys(), apdu);
        send(apdu, stoodStill);
        boolean ended = field.scheduler().await(() -> reply != null || closedByMeter, deadline.toNanos());
        instance.port();
        if (field.scheduler().takeInterrupt()) {
            Thread.currentThread().interrupt();
            close();
            throw new MeterFaultException(new MeterFault.ConnectionLost(phase + ", interrupted"));
        }
        instance.point("after " + step);
        byte[] received = reply;
        reply = null;
        if (received == null) {
            close();
            throw new MeterFaultException(
                    ended ? new MeterFault.ConnectionLost(phase) : new MeterFault.ExchangeTimeout(phase, deadline));
        }
        byte[] delivered = field.happens(field.weather().garbledReply()) || struck(Blow.REPLY_GARBLED)
                ? garbled(received)
                : received;
        replyBefore = received;
        return delivered;
    }

    private void send(byte[] apdu, boolean stoodStill) {
        byte[] octets = apdu.clone();
        long sentAtNanos = field.scheduler().nowNanos();
        if (!field.happens(field.weather().lostRequest()) && !struck(Blow.REQUEST_LOST)) {
            field.scheduler().after(field.travelNanos(), () -> {
                field.books().arriving(sentAtNanos, stoodStill);
                arrive(octets);
            });
        }
    }

    private void arrive(byte[] apdu) {
        if (closedByMeter) {
            return;
        }
        heardAtNanos = field.scheduler().nowNanos();
        if (field.happens(field.weather().powerLoss())) {
            meter.endpoint.meter().failPowerInNextWrite(field.chance().nextInt(40));
        }
        if (struck(Blow.METER_OUT_BEFORE)) {
            field.cutPower(meter);
            return;
        }
        if (struck(Blow.METER_OUT_IN_WRITE)) {
            meter.endpoint.meter().failPowerInNextWrite(field.strike().octets());
        }
        switch (session.onApdu(clientSap, apdu, true)) {
            case SessionReply.Send sent -> answer(sent.apdu());
            case SessionReply.SendTruncated truncated -> closeByMeter();
            case SessionReply.Trickle trickle -> closeByMeter();
            case SessionReply.Reset reset -> closeByMeter();
            case SessionReply.Close close -> closeByMeter();
            case SessionReply.Busy busy -> closeByMeter();
            case SessionReply.PowerLost lost -> field.losePower(meter);
        }
    }

    private boolean struck(Blow blow) {
        return field.strike().hits(blow) || field.strike().falls(blow, step);
    }

    private void answer(byte[] response) {
        if (struck(Blow.METER_OUT_AFTER)) {
            field.cutPower(meter);
            return;
        }
        if (struck(Blow.CONNECTION_RESET)) {
            closeByMeter();
            return;
        }
        if (struck(Blow.REPLY_LOST)) {
            return;
        }
        if (field.happens(field.weather().lostReply())) {
            if (field.chance().nextBoolean()) {
                closeByMeter();
            }
            return;
        }
        long late = field.happens(field.weather().lateReply()) ? 5_000_000_000L : 0;
        field.scheduler().after(field.travelNanos() + late, () -> reply = response);
    }

    private byte[] garbled(byte[] received) {
        return switch (field.chance().nextInt(4)) {
            case 0 -> field.randomOctets(1 + field.chance().nextInt(64));
            case 1 -> Arrays.copyOf(received, field.chance().nextInt(received.length));
            case 2 -> replyBefore.clone();
            default -> {
                byte[] changed = received.clone();
                changed[field.chance().nextInt(changed.length)] ^=
                        (byte) (1 << field.chance().nextInt(8));
                yield changed;
            }
        };
    }

    /** The meter gives a silent connection up, as it must when the other side stands still. */
    private void watch() {
        long silentUntil = heardAtNanos + field.inactivityNanos();
        field.scheduler().after(silentUntil - field.scheduler().nowNanos(), () -> {
            if (field.scheduler().nowNanos() - heardAtNanos >= field.inactivityNanos()) {
                closeByMeter();
            } else if (!closedByMeter) {
                watch();
            }
        });
    }

    void closeByMeter() {
        if (!closedByMeter) {
            closedByMeter = true;
            meter.links.remove(this);
            session.onClosed();
        }
    }

    /** Also what the operating system does for a process that was killed. */
    @Override
    public void close() {
        if (!closedHere) {
            closedHere = true;
            field.scheduler().after(field.travelNanos(), this::closeByMeter);
        }
    }

    boolean of(ModelledInstance other) {
        return instance.equals(other);
    }
}
