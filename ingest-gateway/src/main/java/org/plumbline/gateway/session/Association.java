// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.GetWithList;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.guard.ApduCipher;
import org.plumbline.gateway.guard.FrameGuard;
import org.plumbline.gateway.port.ApduCodec;
import org.plumbline.gateway.port.CosemAccess;

/** An open association: each request becomes one protected frame, each reply passes the guard, then the codec. */
final class Association implements CosemAccess, AutoCloseable {

    private static final byte[] RELEASE_REQUEST = {0x62, 0x03, (byte) 0x80, 0x01, 0x00};
    private static final CosemAttribute REPLY_TO_HLS = new CosemAttribute(15, ObisCode.parse("0.0.40.0.0.255"), 1);
    private static final CosemValue NOTHING = new CosemValue.NullData();

    private final FrameLine line;
    private final @Nullable ApduCipher cipher;
    private final FrameGuard guard;
    private final ApduCodec codec;
    private final SessionSettings settings;
    private int listItems;
    private OptionalLong reservedCounter = OptionalLong.empty();
    private boolean open = true;

    /** @param listItems most attributes of one GET, 1 where the meter does not offer lists */
    Association(
            FrameLine line,
            @Nullable ApduCipher cipher,
            FrameGuard guard,
            ApduCodec codec,
            int listItems,
            SessionSettings settings) {
        this.line = line;
        this.cipher = cipher;
        this.guard = guard;
        this.codec = codec;
        this.listItems = listItems;
        this.settings = settings;
    }

    @Override
    public AccessOutcome get(CosemAttribute attribute) {
        return request("GET " + attribute, c -> c.get(attribute));
    }

    /** A meter that refuses a list as a whole, though it offers lists, is asked one by one from then on. */
    @Override
    public List<AccessOutcome> get(List<CosemAttribute> attributes) {
        List<AccessOutcome> outcomes = new ArrayList<>(attributes.size());
        while (outcomes.size() < attributes.size()) {
            int items = Math.min(listItems, attributes.size() - outcomes.size());
            List<CosemAttribute> next = attributes.subList(outcomes.size(), outcomes.size() + items);
            List<AccessOutcome> answered = items == 1 ? List.of(get(next.getFirst())) : list(next);
            if (answered == null) {
                listItems = 1;
            } else {
                outcomes.addAll(answered);
            }
        }
        return outcomes;
    }

    /** Null when the meter refuses the list as a whole. */
    private @Nullable List<AccessOutcome> list(List<CosemAttribute> attributes) {
        return request(
                "GET of " + attributes.size() + " attributes",
                c -> c.getList(attributes),
                data -> GetWithList.results(ByteBuffer.wrap(data.toArray()), attributes.size()),
                code -> null);
    }

    AccessOutcome getRange(CosemAttribute buffer, Instant from, Instant to) {
        return request("GET " + buffer + " by range", c -> c.getRange(buffer, from, to));
    }

    @Override
    public AccessOutcome set(CosemAttribute attribute, CosemValue value) {
        return request("SET " + attribute, c -> c.set(attribute, value));
    }

    @Override
    public AccessOutcome invoke(CosemAttribute method, CosemValue parameter) {
        return request("ACTION " + method, c -> c.action(method, parameter));
    }

    /**
     * Pass 3 of HLS.
     *
     * @param token makes f(StoC) of an invocation counter that is above the frame's
     */
    AccessOutcome replyToHls(LongFunction<CosemValue> token) {
        reservedCounter = OptionalLong.of(line.nextCounter());
        CosemValue proof = token.apply(line.nextCounter());
        return request("HLS step 3", c -> c.action(REPLY_TO_HLS, proof));
    }

    private AccessOutcome request(String phase, Function<ApduCodec, byte[]> encoder) {
        return request(
                phase,
                encoder,
                data -> new AccessOutcome.Done(data.length() == 0 ? NOTHING : CosemValueDecoder.decode(data.toArray())),
                AccessOutcome.Refused::new);
    }

    /** Any fault of the link, the guard or the codec ends the association. */
    private <T extends @Nullable Object> T request(
            String phase,
            Function<ApduCodec, byte[]> encoder,
            Function<Octets, ? extends T> done,
            IntFunction<? extends T> refused) {
        if (!open) {
            throw new MeterFaultException(new MeterFault.ConnectionLost(phase + " on a closed association"));
        }
        try {
            byte[] request = encoder.apply(codec);
            String asked = phase;
            long transferEnd = line.transferEnd();
            for (int block = 2; ; block++) { // bounded by the guard in blocks and octets, by the line in time
                ApduCodec.Reply reply = codec.decode(exchanged(request, asked, transferEnd));
                switch (reply) {
                    case ApduCodec.Reply.Complete(Octets data) -> {
                        return done.apply(data);
                    }
                    case ApduCodec.Reply.Refused(int code) -> {
                        return refused.apply(code);
                    }
                    case ApduCodec.Reply.MoreBlocks(byte[] next) -> {
                        request = next;
                        asked = phase + ", block " + block;
                    }
                }
            }
        } catch (MeterFaultException fault) {
            abort();
            throw fault;
        }
    }

    private byte[] exchanged(byte[] plain, String phase, long transferEnd) {
        guard.expectReplyTo(plain);
        line.tap().plain(true, phase, plain);
        byte[] reply = guard.admit(line.exchangeWithin(transferEnd, asSent(plain), phase));
        line.tap().plain(false, phase, reply);
        return reply;
    }

    private byte[] asSent(byte[] plain) {
        if (cipher == null) {
            return plain;
        }
        long counter = reservedCounter.isPresent() ? reservedCounter.getAsLong() : line.nextCounter();
        reservedCounter = OptionalLong.empty();
        return service(FrameGuard.gloTag(plain), cipher.protect(counter, plain));
    }

    private static byte[] service(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) content.length).array());
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** Closes the connection without a release. */
    void abort() {
        open = false;
        line.close();
    }

    /** Asks for a release as far as the line allows, then closes; never throws. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        try {
            line.exchange(RELEASE_REQUEST, "release", settings.releaseTimeout());
        } catch (MeterFaultException alreadyGone) {
            // the connection is closed below in any case
        } finally {
            abort();
        }
    }
}
