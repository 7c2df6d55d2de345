// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.dlms.AssociationState.Associated;
import org.plumbline.simulator.dlms.AssociationState.Authenticating;
import org.plumbline.simulator.dlms.AssociationState.Idle;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.meter.PowerFailureException;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.port.TruthLedger.ConnectionEvent;

/**
 * The meter's side of one connection: protection and faults. Associating is done by {@link Handshake},
 * services are executed by {@link ServiceDispatcher}. Confined to one thread; knows no socket and no clock.
 *
 * <p>States: {@link Idle} -> (AARQ, public) {@link Associated} or (AARQ, management) {@link Authenticating} -> (challenge
 * answered) {@link Associated} -> (release) {@link Idle}.
 */
public final class MeterSession {
    public static final int SERVER_SAP = 1;
    public static final int MANAGEMENT_SAP = 1;
    public static final int PUBLIC_SAP = 16;

    private static final int RELEASE_REQUEST = 0x62;
    private static final byte[] RELEASE_RESPONSE = {0x63, 0x03, (byte) 0x80, 0x01, 0x00};

    private final MeterEndpoint endpoint;
    private final SimulatedMeter meter;
    private final Ciphering ciphering;
    private final byte[] serverTitle;
    private final Handshake handshake;
    private AssociationState state = new Idle();

    MeterSession(MeterEndpoint endpoint) {
        this.endpoint = endpoint;
        this.meter = endpoint.meter();
        this.ciphering = new Ciphering(meter.plan().keys());
        this.serverTitle = HexFormat.of().parseHex(meter.plan().systemTitle());
        this.handshake = new Handshake(endpoint, ciphering, serverTitle);
    }

    /**
     * Takes one APDU.
     *
     * @param clientSap wrapper source
     * @param insist whether a busy meter shall reject instead of answering {@link SessionReply.Busy}
     */
    public SessionReply onApdu(int clientSap, byte[] apdu, boolean insist) {
        if (clientSap != MANAGEMENT_SAP && clientSap != PUBLIC_SAP) {
            return new SessionReply.Close("unknown client " + clientSap);
        }
        boolean associating = apdu.length > 0 && (apdu[0] & 0xFF) == AssociationRequest.TAG;
        if (associating && !endpoint.acquire(this)) {
            if (!insist) {
                return new SessionReply.Busy();
            }
            return send(handshake.rejectForNow(clientSap).response());
        }
        FaultedRequest request =
                new FaultedRequest(meter, endpoint.faults(), endpoint.faults().onRequest());
        return answer(clientSap, apdu, request);
    }

    /** The connection is gone. */
    public void onClosed() {
        leave();
        endpoint.report(ConnectionEvent.CLOSED);
    }

    private SessionReply answer(int clientSap, byte[] apdu, FaultedRequest request) {
        if (request.fault().orElse(null) instanceof FaultAction.DropBefore) {
            return new SessionReply.Close("scripted");
        }
        try {
            byte[] response = respond(clientSap, apdu, request);
            return response == null ? new SessionReply.Close("nothing to answer") : faulted(response, request.fault());
        } catch (PowerFailureException expected) {
            meter.reboot();
            return powerLost(request.fault());
        } catch (FaultedRequest.DroppedException scripted) {
            return new SessionReply.Close("scripted");
        } catch (DlmsFormatException malformed) {
            return send(ExceptionResponse.notSupported());
        }
    }

    private SessionReply faulted(byte[] response, Optional<FaultAction> fault) {
        if (fault.isEmpty()) {
            return send(response);
        }
        return switch (fault.get()) {
            case FaultAction.DropAfter drop -> new SessionReply.Close("scripted");
            case FaultAction.DropBefore drop -> new SessionReply.Close("scripted");
            case FaultAction.Delay(Duration by) -> new SessionReply.Send(response, by);
            case FaultAction.Truncate(int afterOctets) -> new SessionReply.SendTruncated(response, afterOctets);
            case FaultAction.Garbage(int octets) -> send(endpoint.faults().noise(octets));
            case FaultAction.Reset reset -> new SessionReply.Reset();
            case FaultAction.Trickle(Duration perOctet) -> new SessionReply.Trickle(response, perOctet);
            case FaultAction.Refuse refuse -> send(response);
            case FaultAction.Reboot reboot -> {
                meter.reboot();
                yield powerLost(fault);
            }
        };
    }

