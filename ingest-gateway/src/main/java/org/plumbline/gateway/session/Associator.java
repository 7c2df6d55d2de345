// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.GetWithList;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.guard.Aare;
import org.plumbline.gateway.guard.ApduCipher;
import org.plumbline.gateway.guard.FrameGuard;
import org.plumbline.gateway.guard.InitiateResponse;
import org.plumbline.gateway.port.ApduCodec;
import org.plumbline.gateway.port.ApduCodecs;

/** Opens an association on a line: the public client, or HLS5-GMAC with all four passes. */
final class Associator {

    private static final int CHALLENGE_OCTETS = 16;
    private static final int SHORTEST_CHALLENGE = 8;
    private static final int LONGEST_CHALLENGE = 64;

    // What ciphering adds to an APDU: tag, length, security control, counter, GCM tag.
    private static final int CIPHERING_OCTETS = 1 + 3 + 1 + 4 + ApduCipher.TAG_OCTETS;

    private final ApduCodecs codecs;
    private final RandomGenerator random;
    private final SessionSettings settings;

    Associator(ApduCodecs codecs, RandomGenerator random, SessionSettings settings) {
        this.codecs = codecs;
        this.random = random;
        this.settings = settings;
    }

    Association publicClient(FrameLine line) {
        Aare aare = accepted(aareFor(line, Aarq.publicClient(settings.maxReceivePdu())), Aare.CONTEXT_LOGICAL_NAMES);
        InitiateResponse agreed = InitiateResponse.plain(aare.userInformation().toArray());
        FrameGuard guard = FrameGuard.plain(settings.limits());
        return new Association(line, null, guard, codec(agreed, 0), listItems(agreed, 0), settings);
    }

    /** @param expectedTitle system title the AARE must carry, or null */
    Association management(FrameLine line, SecurityContext security, @Nullable Octets expectedTitle) {
        ApduCipher cipher = new ApduCipher(security);
        byte[] challenge = new byte[CHALLENGE_OCTETS];
        random.nextBytes(challenge);
        byte[] request = Aarq.ciphered(cipher, line.nextCounter(), challenge, settings.maxReceivePdu());
        Aare aare = accepted(aareFor(line, request), Aare.CONTEXT_LOGICAL_NAMES_CIPHERED);
        checkHandshake(aare, cipher, challenge, expectedTitle);
        byte[] title = aare.respondingTitle().toArray();
        InitiateResponse agreed = opened(aare, cipher, title);
        FrameGuard guard = FrameGuard.ciphered(settings.limits(), cipher, title, agreed.serverCounter());
        Association association = new Association(
                line, cipher, guard, codec(agreed, CIPHERING_OCTETS), listItems(agreed, CIPHERING_OCTETS), settings);
        proveBoth(association, cipher, aare, challenge);
        return association;
    }

    private byte[] aareFor(FrameLine line, byte[] request) {
        try {
            return line.exchange(request, "AARE");
        } catch (MeterFaultException failed) {
            if (failed.fault() instanceof MeterFault.ExchangeTimeout) {
                throw new MeterFaultException(new MeterFault.AareMissing(settings.exchangeTimeout()), failed);
            }
            throw failed;
        }
    }

    private static Aare accepted(byte[] apdu, int contextName) {
        Aare aare = Aare.decode(apdu);
        if (aare.result() != Aare.ACCEPTED) {
            throw new MeterFaultException(new MeterFault.AssociationRejected(aare.result(), aare.diagnostic()));
        }
        if (aare.contextName() != contextName) {
            throw failed("AARE", "application context " + aare.contextName() + ", expected " + contextName);
        }
        return aare;
    }

    private static void checkHandshake(Aare aare, ApduCipher cipher, byte[] ours, @Nullable Octets expectedTitle) {
        Octets title = aare.respondingTitle();
        if (title.length() != SecurityContext.SYSTEM_TITLE_OCTETS) {
            throw failed("AARE", "system title of " + title.length() + " octets");
        }
        if (title.equals(Octets.of(cipher.clientTitle()))) {
            throw failed("AARE", "the meter claims our own system title");
        }
        if (expectedTitle != null && !expectedTitle.equals(title)) {
            throw failed("AARE", "system title differs from the registered one");
        }
        int length = aare.challenge().length();
        if (length < SHORTEST_CHALLENGE || length > LONGEST_CHALLENGE) {
            throw failed("AARE", "challenge of " + length + " octets");
        }
        if (aare.challenge().equals(Octets.of(ours))) {
            throw failed("AARE", "our own challenge is reflected");
        }
    }

    private static InitiateResponse opened(Aare aare, ApduCipher cipher, byte[] title) {
        try {
            return InitiateResponse.ciphered(aare.userInformation().toArray(), cipher, title);
        } catch (MeterFaultException refused) {
            throw new MeterFaultException(
                    new MeterFault.AuthenticationFailed(
                            "AARE initiate-response", refused.fault().evidence()),
                    refused);
        }
    }

    /**
     * Passes 3 and 4; always, whatever the AARE's diagnostic says. The token's counter is above its frame's, so a meter
     * that checks both, in the order in which it sees them, finds them rising.
     */
    private void proveBoth(Association association, ApduCipher cipher, Aare aare, byte[] challenge) {
        AccessOutcome outcome = association.replyToHls(counter ->
                CosemValue.OctetString.of(cipher.token(counter, aare.challenge().toArray())));
        MeterFaultException failure = switch (outcome) {
            case AccessOutcome.Refused(int code) -> failed("HLS step 3", "refused by the meter, result " + code);
            case AccessOutcome.Done(CosemValue value) ->
                value instanceof CosemValue.OctetString(Octets reply)
                                && cipher.verifies(
                                        reply.toArray(), aare.respondingTitle().toArray(), challenge)
                        ? null
                        : failed("HLS step 4", "the meter's proof does not verify");
        };
        if (failure != null) {
            association.abort();
            throw failure;
        }
    }

    private ApduCodec codec(InitiateResponse agreed, int overheadOctets) {
        if (!agreed.supports(Aarq.GET)) {
            throw failed("AARE", "the meter does not offer GET");
        }
        return codecs.forAssociation(requestOctets(agreed, overheadOctets));
    }

    /** Attributes of one GET; 1 where the meter does not offer lists. */
    private int listItems(InitiateResponse agreed, int overheadOctets) {
        return agreed.supports(Aarq.MULTIPLE_REFERENCES)
                ? Math.max(1, GetWithList.itemsWithin(requestOctets(agreed, overheadOctets)))
                : 1;
    }

    private int requestOctets(InitiateResponse agreed, int overheadOctets) {
        int limit = agreed.maxPduOctets() == 0 ? settings.maxReceivePdu() : agreed.maxPduOctets();
        return limit - overheadOctets;
    }

    private static MeterFaultException failed(String step, String reason) {
        return new MeterFaultException(new MeterFault.AuthenticationFailed(step, reason));
    }
}
