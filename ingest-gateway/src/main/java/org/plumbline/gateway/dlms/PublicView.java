// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

/**
 * What the public client found when the management association had failed: it tells a meter that cannot be reached from
 * one that does not let us in. Nothing of it is authenticated.
 */
public enum PublicView {
    /** The public client was not served either. */
    SILENT("the public client was not served either"),
    /** The public client is served; the meter does not show it the invocation counter. */
    SERVED("the public client is served, without an invocation counter"),
    /** The public client is served, and the counter that the meter shows is below the one we used. */
    COUNTER_NOT_AHEAD("the public client is served, and the meter's invocation counter is below ours");

    private final String text;

    PublicView(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
