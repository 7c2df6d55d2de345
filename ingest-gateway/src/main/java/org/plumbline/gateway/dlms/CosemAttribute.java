// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

/**
 * An attribute or a method of a COSEM object.
 *
 * @param classId interface class, 0..65535
 * @param index attribute or method index, 1..127
 */
public record CosemAttribute(int classId, ObisCode obis, int index) {
    public CosemAttribute {
        if (classId < 0 || classId > 65_535) {
            throw new IllegalArgumentException("class id outside 0..65535: " + classId);
        }
        if (index < 1 || index > 127) {
            throw new IllegalArgumentException("index outside 1..127: " + index);
        }
    }

    @Override
    public String toString() {
        return classId + "/" + obis + "/" + index;
    }
}
