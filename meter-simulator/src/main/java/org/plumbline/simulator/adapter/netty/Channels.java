// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;

/** Closing and writing where nobody waits for the result. */
final class Channels {
    private Channels() {}

    static void close(Channel channel) {
        ChannelFuture closing = channel.close();
        closing.addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    /** Closes with a TCP reset. */
    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        close(channel);
    }

    static void write(Channel channel, Object message) {
        ChannelFuture written = channel.writeAndFlush(message);
        written.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    static void writeAndClose(Channel channel, Object message) {
        ChannelFuture written = channel.writeAndFlush(message);
        written.addListener(ChannelFutureListener.CLOSE);
    }
}
