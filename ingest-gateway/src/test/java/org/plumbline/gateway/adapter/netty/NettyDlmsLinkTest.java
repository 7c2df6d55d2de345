// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;

/** What arrives in one read, to the octet: found by fuzzing the stream. */
class NettyDlmsLinkTest {

    private static final byte[] REQUEST = {(byte) 0xC0, 1, 2, 3};
    private static final String REPLY = "0001000100100003c40101";

    private final NettyDlmsLink link = new NettyDlmsLink(16, 1);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private String answer = "";
    private Runnable whileOutstanding = () -> {};

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
    }

    @Test
    void replyAndNothingElseKeepsTheLink() {
        answer = REPLY;

        assertArrayEquals(HexFormat.of().parseHex("c40101"), exchange());
        assertTrue(channel.isActive());
    }

    @Test
    void beginningOfAFrameBehindTheReplyClosesTheLink() {
        answer = REPLY + "0001";

        assertNotAskedFor();
    }

    @Test
    void beginningOfAFrameThatNobodyAskedForClosesTheLink() {
        channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex("00010001")));

        assertFalse(channel.isActive());
        assertNotAskedFor();
    }

    @Test
    void lengthBeyondTheLimitClosesTheLinkBeforeTheFrameIsBuffered() {
        answer = "0001000100100101";

        assertThrows(MeterFaultException.class, this::exchange);
        assertFalse(channel.isActive());
    }

    @Test
    void secondRequestWhileOneIsOutstandingIsOurOwnFault() {
        whileOutstanding = () -> assertThrows(IllegalStateException.class, this::exchange);
        answer = REPLY;

        assertArrayEquals(HexFormat.of().parseHex("c40101"), exchange());
    }

    private void assertNotAskedFor() {
        MeterFaultException refused = assertThrows(MeterFaultException.class, this::exchange);
        assertEquals(
                new MeterFault.GuardViolated(GuardRule.WRAPPER, "octets that were not asked for"), refused.fault());
        assertFalse(channel.isActive());
    }

    private byte[] exchange() {
        return link.exchange(REQUEST, "GET", Duration.ofNanos(1));
    }

    @BeforeEach
    void install() {
        channel.pipeline().addLast(new Answer());
        link.install(channel.pipeline(), 264);
    }

    /** Answers each request at once. */
    private final class Answer extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
            promise.setSuccess();
            whileOutstanding.run();
            channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(answer)));
        }
    }
}
