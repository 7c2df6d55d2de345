// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.EventCode;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.PublicView;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.guard.ApduCipher;
import org.plumbline.gateway.port.ApduCodecs;
import org.plumbline.gateway.port.DlmsTransport;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.FrameTap;
import org.plumbline.gateway.port.InvocationCounters;
import org.plumbline.gateway.port.MeterConnector;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.NetworkUse;

/**
 * Opens sessions on a transport. When a meter refuses the association and its counter, read through the public client,
 * is ahead of ours, ours is moved up once, within bounds, and the association is tried once more.
 */
public final class DlmsMeterConnector implements MeterConnector {

    /** The management client's highest accepted invocation counter, readable without keys. */
    private static final CosemAttribute COUNTER = new CosemAttribute(1, ObisCode.parse("0.0.43.1.0.255"), 2);

    private final DlmsTransport transport;
    private final Associator associator;
    private final InstantSource fieldTime;
    private final LongSupplier nanoTime;
    private final SessionSettings settings;
    private final FrameTap.Source taps;

    /**
     * @param challenges source of HLS challenges; must be cryptographically strong
     * @param fieldTime stamps clock readings
     * @param nanoTime monotonic time in ns, for round trips
     */
    public DlmsMeterConnector(
            DlmsTransport transport,
            ApduCodecs codecs,
            RandomGenerator challenges,
            InstantSource fieldTime,
            LongSupplier nanoTime,
            SessionSettings settings) {
        this(transport, codecs, challenges, fieldTime, nanoTime, settings, meterId -> FrameTap.NONE);
    }

    /** @param taps who looks at which meter's frames */
    public DlmsMeterConnector(
            DlmsTransport transport,
            ApduCodecs codecs,
            RandomGenerator challenges,
            InstantSource fieldTime,
            LongSupplier nanoTime,
            SessionSettings settings,
            FrameTap.Source taps) {
        this.transport = transport;
        this.associator = new Associator(codecs, challenges, settings);
        this.fieldTime = fieldTime;
        this.nanoTime = nanoTime;
        this.settings = settings;
        this.taps = taps;
    }

    @Override
    public MeterSession open(MeterTarget target, InvocationCounters counters, FrameGate gate, NetworkUse use) {
        Association association = associate(target, counters, gate, use);
        try {
            return AssociatedSession.identified(association, target, fieldTime, nanoTime, settings);
        } catch (RuntimeException unidentified) {
            association.close();
            throw unidentified;
        }
    }

    private Association associate(MeterTarget target, InvocationCounters counters, FrameGate gate, NetworkUse use) {
        SecurityContext security = target.security();
        if (security == null) {
            return publicAssociation(target, counters, gate, use);
        }
        long first = counters.peek();
        try {
            return management(target, security, counters, gate, use);
        } catch (MeterFaultException refused) {
            if (!mayBeCounter(refused.fault())) {
                throw refused;
            }
            catchUp(target, first, counters, gate, use, refused);
        }
        return management(target, security, counters, gate, use);
    }

    private Association management(
            MeterTarget target, SecurityContext security, InvocationCounters counters, FrameGate gate, NetworkUse use) {
        FrameLine line = line(target, target.endpoint().managementSap(), counters, gate, use);
        try {
            Association authenticated = associator.management(line, security, target.expectedSystemTitle());
            counters.proven();
            return authenticated;
        } catch (RuntimeException failed) {
            line.close();
            throw failed;
        }
    }

    private Association publicAssociation(
            MeterTarget target, InvocationCounters counters, FrameGate gate, NetworkUse use) {
        FrameLine line = line(target, target.endpoint().publicSap(), counters, gate, use);
        try {
            return associator.publicClient(line);
        } catch (RuntimeException failed) {
            line.close();
            throw failed;
        }
    }

    private FrameLine line(
            MeterTarget target, int clientSap, InvocationCounters counters, FrameGate gate, NetworkUse use) {
        return new FrameLine(
                transport.connect(target.endpoint(), clientSap, settings.connectTimeout(), use),
                counters,
                gate,
                nanoTime,
                use,
                settings,
                taps.of(target.meterId()));
    }

