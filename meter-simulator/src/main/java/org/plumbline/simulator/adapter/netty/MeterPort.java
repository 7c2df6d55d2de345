// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.netty;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.plumbline.simulator.dlms.MeterEndpoint;

/** The network side of one meter: its open channels and whether it has power. Safe for concurrent use. */
final class MeterPort {
    /** What a meter's modem holds at once; more connections are closed as they come. */
    private static final int MAXIMUM_CHANNELS = 8;

    private final MeterEndpoint endpoint;
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private volatile long offlineUntilNanos;
    private volatile boolean offline;

    MeterPort(MeterEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    MeterEndpoint endpoint() {
        return endpoint;
    }

    /** Whether a new channel is taken. */
    boolean attach(Channel channel) {
        if (offline && System.nanoTime() - offlineUntilNanos < 0) {
            return false;
        }
        offline = false;
        return channels.size() < MAXIMUM_CHANNELS && channels.add(channel);
    }

    void detach(Channel channel) {
        channels.remove(channel);
    }

    /** Closes every channel and takes none for a while. */
    void losePower(Duration time) {
        offlineUntilNanos = System.nanoTime() + time.toNanos();
        offline = true;
        List.copyOf(channels).forEach(Channels::close);
    }
}
