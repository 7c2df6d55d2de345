// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.time.Duration;

/** What a connection does after an APDU. */
public sealed interface SessionReply {

    /** Sends the response, after a scripted delay (zero normally). */
    record Send(byte[] apdu, Duration after) implements SessionReply {}

    /** Sends the first octets of the response's wrapper frame and closes. */
    record SendTruncated(byte[] apdu, int frameOctets) implements SessionReply {}

    /** Sends the response's wrapper frame octet by octet. */
    record Trickle(byte[] apdu, Duration perOctet) implements SessionReply {}

    /** Resets the connection. */
    record Reset() implements SessionReply {}

    /** Closes without a response. */
    record Close(String reason) implements SessionReply {}

    /** The meter lost its power: all its connections close and it answers nobody for a while. */
    record PowerLost(Duration offline) implements SessionReply {}

    /** Another association is open; ask again soon with the same APDU, or with {@code insist} to get a rejection. */
    record Busy() implements SessionReply {}
}
