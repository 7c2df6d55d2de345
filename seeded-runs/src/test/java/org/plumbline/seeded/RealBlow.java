// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Duration;
import java.util.List;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.meter.MeterModel;

/** Where and how the real half strikes, and what that is in the modelled half. */
final class RealBlow {

    private static final Duration WITHOUT_POWER = Duration.ofMillis(500);
    private static final Duration BEYOND_ANY_DEADLINE = Duration.ofSeconds(8);
    private static final int MORE_THAN_IS_WRITTEN = 100_000;

    private RealBlow() {}

    /** A step of the write, by the exchange with the meter that makes it. */
    enum Step {
        ASSOCIATE,
        READ_ACTIVE,
        WRITE,
        READ_BACK,
        ACTIVATE,
        READ_AGAIN,
        RELEASE;

        /** As the gateway's port names it. */
        String exchange(MeterModel model) {
            return switch (model) {
                case PLB_ALPHA ->
                    List.of(
                                    "AARE#1",
                                    "GET 1/0.128.96.14.80.255/2#1",
                                    "SET 1/0.128.96.14.81.255/2#1",
                                    "GET 1/0.128.96.14.81.255/2#1",
                                    "SET 1/0.128.96.14.83.255/2#1",
                                    "GET 1/0.128.96.14.80.255/2#2",
                                    "release#1")
                            .get(ordinal());
                case PLB_BETA ->
                    List.of(
                                    "AARE#1",
                                    "GET 1/1.128.96.50.10.255/2#1",
                                    "SET 1/1.128.96.50.11.255/2#1",
                                    "GET 1/1.128.96.50.11.255/2#1",
                                    "ACTION 9/0.0.10.0.128.255/1#1",
                                    "GET 1/1.128.96.50.10.255/2#2",
                                    "release#1")
                            .get(ordinal());
                case PLB_GAMMA ->
                    List.of(
                                    "AARE#1",
                                    "GET 1/0.128.96.14.90.255/2#1",
                                    "ACTION 18/0.0.44.0.1.255/2#3",
                                    "ACTION 18/0.0.44.0.1.255/3#1",
                                    "ACTION 18/0.0.44.0.1.255/4#1",
                                    "GET 1/0.128.96.14.90.255/2#2",
                                    "release#1")
                            .get(ordinal());
            };
        }
    }

    /** The activation of the way back: the second one of a meter whose correction was disproven. */
    static String activationOfTheWayBack(MeterModel model) {
        return Step.ACTIVATE.exchange(model).replace("#1", "#2");
    }

    /** What strikes the next request of a meter; only for blows of meter and link. */
    static FaultAction fault(Blow blow, int octets) {
        return switch (blow) {
            case METER_OUT_BEFORE -> new FaultAction.Reboot(0, WITHOUT_POWER);
            case METER_OUT_AFTER -> new FaultAction.Reboot(MORE_THAN_IS_WRITTEN, WITHOUT_POWER);
            case METER_OUT_IN_WRITE -> new FaultAction.Reboot(octets, WITHOUT_POWER);
            case REQUEST_LOST -> new FaultAction.DropBefore();
            case REPLY_LOST -> new FaultAction.Delay(BEYOND_ANY_DEADLINE);
            case CONNECTION_RESET -> new FaultAction.Reset();
            case REPLY_GARBLED -> new FaultAction.Garbage(40);
            default -> throw new IllegalArgumentException(blow + " strikes no meter");
        };
    }
}