    /** Meters refuse a stale counter in many ways, some by closing the connection. */
    private static boolean mayBeCounter(MeterFault fault) {
        return switch (fault) {
            case MeterFault.AssociationRejected rejected -> true;
            case MeterFault.ServiceRefused refused -> true;
            case MeterFault.ConnectionLost lost -> true;
            case MeterFault.ManagementRefused refused -> false;
            case MeterFault.NameUnresolved unresolved -> false;
            case MeterFault.AuthenticationFailed failed -> false;
            case MeterFault.AddressNotAllowed notAllowed -> false;
            case MeterFault.ConnectionRefused refused -> false;
            case MeterFault.ConnectTimeout timeout -> false;
            case MeterFault.AareMissing missing -> false;
            case MeterFault.ExchangeTimeout timeout -> false;
            case MeterFault.TransferTimeout timeout -> false;
            case MeterFault.GuardViolated violated -> false;
            case MeterFault.CodecFailed failed -> false;
            case MeterFault.CounterExhausted exhausted -> false;
            case MeterFault.CounterJumpRefused refused -> false;
            case MeterFault.AccessRefused refused -> false;
            case MeterFault.RightMissing missing -> false;
            case MeterFault.MeterBusy busy -> false;
            case MeterFault.WrongMeter wrong -> false;
            case MeterFault.UnexpectedContent unexpected -> false;
            case MeterFault.LeaseLost lost -> false;
            case MeterFault.HoldActive hold -> false;
            case MeterFault.OrderExpired expired -> false;
            case MeterFault.CounterBlockUnavailable unavailable -> false;
            case MeterFault.SegmentUnavailable unavailable -> false;
        };
    }

    /**
     * Moves our counter up when it was behind; otherwise the refusal has another reason. The value is unauthenticated: it moves ours up by a bounded
     * jump, never down, and not a second time before the meter has authenticated itself.
     *
     * @param ours counter the refused association used first
     * @throws MeterFaultException ManagementRefused when the counter was not the reason
     */
    private void catchUp(
            MeterTarget target,
            long ours,
            InvocationCounters counters,
            FrameGate gate,
            NetworkUse use,
            MeterFaultException refused) {
        Long claimed = claimedCounter(target, counters, gate, use, refused);
        if (claimed == null || claimed < ours) {
            PublicView seen = claimed == null ? PublicView.SERVED : PublicView.COUNTER_NOT_AHEAD;
            throw new MeterFaultException(new MeterFault.ManagementRefused(refused.fault(), seen), refused);
        }
        long allowedJump = counters.jumpUnproven() ? 0 : settings.maxCounterJump();
        if (allowedJump == 0 || claimed - ours > allowedJump) {
            throw new MeterFaultException(new MeterFault.CounterJumpRefused(ours, claimed, allowedJump), refused);
        }
        if (claimed >= ApduCipher.COUNTER_LIMIT - settings.counterMargin()) {
            throw new MeterFaultException(new MeterFault.CounterExhausted(claimed), refused);
        }
        counters.raiseAbove(claimed);
    }

    private @Nullable Long claimedCounter(
            MeterTarget target,
            InvocationCounters counters,
            FrameGate gate,
            NetworkUse use,
            MeterFaultException refused) {
        try (Association publicClient = publicAssociation(target, counters, gate, use)) {
            return publicClient.get(COUNTER)
                            instanceof
                            AccessOutcome.Done(CosemValue.IntegerValue(CosemValue.IntegerType type, long value))
                    ? (Long) value
                    : null;
        } catch (MeterFaultException noPublicClient) {
            if (noPublicClient.fault().eventCode() == EventCode.GATEWAY_STOP
                    || noPublicClient.fault() instanceof MeterFault.SegmentUnavailable) {
                throw noPublicClient;
            }
            refused.addSuppressed(noPublicClient);
            throw new MeterFaultException(
                    new MeterFault.ManagementRefused(refused.fault(), PublicView.SILENT), refused);
        }
    }
}
