// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.gateway.port.DlmsTransport;
import org.plumbline.gateway.port.NetworkUse;
import org.plumbline.gateway.transport.FieldNetworks;

/**
 * TCP wrapper connections on a few shared event loops. Session threads block (virtual threads), event loops never do.
 * Safe for many threads.
 */
public final class NettyDlmsTransport implements DlmsTransport, AutoCloseable {

    private static final int FRAME_MARGIN_OCTETS = 64;

    private final EventLoopGroup eventLoops;
    private final FieldNetworks networks;
    private final int maxFrameOctets;

    /**
     * @param networks where meters may live; checked on the resolved address
     * @param maxReceivePdu largest APDU we offer to receive, in octets; a longer frame closes the link
     * @param threads event loop threads, at least 1
     */
    public NettyDlmsTransport(FieldNetworks networks, int maxReceivePdu, int threads) {
        this.eventLoops = new NioEventLoopGroup(threads, new DefaultThreadFactory("meter-io", true));
        this.networks = networks;
        this.maxFrameOctets = maxReceivePdu + FRAME_MARGIN_OCTETS;
    }

    @Override
    public DlmsLink connect(MeterEndpoint endpoint, int clientSap, Duration timeout, NetworkUse use) {
        InetSocketAddress address = new InetSocketAddress(allowed(endpoint.host()), endpoint.port());
        NettyDlmsLink link = new NettyDlmsLink(clientSap, endpoint.serverSap());
        use.awaitConnect();
        ChannelFuture connecting = new Bootstrap()
                .group(eventLoops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE))
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        link.install(channel.pipeline(), maxFrameOctets);
                    }
                })
                .connect(address);
        await(connecting, address, timeout);
        return link;
    }

    private InetAddress allowed(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!networks.allow(address)) {
                throw new MeterFaultException(new MeterFault.AddressNotAllowed(
                        host, address.getHostAddress() + " is outside the field networks"));
            }
            return address;
        } catch (UnknownHostException unknown) {
            throw new MeterFaultException(new MeterFault.NameUnresolved(host), unknown);
        }
    }

    // Parking on a latch instead of Future.await keeps virtual threads off Netty's monitors.
    private static void await(ChannelFuture connecting, InetSocketAddress address, Duration timeout) {
        CountDownLatch done = new CountDownLatch(1);
        connecting.addListener(finished -> done.countDown());
        boolean finished;
        try {
            finished = done.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            finished = false;
        }
        if (finished && connecting.isSuccess()) {
            return;
        }
        Throwable cause = connecting.cause();
        abandon(connecting);
        String text = address.getAddress().getHostAddress() + ":" + address.getPort();
        if (!finished || cause instanceof ConnectTimeoutException) {
            throw new MeterFaultException(new MeterFault.ConnectTimeout(text, timeout));
        }
        if (cause instanceof ConnectException) {
            throw new MeterFaultException(new MeterFault.ConnectionRefused(text), cause);
        }
        throw new MeterFaultException(new MeterFault.ConnectionLost("TCP connect to " + text));
    }

    private static void abandon(ChannelFuture connecting) {
        boolean unusedCancelled = connecting.cancel(false);
        Channel channel = connecting.channel();
        ChannelFuture unusedClose = channel.close();
    }

    /** Closes every connection and ends the event loops; waits up to five seconds. */
    @Override
    public void close() {
        var unused = eventLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
