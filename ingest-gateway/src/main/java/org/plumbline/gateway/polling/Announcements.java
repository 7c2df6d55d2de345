// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.util.HashMap;
import java.util.Map;

/** Conditions already told, so that a lasting one is told once and not at every poll. Confined to a meter's session. */
public final class Announcements {

    private final Map<String, String> toldByTopic = new HashMap<>();

    /** True when the condition is new or has changed since it was told last. */
    public boolean isNews(String topic, String condition) {
        return !condition.equals(toldByTopic.put(topic, condition));
    }

    /** The condition is over; true when it had been told. */
    public boolean over(String topic) {
        return toldByTopic.remove(topic) != null;
    }
}
