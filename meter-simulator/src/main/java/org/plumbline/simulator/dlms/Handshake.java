// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import org.plumbline.simulator.dlms.AssociationState.Associated;
import org.plumbline.simulator.dlms.AssociationState.Authenticating;
import org.plumbline.simulator.dlms.AssociationState.Idle;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.port.TruthLedger.ConnectionEvent;

/**
 * How a client comes in: the public client without security, the management client with HLS5-GMAC and authenticated
 * encryption. Confined to the session's thread.
 */
final class Handshake {
    private static final int CHALLENGE_OCTETS = 16;
    private static final int SMALLEST_CHALLENGE = 8;
    private static final int LARGEST_CHALLENGE = 64;

    private final MeterEndpoint endpoint;
    private final SimulatedMeter meter;
    private final Ciphering ciphering;
    private final byte[] serverTitle;

    /** Where the association stands next, and what the client is told. */
    record Step(AssociationState next, byte[] response) {}

    Handshake(MeterEndpoint endpoint, Ciphering ciphering, byte[] serverTitle) {
        this.endpoint = endpoint;
        this.meter = endpoint.meter();
        this.ciphering = ciphering;
        this.serverTitle = serverTitle;
    }

    /** Not now: another association is open, or the script says so. */
    Step rejectForNow(int clientSap) {
        return reject(clientSap, AssociationResponse.REJECTED_TRANSIENT, AssociationResponse.DIAGNOSTIC_NO_REASON);
    }

    /** Takes an AARQ. */
    Step negotiate(int clientSap, byte[] apdu) {
        AssociationRequest asked;
        try {
            asked = AssociationRequest.decode(apdu);
        } catch (DlmsFormatException malformed) {
            return reject(
                    clientSap,
                    AssociationResponse.REJECTED_PERMANENT,
                    AssociationResponse.DIAGNOSTIC_CONTEXT_NOT_SUPPORTED);
        }
        return clientSap == MeterSession.PUBLIC_SAP ? negotiatePublic(asked) : negotiateManagement(asked);
    }

    private Step negotiatePublic(AssociationRequest asked) {
        if (asked.ciphered() || asked.mechanism() != 0) {
            return reject(
                    MeterSession.PUBLIC_SAP,
                    AssociationResponse.REJECTED_PERMANENT,
                    AssociationResponse.DIAGNOSTIC_MECHANISM_NOT_RECOGNISED);
        }
        Initiate.Proposal proposal = Initiate.decode(asked.userInformation());
        endpoint.report(ConnectionEvent.ASSOCIATED_PUBLIC);
        return new Step(
                new Associated(new byte[0], new ServiceDispatcher(endpoint, false, proposal.maximumPdu())),
                AssociationResponse.accepted(Initiate.response(negotiated(proposal))));
    }

    private Step negotiateManagement(AssociationRequest asked) {
        byte[] user = asked.userInformation();
        if (!asked.ciphered()
                || asked.mechanism() != AssociationRequest.MECHANISM_GMAC
                || asked.callingTitle().length != 8
                || asked.challenge().length < SMALLEST_CHALLENGE
                || asked.challenge().length > LARGEST_CHALLENGE
                || user.length == 0
                || (user[0] & 0xFF) != Initiate.GLO_REQUEST) {
            return reject(
                    MeterSession.MANAGEMENT_SAP,
                    AssociationResponse.REJECTED_PERMANENT,
                    AssociationResponse.DIAGNOSTIC_MECHANISM_NOT_RECOGNISED);
        }
        OctetReader in = new OctetReader(user);
        in.u8();
        Ciphering.Opened opened = ciphering.open(asked.callingTitle(), in.take(in.length()));
        if (opened == null) {
            return reject(
                    MeterSession.MANAGEMENT_SAP,
                    AssociationResponse.REJECTED_PERMANENT,
                    AssociationResponse.DIAGNOSTIC_AUTHENTICATION_FAILURE);
        }
        if (!meter.acceptFrameCounter(opened.counter())) {
            endpoint.report(ConnectionEvent.ASSOCIATION_REFUSED);
            return new Step(new Idle(), ExceptionResponse.counterError(meter.highestClientCounter()));
        }
        return challenge(asked, opened.counter(), Initiate.decode(opened.plaintext()));
    }

