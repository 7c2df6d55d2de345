// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fault;

import java.time.Duration;

/** What goes wrong. */
public sealed interface FaultAction {

    /** The request is executed, its response is lost and the connection closes. */
    record DropAfter() implements FaultAction {}

    /** The connection closes before the request is executed. */
    record DropBefore() implements FaultAction {}

    /** The response comes late. At most a minute. */
    record Delay(Duration by) implements FaultAction {
        public Delay {
            if (by.isNegative() || by.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("delay must be in 0..60 s: " + by);
            }
        }
    }

    /** The response stops after so many octets of its wrapper frame, then the connection closes. */
    record Truncate(int afterOctets) implements FaultAction {
        public Truncate {
            if (afterOctets < 0) {
                throw new IllegalArgumentException("afterOctets must be at least 0: " + afterOctets);
            }
        }
    }

    /** The response is a well-framed run of random octets. */
    record Garbage(int octets) implements FaultAction {
        public Garbage {
            if (octets < 1 || octets > 1024) {
                throw new IllegalArgumentException("octets must be in 1..1024: " + octets);
            }
        }
    }

    /** The request is executed; instead of its response the connection is reset (TCP RST). */
    record Reset() implements FaultAction {}

    /** The response comes octet by octet. At most a minute between two. */
    record Trickle(Duration perOctet) implements FaultAction {
        public Trickle {
            if (perOctet.isNegative() || perOctet.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("time per octet must be in 0..60 s: " + perOctet);
            }
        }
    }

    /** The meter says no without doing anything: temporary failure to a request, rejection to an association. */
    record Refuse() implements FaultAction {}

    /**
     * The power fails while the request is executed and comes back later.
     *
     * @param afterOctets octets of non-volatile memory still written by the request; at least 0
     * @param offline how long the meter answers nobody; at most a minute
     */
    record Reboot(int afterOctets, Duration offline) implements FaultAction {
        public Reboot {
            if (afterOctets < 0) {
                throw new IllegalArgumentException("afterOctets must be at least 0: " + afterOctets);
            }
            if (offline.isNegative() || offline.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("offline time must be in 0..60 s: " + offline);
            }
        }
    }
}
