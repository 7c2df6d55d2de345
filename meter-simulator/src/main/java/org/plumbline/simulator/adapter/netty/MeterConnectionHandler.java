// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.dlms.MeterSession;
import org.plumbline.simulator.dlms.SessionReply;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.network.SegmentWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: finds the meter by the local address, unwraps frames and carries out the session's replies. */
final class MeterConnectionHandler extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger LOGGER = LoggerFactory.getLogger(MeterConnectionHandler.class);
    private static final int WRAPPER_VERSION = 1;
    private static final int WRAPPER_HEADER = 8;
    private static final int QUEUE_LIMIT = 8;
    private static final int BUSY_ATTEMPTS = 20;
    private static final int BUSY_RETRY_MILLIS = 15;

    private final Map<String, MeterPort> meters;
    private final WatchedLoops watch;
    private final Queue<Frame> waiting = new ArrayDeque<>();
    private @Nullable MeterPort port;
    private @Nullable MeterSession session;
    private SegmentWatch.@Nullable Ticket ticket;
    private boolean paused;

    private record Frame(int clientSap, byte[] apdu) {}

    MeterConnectionHandler(Map<String, MeterPort> meters, WatchedLoops watch) {
        this.meters = meters;
        this.watch = watch;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        String address =
                ((InetSocketAddress) ctx.channel().localAddress()).getAddress().getHostAddress();
        MeterPort found = address.startsWith("127.") ? meters.get(address) : null;
        if (found != null) {
            ticket = watch.opened(found.endpoint().meter().plan().meterId());
        }
        if (found == null || !found.attach(ctx.channel())) {
            Channels.close(ctx.channel());
            return;
        }
        port = found;
        session = found.endpoint().open();
        found.endpoint().faults().onConnection().ifPresent(fault -> strike(ctx, found, fault));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (ticket != null) {
            watch.closed(ticket);
        }
        if (port != null) {
            port.detach(ctx.channel());
        }
        if (session != null) {
            session.onClosed();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
        int version = frame.readUnsignedShort();
        int clientSap = frame.readUnsignedShort();
        int serverSap = frame.readUnsignedShort();
        frame.skipBytes(2);
        if (version != WRAPPER_VERSION || serverSap != MeterSession.SERVER_SAP || waiting.size() >= QUEUE_LIMIT) {
            Channels.close(ctx.channel());
            return;
        }
        byte[] apdu = new byte[frame.readableBytes()];
        frame.readBytes(apdu);
        waiting.add(new Frame(clientSap, apdu));
        drain(ctx);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            Channels.close(ctx.channel());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOGGER.atWarn()
                .addKeyValue(
                        "meterId",
                        port == null ? "none" : port.endpoint().meter().plan().meterId())
                .addKeyValue("error", cause.toString())
                .setCause(LOGGER.isDebugEnabled() ? cause : null)
                .log("connection failed");
        Channels.close(ctx.channel());
    }

    private void drain(ChannelHandlerContext ctx) {
        Frame frame = paused ? null : waiting.poll();
        while (frame != null && ctx.channel().isActive()) {
            answer(ctx, frame, BUSY_ATTEMPTS);
            frame = paused ? null : waiting.poll();
        }
    }

    private void answer(ChannelHandlerContext ctx, Frame frame, int attempts) {
        MeterSession open = session;
        MeterPort meter = port;
        if (open == null || meter == null) {
            return;
        }
        switch (open.onApdu(frame.clientSap(), frame.apdu(), attempts == 0)) {
            case SessionReply.Send(byte[] apdu, Duration after)
            when after.isZero() -> Channels.write(ctx.channel(), wrap(frame.clientSap(), apdu));
            case SessionReply.Send(byte[] apdu, Duration after) ->
                pause(ctx, after, () -> Channels.write(ctx.channel(), wrap(frame.clientSap(), apdu)));
            case SessionReply.SendTruncated(byte[] apdu, int frameOctets) -> {
                ByteBuf whole = wrap(frame.clientSap(), apdu);
                Channels.writeAndClose(ctx.channel(), whole.slice(0, Math.min(frameOctets, whole.readableBytes())));
            }
            case SessionReply.Trickle(byte[] apdu, Duration perOctet) ->
                trickle(ctx, wrap(frame.clientSap(), apdu), perOctet);
            case SessionReply.Reset reset -> Channels.reset(ctx.channel());
            case SessionReply.Close close -> Channels.close(ctx.channel());
            case SessionReply.PowerLost(Duration offline) -> meter.losePower(offline);
            case SessionReply.Busy busy ->
                pause(ctx, Duration.ofMillis(BUSY_RETRY_MILLIS), () -> answer(ctx, frame, attempts - 1));
        }
    }

    /** A fault at the moment of connecting; what concerns a response strikes an unasked one. */
    private void strike(ChannelHandlerContext ctx, MeterPort meter, FaultAction fault) {
        switch (fault) {
            case FaultAction.DropAfter drop -> Channels.close(ctx.channel());
            case FaultAction.DropBefore drop -> Channels.close(ctx.channel());
            case FaultAction.Refuse refuse -> Channels.close(ctx.channel());
            case FaultAction.Reset reset -> Channels.reset(ctx.channel());
            case FaultAction.Delay(Duration by) -> pause(ctx, by, () -> {});
            case FaultAction.Trickle(Duration perOctet) -> pause(ctx, perOctet, () -> {});
            case FaultAction.Truncate(int octets) ->
                Channels.writeAndClose(ctx.channel(), Unpooled.wrappedBuffer(new byte[octets]));
            case FaultAction.Garbage(int octets) ->
                Channels.write(ctx.channel(), wrap(MeterSession.MANAGEMENT_SAP, new byte[octets]));
            case FaultAction.Reboot(int octets, Duration offline) -> {
                meter.endpoint().meter().reboot();
                meter.losePower(offline);
            }
        }
    }

    private void pause(ChannelHandlerContext ctx, Duration time, Runnable then) {
        paused = true;
        var unused = ctx.executor()
                .schedule(
                        () -> {
                            paused = false;
                            then.run();
                            drain(ctx);
                        },
                        time.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void trickle(ChannelHandlerContext ctx, ByteBuf rest, Duration perOctet) {
        if (!ctx.channel().isActive() || !rest.isReadable()) {
            rest.release();
            return;
        }
        Channels.write(ctx.channel(), rest.readRetainedSlice(1));
        pause(ctx, perOctet, () -> trickle(ctx, rest, perOctet));
    }

    private static ByteBuf wrap(int clientSap, byte[] apdu) {
        return Unpooled.buffer(WRAPPER_HEADER + apdu.length)
                .writeShort(WRAPPER_VERSION)
                .writeShort(MeterSession.SERVER_SAP)
                .writeShort(clientSap)
                .writeShort(apdu.length)
                .writeBytes(apdu);
    }
}
