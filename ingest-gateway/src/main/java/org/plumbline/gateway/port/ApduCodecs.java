// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

/** Makes one codec for each association. Safe for many threads. */
public interface ApduCodecs {

    /** @param maxRequestOctets largest plain request the meter accepts; a larger one is refused, not split */
    ApduCodec forAssociation(int maxRequestOctets);
}
