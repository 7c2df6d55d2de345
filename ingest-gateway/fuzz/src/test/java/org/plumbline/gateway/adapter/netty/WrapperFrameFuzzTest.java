// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.fuzz.Bounds;
import org.plumbline.gateway.fuzz.KeptInputs;
import org.plumbline.gateway.transport.WrapperHeader;

public class WrapperFrameFuzzTest {

    private static final int MAX_FRAME_OCTETS = 512;
    private static final int CLIENT = 16;
    private static final int METER = 1;
    private static final byte[] REQUEST = {(byte) 0xC0, 1, 2, 3};

    /** The first octet says in pieces of what size the others arrive. */
    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyStreamGivesTheOneReplyOrClosesTheLink(byte[] stream) {
        if (stream.length == 0) {
            return;
        }
        Optional<byte[]> reply = Bounds.hold(stream.length, MeterFaultException.class, () -> exchanged(stream));
        reply.ifPresent(apdu -> {
            assertTrue(apdu.length + WrapperHeader.OCTETS <= MAX_FRAME_OCTETS);
            assertEquals(stream.length - 1 - WrapperHeader.OCTETS, apdu.length, "one frame and nothing else");
            assertEquals((stream[7] & 0xFF) << 8 | stream[8] & 0xFF, apdu.length);
        });
    }

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyFrameIsStrippedOrRefused(byte[] frame) {
        Bounds.hold(frame.length, MeterFaultException.class, () -> WrapperHeader.strip(frame, CLIENT, METER));
    }

    private static byte[] exchanged(byte[] stream) {
        NettyDlmsLink link = new NettyDlmsLink(CLIENT, METER);
        EmbeddedChannel channel = new EmbeddedChannel();
        link.install(channel.pipeline(), MAX_FRAME_OCTETS);
        channel.pipeline().addFirst(new Answer(channel, stream));
        try {
            byte[] reply = link.exchange(REQUEST, "GET", Duration.ofNanos(1));
            channel.checkException();
            return reply;
        } catch (MeterFaultException refused) {
            assertFalse(channel.isActive(), "the link is closed");
            throw refused;
        } finally {
            assertTrue(
                    channel.finishAndReleaseAll() || channel.inboundMessages().isEmpty());
        }
    }

    /** Sends the stream when the request comes. */
    private static final class Answer extends ChannelOutboundHandlerAdapter {

        private final EmbeddedChannel channel;
        private final byte[] stream;

        Answer(EmbeddedChannel channel, byte[] stream) {
            this.channel = channel;
            this.stream = stream;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
            promise.setSuccess();
            int piece = (stream[0] & 0xFF) + 1;
            for (int at = 1; at < stream.length && channel.isActive(); at += piece) {
                channel.writeOneInbound(Unpooled.copiedBuffer(stream, at, Math.min(piece, stream.length - at)));
            }
            channel.flushInbound();
        }
    }
}
