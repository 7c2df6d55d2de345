// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.SplittableRandom;

/**
 * How likely what goes wrong is. Each seed draws its own, many of them zero, so that rare pairs of faults meet without the
 * others in between.
 *
 * @param lostRequest of a frame on its way to the meter
 * @param lostReply of a frame on its way back
 * @param garbledReply of a reply: octets changed, cut off, replaced by noise or by an earlier reply
 * @param lateReply of a reply that comes after any deadline
 * @param refusedConnection of a connection
 * @param rival of a connection that finds another client associated with the meter
 * @param powerLoss of a frame at which the meter loses its power, perhaps half-way through a write
 * @param crash of an instance, at a port call
 * @param freeze of an instance, at a port call
 * @param abortedTransaction of a transaction
 * @param unknownCommit of a transaction that is committed while the producer is told it failed
 * @param lostRenewal of a message to or from the coordinator of the group
 */
record Weather(
        double lostRequest,
        double lostReply,
        double garbledReply,
        double lateReply,
        double refusedConnection,
        double rival,
        double powerLoss,
        double crash,
        double freeze,
        double abortedTransaction,
        double unknownCommit,
        double lostRenewal) {

    static final Weather CALM = new Weather(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    static Weather of(SplittableRandom chance) {
        return new Weather(
                odds(chance, 0.04),
                odds(chance, 0.04),
                odds(chance, 0.04),
                odds(chance, 0.02),
                odds(chance, 0.2),
                odds(chance, 0.1),
                odds(chance, 0.02),
                odds(chance, 0.01),
                odds(chance, 0.01),
                odds(chance, 0.1),
                odds(chance, 0.1),
                odds(chance, 0.3));
    }

    private static double odds(SplittableRandom chance, double most) {
        return switch (chance.nextInt(4)) {
            case 0, 1 -> 0;
            case 2 -> most / 5;
            default -> most;
        };
    }
}
