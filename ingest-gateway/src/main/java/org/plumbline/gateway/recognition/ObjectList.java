// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.util.List;
import java.util.Map;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.port.MeterSession;

/** Reads attributes of which a meter may lack any. */
final class ObjectList {

    private ObjectList() {}

    /** One outcome for each attribute, in their order. */
    static List<AccessOutcome> read(MeterSession session, List<CosemAttribute> attributes) {
        return session.read(new Snapshot.Request(attributes, List.of(), Map.of()))
                .objects();
    }
}