    private static SessionReply powerLost(Optional<FaultAction> fault) {
        Duration offline =
                fault.orElse(null) instanceof FaultAction.Reboot(int octets, Duration time) ? time : Duration.ZERO;
        return new SessionReply.PowerLost(offline);
    }

    private byte @Nullable [] respond(int clientSap, byte[] apdu, FaultedRequest request) {
        if (apdu.length == 0) {
            return null;
        }
        return switch (apdu[0] & 0xFF) {
            case AssociationRequest.TAG -> associate(clientSap, apdu, request);
            case RELEASE_REQUEST -> releaseAssociation(apdu);
            default ->
                switch (state) {
                    case Idle idle -> ExceptionResponse.notAllowed();
                    case Authenticating authenticating ->
                        protectedService(
                                clientSap,
                                apdu,
                                authenticating.clientTitle(),
                                plain -> enter(handshake.proveKey(authenticating, plain)));
                    case Associated associated -> service(clientSap, apdu, associated, request);
                };
        };
    }

    private byte[] service(int clientSap, byte[] apdu, Associated associated, FaultedRequest request) {
        if (associated.clientTitle().length == 0) {
            return associated.dispatcher().dispatch(apdu, request);
        }
        return protectedService(
                clientSap,
                apdu,
                associated.clientTitle(),
                opened -> associated.dispatcher().dispatch(opened.plaintext(), request));
    }

    private interface PlainService {
        byte[] execute(Ciphering.Opened opened);
    }

    private byte[] protectedService(int clientSap, byte[] apdu, byte[] clientTitle, PlainService service) {
        GlobalCipheringTag tag = GlobalCipheringTag.ofRequest(apdu[0] & 0xFF);
        if (tag == null || clientSap != MANAGEMENT_SAP) {
            return ExceptionResponse.notAllowed();
        }
        OctetReader in = new OctetReader(apdu);
        in.u8();
        Ciphering.Opened opened = ciphering.open(clientTitle, in.take(in.length()));
        if (opened == null) {
            return ExceptionResponse.decipheringError();
        }
        if (!meter.acceptFrameCounter(opened.counter())) {
            return ExceptionResponse.counterError(meter.highestClientCounter());
        }
        if (opened.plaintext().length == 0 || (opened.plaintext()[0] & 0xFF) != tag.plainRequest()) {
            return ExceptionResponse.notSupported();
        }
        return protect(tag, service.execute(opened));
    }

    private byte[] protect(GlobalCipheringTag requestTag, byte[] response) {
        if ((response[0] & 0xFF) != requestTag.plainResponse()) {
            return response; // an exception-response is not ciphered
        }
        byte[] sealed = ciphering.seal(serverTitle, meter.nextServerCounter(), response);
        return new OctetWriter(sealed.length + 4)
                .tagged(requestTag.globalResponse(), sealed)
                .toByteArray();
    }

    private byte[] associate(int clientSap, byte[] apdu, FaultedRequest request) {
        state = new Idle();
        try {
            Handshake.Step step =
                    request.refused() ? handshake.rejectForNow(clientSap) : handshake.negotiate(clientSap, apdu);
            return enter(step);
        } finally {
            if (state instanceof Idle) {
                endpoint.release(this);
            }
        }
    }

    private byte[] releaseAssociation(byte[] apdu) {
        if (state instanceof Associated associated
                && associated.clientTitle().length > 0
                && !handshake.releaseHolds(apdu, associated)) {
            return ExceptionResponse.decipheringError();
        }
        leave();
        endpoint.report(ConnectionEvent.RELEASED);
        return RELEASE_RESPONSE;
    }

    private byte[] enter(Handshake.Step step) {
        state = step.next();
        if (state instanceof Idle) {
            endpoint.release(this);
        }
        return step.response();
    }

    private void leave() {
        state = new Idle();
        endpoint.release(this);
    }

    private static SessionReply send(byte[] apdu) {
        return new SessionReply.Send(apdu, Duration.ZERO);
    }
}
