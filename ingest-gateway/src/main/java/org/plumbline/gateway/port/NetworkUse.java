// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

/** What one session takes of the field network. Used by the session's thread only. */
public interface NetworkUse {

    /**
     * Asked immediately before each TCP connect, with the address already known; waits for the permission.
     *
     * @throws org.plumbline.gateway.dlms.MeterFaultException SegmentUnavailable when it does not come in time, LeaseLost
     *     when the owner of the meter ends meanwhile
     */
    void awaitConnect();

    /**
     * A frame was answered, in whatever way.
     *
     * @param handshake true for the first frame of a connection, the AARQ
     */
    void answered(boolean handshake);

    /** A frame was not answered within its time, although the meter had answered on the same connection before. */
    void lost();

    /** Of somebody who works on a single meter by hand and is counted nowhere. */
    NetworkUse UNCOUNTED = new NetworkUse() {
        @Override
        public void awaitConnect() {
            // at once
        }

        @Override
        public void answered(boolean handshake) {
            // not counted
        }

        @Override
        public void lost() {
            // not counted
        }
    };
}