    private Step challenge(AssociationRequest asked, long counter, Initiate.Proposal proposal) {
        byte[] challenge = endpoint.randomOctets(CHALLENGE_OCTETS);
        byte[] initiated =
                ciphering.seal(serverTitle, meter.nextServerCounter(), Initiate.response(negotiated(proposal)));
        byte[] protectedInitiate =
                new OctetWriter().tagged(Initiate.GLO_RESPONSE, initiated).toByteArray();
        return new Step(
                new Authenticating(asked.callingTitle(), counter, asked.challenge(), challenge, proposal.maximumPdu()),
                AssociationResponse.authenticationPending(serverTitle, challenge, protectedInitiate));
    }

    /** Takes the answer to our challenge. */
    Step proveKey(Authenticating authenticating, Ciphering.Opened opened) {
        ActionRequest action = ActionRequest.decode(opened.plaintext());
        boolean isProof = action.classId() == ObjectModel.CLASS_ASSOCIATION
                && action.name().equals(ObjectModel.CURRENT_ASSOCIATION)
                && action.method() == 1
                && action.parameter() instanceof CosemData.Octets;
        if (!isProof) {
            return new Step(authenticating, ExceptionResponse.notAllowed());
        }
        byte[] reply = ((CosemData.Octets) action.parameter()).octets();
        long counter =
                ciphering.verifyChallengeReply(authenticating.clientTitle(), authenticating.challengeToClient(), reply);
        // Stock clients repeat the frame's counter here; the ledger shows it, the meter lets it pass.
        if (counter <= authenticating.associationCounter()) {
            endpoint.report(ConnectionEvent.ASSOCIATION_REFUSED);
            return new Step(new Idle(), action.refused(AccessResult.SCOPE_VIOLATED));
        }
        meter.noteChallengeCounter(counter);
        endpoint.report(ConnectionEvent.ASSOCIATED_MANAGEMENT);
        byte[] proof =
                ciphering.challengeReply(serverTitle, meter.nextServerCounter(), authenticating.challengeToServer());
        ServiceDispatcher dispatcher = new ServiceDispatcher(endpoint, true, authenticating.maximumPdu());
        return new Step(authenticating.toAssociated(dispatcher), action.succeeded(new CosemData.Octets(proof)));
    }

    /** A release without protected user information is accepted, as closing the connection would be. */
    boolean releaseHolds(byte[] apdu, Associated associated) {
        OctetReader all = new OctetReader(apdu);
        all.u8();
        OctetReader in = all.section(all.length());
        while (in.remaining() > 0) {
            int tag = in.u8();
            OctetReader field = in.section(in.length());
            if (tag == 0xBE) {
                field.u8();
                OctetReader user = field.section(field.length());
                user.u8();
                Ciphering.Opened opened = ciphering.open(associated.clientTitle(), user.take(user.length()));
                return opened != null && meter.acceptFrameCounter(opened.counter());
            }
        }
        return true;
    }

    private int negotiated(Initiate.Proposal proposal) {
        int offered = meter.plan().features().listLimit() > 0
                ? Initiate.CONFORMANCE
                : Initiate.CONFORMANCE & ~Initiate.MULTIPLE_REFERENCES;
        return proposal.conformance() & offered;
    }

    private Step reject(int clientSap, int result, int diagnostic) {
        endpoint.report(ConnectionEvent.ASSOCIATION_REFUSED);
        boolean ciphered = clientSap == MeterSession.MANAGEMENT_SAP;
        return new Step(new Idle(), AssociationResponse.rejected(ciphered, result, diagnostic));
    }
}
