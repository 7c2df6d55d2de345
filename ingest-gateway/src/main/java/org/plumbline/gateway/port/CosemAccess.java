// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import java.util.List;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;

/**
 * Attribute and method access on an open association. One call at a time; each call blocks until the reply, and throws
 * {@link org.plumbline.gateway.dlms.MeterFaultException} when there is none.
 */
public interface CosemAccess {

    AccessOutcome get(CosemAttribute attribute);

    /**
     * Reads several attributes, in as few exchanges as the meter offers.
     *
     * @return one outcome for each attribute, in their order
     */
    default List<AccessOutcome> get(List<CosemAttribute> attributes) {
        return attributes.stream().map(this::get).toList();
    }

    AccessOutcome set(CosemAttribute attribute, CosemValue value);

    AccessOutcome invoke(CosemAttribute method, CosemValue parameter);
}
