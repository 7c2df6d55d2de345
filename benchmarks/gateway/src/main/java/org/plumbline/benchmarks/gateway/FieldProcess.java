// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.gateway;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.plumbline.simulator.adapter.file.FieldTimeFile;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.port.FieldClock;
import org.plumbline.simulator.port.TruthLedger;

/**
 * The field in a process of its own, so that the client's processor time is the client's alone: simulated meters, and a
 * port that answers every frame with as many octets as the first two of its content say. Ends with its standard input.
 */
public final class FieldProcess {

    private FieldProcess() {}

    /** @param arguments number of meters; then, where field time is stepped, its file */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        FieldClock clock = arguments.length > 1
                ? new FieldTimeFile(Path.of(arguments[1]), System::nanoTime)
                : new SettableFieldClock(BenchFleet.START.plus(Duration.ofDays(1)));
        SimulatorServer meters = SimulatorServer.start(
                BenchFleet.plans(Integer.parseInt(arguments[0])),
                SimulatorOptions.of(clock, new NoLedger()).withInactivityTimeout(Duration.ofHours(2)));
        NioEventLoopGroup loops = new NioEventLoopGroup(2);
        Channel echo = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new LengthFieldBasedFrameDecoder(65_543, 6, 2, 0, 0))
                                .addLast(new Answers());
                    }
                })
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .sync()
                .channel();
        System.out.println(meters.port() + " " + ((InetSocketAddress) echo.localAddress()).getPort());
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (in.readLine() != null) {
                // the parent closes our input to end us
            }
        }
        System.exit(0);
    }

    /** Answers with a frame of the length asked for. */
    private static final class Answers extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            int octets = frame.getUnsignedShort(FloorClient.HEADER_OCTETS);
            ByteBuf answer = context.alloc().buffer(FloorClient.HEADER_OCTETS + octets);
            answer.writeShort(1).writeShort(1).writeShort(16).writeShort(octets).writeZero(octets);
            var unused = context.writeAndFlush(answer);
        }
    }

    /** Nobody reads this one. */
    private static final class NoLedger implements TruthLedger {
        @Override
        public void levels(String meterId, List<Level> captured) {}

        @Override
        public void write(Write write) {}

        @Override
        public void counter(Counter counter) {}

        @Override
        public void connection(Connection connection) {}

        @Override
        public void close() {}
    }
}
