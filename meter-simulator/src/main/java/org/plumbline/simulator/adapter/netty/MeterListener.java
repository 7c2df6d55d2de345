// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.dlms.MeterEndpoint;
import org.plumbline.simulator.network.SegmentWatch;

/** The wildcard listener of all meters. A connection to an address outside 127/8 or of no meter is closed at once. */
public final class MeterListener implements AutoCloseable {
    private static final int WRAPPER_LENGTH_OFFSET = 6;
    private static final int MAXIMUM_FRAME = 65_535 + 8;
    private static final int BACKLOG = 1024;
    private static final int WORKER_THREADS = 2;
    private static final long CLOSE_SECONDS = 5;

    private final NioEventLoopGroup acceptor;
    private final NioEventLoopGroup workers;
    private final Channel channel;

    private MeterListener(NioEventLoopGroup acceptor, NioEventLoopGroup workers, Channel channel) {
        this.acceptor = acceptor;
        this.workers = workers;
        this.channel = channel;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 lets the system choose
     * @throws SimulatorException if the port cannot be had or two meters share an address
     */
    public static MeterListener start(
            List<MeterEndpoint> endpoints, SegmentWatch segments, int port, Duration inactivityTimeout) {
        Map<String, MeterPort> byAddress = new HashMap<>();
        for (MeterEndpoint endpoint : endpoints) {
            String address = endpoint.meter().plan().address();
            if (byAddress.put(address, new MeterPort(endpoint)) != null) {
                throw new SimulatorException("two meters share the address " + address);
            }
        }
        Map<String, MeterPort> meters = Map.copyOf(byAddress);
        NioEventLoopGroup acceptor = new NioEventLoopGroup(1, new DefaultThreadFactory("meter-accept", true));
        NioEventLoopGroup workers = new NioEventLoopGroup(WORKER_THREADS, new DefaultThreadFactory("meter-io", true));
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptor, workers)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel child) {
                        child.pipeline()
                                .addLast(
                                        new IdleStateHandler(inactivityTimeout.toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                                .addLast(
                                        new LengthFieldBasedFrameDecoder(MAXIMUM_FRAME, WRAPPER_LENGTH_OFFSET, 2, 0, 0))
                                .addLast(new MeterConnectionHandler(meters, new WatchedLoops(segments, workers)));
                    }
                });
        ChannelFuture bound =
                bootstrap.bind(new InetSocketAddress("0.0.0.0", port)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDown(acceptor, workers);
            throw new SimulatorException(
                    "cannot listen on TCP port " + port
                            + ": it is in use or not allowed; stop the other program (ss -ltnp) or choose another port",
                    bound.cause());
        }
        return new MeterListener(acceptor, workers, bound.channel());
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        shutDown(acceptor, workers);
    }

    private static void shutDown(NioEventLoopGroup acceptor, NioEventLoopGroup workers) {
        acceptor.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
