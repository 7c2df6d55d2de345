// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The floor: frames of the same lengths over Netty, without DLMS, without threads. Each connection sends its next frame
 * when the answer to the last has come.
 */
final class FloorClient implements AutoCloseable {

    static final int HEADER_OCTETS = 8;

    /** One exchange, in octets of APDU. */
    record Exchange(int requestOctets, int replyOctets) {}

    private final NioEventLoopGroup loops = new NioEventLoopGroup(2);
    private final InetSocketAddress server;
    private final int connections;
    private final List<Channel> kept = new ArrayList<>();

    FloorClient(int port, int connections) {
        this.server = new InetSocketAddress("127.0.0.1", port);
        this.connections = connections;
    }

    /** Repeats one exchange on connections that stay open. */
    void exchange(Exchange exchange, long operations) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(connections);
        AtomicLong left = new AtomicLong(operations);
        while (kept.size() < connections) {
            kept.add(connect(new Steps()));
        }
        for (Channel channel : kept) {
            Steps steps = channel.pipeline().get(Steps.class);
            steps.onReply = () -> {
                if (left.getAndDecrement() > 0) {
                    send(channel, exchange);
                } else {
                    done.countDown();
                }
            };
            steps.onReply.run();
        }
        await(done);
    }

    /** Connects, exchanges, closes; again and again. */
    void sessions(List<Exchange> script, long operations) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(connections);
        AtomicLong left = new AtomicLong(operations);
        for (int i = 0; i < connections; i++) {
            session(script, left, done);
        }
        await(done);
    }

    private void session(List<Exchange> script, AtomicLong left, CountDownLatch done) {
        if (left.getAndDecrement() <= 0) {
            done.countDown();
            return;
        }
        Steps steps = new Steps();
        bootstrap(steps).connect(server).addListener((io.netty.channel.ChannelFuture connected) -> {
            if (!connected.isSuccess()) {
                throw new IllegalStateException("no connection to the field process", connected.cause());
            }
            Channel channel = connected.channel();
            int[] next = {0};
            steps.onReply = () -> {
                if (next[0] < script.size()) {
                    send(channel, script.get(next[0]++));
                } else {
                    channel.close().addListener(closed -> session(script, left, done));
                }
            };
            steps.onReply.run();
        });
    }

    private Channel connect(Steps steps) throws InterruptedException {
        return bootstrap(steps).connect(server).sync().channel();
    }

    private Bootstrap bootstrap(Steps steps) {
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new LengthFieldBasedFrameDecoder(65_543, 6, 2, 0, 0))
                                .addLast(steps);
                    }
                });
    }

    private static void send(Channel channel, Exchange exchange) {
        ByteBuf frame = channel.alloc().buffer(HEADER_OCTETS + exchange.requestOctets());
        frame.writeShort(1).writeShort(16).writeShort(1).writeShort(exchange.requestOctets());
        frame.writeShort(exchange.replyOctets()).writeZero(exchange.requestOctets() - 2);
        var unused = channel.writeAndFlush(frame);
    }

    private static void await(CountDownLatch done) throws InterruptedException {
        if (!done.await(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the field process does not answer");
        }
    }

    @Override
    public void close() {
        var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Goes on when a reply has come. */
    private static final class Steps extends SimpleChannelInboundHandler<ByteBuf> {
        private volatile Runnable onReply = () -> {};

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            onReply.run();
        }
    }
}
