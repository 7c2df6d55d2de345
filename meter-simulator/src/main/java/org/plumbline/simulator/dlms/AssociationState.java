// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

/** Where an association stands. Octet arrays are not copied. */
sealed interface AssociationState {

    record Idle() implements AssociationState {}

    /** AARQ accepted (with this counter), the client's answer to our challenge is due. */
    record Authenticating(
            byte[] clientTitle,
            long associationCounter,
            byte[] challengeToServer,
            byte[] challengeToClient,
            int maximumPdu)
            implements AssociationState {
        Associated toAssociated(ServiceDispatcher dispatcher) {
            return new Associated(clientTitle, dispatcher);
        }
    }

    /** Open; an empty client title means the public client, whose services are not ciphered. */
    record Associated(byte[] clientTitle, ServiceDispatcher dispatcher) implements AssociationState {}
}
