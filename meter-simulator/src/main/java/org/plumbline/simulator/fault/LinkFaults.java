// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fault;

import java.time.Duration;
import java.util.Optional;
import org.plumbline.simulator.physics.SeededStream;

/**
 * Random faults on every link. What strikes a frame depends only on seed, meter and the number of the frame on that
 * meter; connections likewise. Can be put to rest at run time. Safe for concurrent use.
 */
public final class LinkFaults {
    private static final long PURPOSE_FRAME = SeededStream.label("link-frame");
    private static final long PURPOSE_CONNECTION = SeededStream.label("link-connection");
    private static final int LARGEST_TRUNCATION = 64;
    private static final int LARGEST_GARBAGE = 128;

    private final Settings settings;
    private volatile boolean resting;

    /**
     * Probabilities, 0..1 and together at most 1 for a frame.
     *
     * @param refuse of a connection to be closed at once
     * @param dropBefore of a frame to be lost before it is executed, and its connection
     * @param dropAfter of the response to be lost, and its connection
     * @param delay of the response to come late
     * @param truncate of the response to stop in the middle, then the connection closes
     * @param garbage of the response to be random octets in a good frame
     * @param reset of a TCP reset instead of the response
     * @param trickle of the response to come octet by octet
     * @param longestDelay delays are uniform up to it; at most a minute
     * @param trickleInterval time between two octets
     */
    public record Settings(
            long seed,
            double refuse,
            double dropBefore,
            double dropAfter,
            double delay,
            double truncate,
            double garbage,
            double reset,
            double trickle,
            Duration longestDelay,
            Duration trickleInterval) {
        private static final Duration DEFAULT_DELAY = Duration.ofSeconds(2);
        private static final Duration DEFAULT_TRICKLE = Duration.ofSeconds(1);

        public Settings {
            double ofFrame = dropBefore + dropAfter + delay + truncate + garbage + reset + trickle;
            if (!(refuse >= 0 && refuse <= 1 && ofFrame >= 0 && ofFrame <= 1)) {
                throw new IllegalArgumentException("probabilities of link faults must be in 0..1 together");
            }
        }

        /** No random faults. */
        public static Settings none() {
            return evenly(0, 0);
        }

        /** Every kind of fault with the same probability for a frame, and that of a connection to be refused. */
        public static Settings evenly(long seed, double each) {
            return new Settings(seed, each, each, each, each, each, each, each, each, DEFAULT_DELAY, DEFAULT_TRICKLE);
        }
    }

    public LinkFaults(Settings settings) {
        this.settings = settings;
    }

    /** Lets no fault strike, or again as the settings say; frames are counted on meanwhile. */
    public void rest(boolean now) {
        resting = now;
    }

    Optional<FaultAction> onConnection(long meter, long connection) {
        boolean strikes = !resting
                && settings.refuse() > 0
                && SeededStream.of(settings.seed(), PURPOSE_CONNECTION, meter, connection)
                        .chance(settings.refuse());
        return strikes ? Optional.of(new FaultAction.Refuse()) : Optional.empty();
    }

    Optional<FaultAction> onFrame(long meter, long frame) {
        if (resting) {
            return Optional.empty();
        }
        SeededStream random = SeededStream.of(settings.seed(), PURPOSE_FRAME, meter, frame);
        double drawn = random.nextDouble();
        double bound = settings.dropBefore();
        if (drawn < bound) {
            return Optional.of(new FaultAction.DropBefore());
        }
        bound += settings.dropAfter();
        if (drawn < bound) {
            return Optional.of(new FaultAction.DropAfter());
        }
        bound += settings.delay();
        if (drawn < bound) {
            long millis = (long) (random.nextDouble() * settings.longestDelay().toMillis());
            return Optional.of(new FaultAction.Delay(Duration.ofMillis(millis)));
        }
        bound += settings.truncate();
        if (drawn < bound) {
            return Optional.of(new FaultAction.Truncate(random.nextInt(LARGEST_TRUNCATION)));
        }
        bound += settings.garbage();
        if (drawn < bound) {
            return Optional.of(new FaultAction.Garbage(1 + random.nextInt(LARGEST_GARBAGE)));
        }
        bound += settings.reset();
        if (drawn < bound) {
            return Optional.of(new FaultAction.Reset());
        }
        bound += settings.trickle();
        return drawn < bound ? Optional.of(new FaultAction.Trickle(settings.trickleInterval())) : Optional.empty();
    }
}
