// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.gateway.transport.WrapperHeader;

/**
 * One connection: at most one request outstanding; a frame that nobody asked for closes it. The event loop completes the
 * reply, the session thread waits for it.
 */
final class NettyDlmsLink extends SimpleChannelInboundHandler<ByteBuf> implements DlmsLink {

    private static final MeterFault NOT_ASKED_FOR =
            new MeterFault.GuardViolated(GuardRule.WRAPPER, "octets that were not asked for");

    private final int clientSap;
    private final int serverSap;
    private final AtomicReference<@Nullable Pending> pending = new AtomicReference<>();
    private volatile @Nullable Channel channel;
    private volatile @Nullable MeterFault closedBecause;
    private @Nullable ReplyFrames frames; // event loop only, as is what has arrived
    private byte @Nullable [] arrived;

    /** The one outstanding request. */
    private record Pending(String phase, CompletableFuture<byte[]> reply) {}

    NettyDlmsLink(int clientSap, int serverSap) {
        this.clientSap = clientSap;
        this.serverSap = serverSap;
    }

    /** Cuts the stream into frames, none of them longer than {@code maxFrameOctets}, and takes them. */
    void install(ChannelPipeline pipeline, int maxFrameOctets) {
        frames = new ReplyFrames(maxFrameOctets);
        pipeline.addLast(frames).addLast(this);
    }

    /** Whole frames; octets that no request waits for would be taken for the next reply, so they close the link. */
    private final class ReplyFrames extends LengthFieldBasedFrameDecoder {

        ReplyFrames(int maxFrameOctets) {
            super(maxFrameOctets, WrapperHeader.LENGTH_OFFSET, 2, 0, 0);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object octets) throws Exception {
            if (pending.get() == null) {
                ReferenceCountUtil.release(octets);
                shut(NOT_ASKED_FOR);
                return;
            }
            super.channelRead(context, octets);
        }

        boolean holdMore() {
            return actualReadableBytes() > 0;
        }
    }

    @Override
    public byte[] exchange(byte[] apdu, String phase, Duration deadline) {
        Channel open = channel;
        MeterFault closed = closedBecause;
        if (closed != null || open == null) {
            throw new MeterFaultException(closed == null ? new MeterFault.ConnectionLost(phase) : closed);
        }
        Pending mine = new Pending(phase, new CompletableFuture<>());
        if (!pending.compareAndSet(null, mine)) {
            throw new IllegalStateException("a request is outstanding already");
        }
        byte[] header = new WrapperHeader(clientSap, serverSap, apdu.length).encode();
        open.writeAndFlush(Unpooled.wrappedBuffer(header, apdu)).addListener(sent -> {
            if (!sent.isSuccess()) {
                shut(new MeterFault.ConnectionLost(phase));
            }
        });
        if (closedBecause != null) { // closed between the check above and the registration of the request
            failPending();
        }
        return awaited(mine, deadline);
    }

    private byte[] awaited(Pending mine, Duration deadline) {
        try {
            return mine.reply().get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            MeterFault fault = new MeterFault.ExchangeTimeout(mine.phase(), deadline);
            shut(fault);
            throw new MeterFaultException(fault, late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof MeterFaultException fault) {
                throw fault;
            }
            throw new MeterFaultException(new MeterFault.ConnectionLost(mine.phase()), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            MeterFault fault = new MeterFault.ConnectionLost(mine.phase() + ", interrupted");
            shut(fault);
            throw new MeterFaultException(fault, interrupted);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
        byte[] octets = new byte[frame.readableBytes()];
        frame.readBytes(octets);
        if (pending.get() == null || arrived != null) {
            shut(NOT_ASKED_FOR);
            return;
        }
        try {
            arrived = WrapperHeader.strip(octets, clientSap, serverSap);
        } catch (MeterFaultException violated) {
            shut(violated.fault());
        }
    }

    /** Hands the reply over only now, so that what follows in the same read is not taken for the next reply. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        byte[] reply = arrived;
        arrived = null;
        if (reply != null && frames != null && frames.holdMore()) {
            shut(NOT_ASKED_FOR);
        }
        Pending asked = reply == null ? null : pending.getAndSet(null);
        if (asked != null && reply != null) {
            asked.reply().complete(reply);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Pending asked = pending.get();
        shut(new MeterFault.ConnectionLost(asked == null ? "idle" : asked.phase()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Pending asked = pending.get();
        String phase = asked == null ? "idle" : asked.phase();
        shut(
                cause instanceof TooLongFrameException
                        ? new MeterFault.GuardViolated(GuardRule.WRAPPER, "frame longer than agreed")
                        : new MeterFault.ConnectionLost(phase));
    }

    /** The first reason stays. */
    private void shut(MeterFault reason) {
        if (closedBecause == null) {
            closedBecause = reason;
        }
        failPending();
        Channel open = channel;
        if (open != null) {
            ChannelFuture unused = open.close();
        }
    }

    private void failPending() {
        Pending asked = pending.getAndSet(null);
        MeterFault reason = closedBecause;
        if (asked != null && reason != null) {
            asked.reply().completeExceptionally(new MeterFaultException(reason));
        }
    }

    @Override
    public void close() {
        shut(new MeterFault.ConnectionLost("closed by us"));
    }
}
