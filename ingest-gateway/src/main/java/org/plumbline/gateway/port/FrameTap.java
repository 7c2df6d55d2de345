// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

/** Sees the frames of one session go by. Must not block, throw or keep the octets it is shown. */
public interface FrameTap {

    /** Sees nothing. */
    FrameTap NONE = new FrameTap() {
        @Override
        public void frame(boolean sent, String phase, byte[] apdu) {
            // Nobody asked.
        }

        @Override
        public void plain(boolean sent, String phase, byte[] apdu) {
            // Nobody asked.
        }
    };

    /**
     * @param sent true for a request, false for a reply
     * @param apdu as on the line, without the wrapper header
     */
    void frame(boolean sent, String phase, byte[] apdu);

    /** @param apdu GET, SET or ACTION before ciphering, or the reply after it passed the guard */
    void plain(boolean sent, String phase, byte[] apdu);

    /** Taps by meter. Safe for many threads. */
    interface Source {
        /** {@link #NONE} for all meters but those that somebody looks at. */
        FrameTap of(String meterId);
    }
}
