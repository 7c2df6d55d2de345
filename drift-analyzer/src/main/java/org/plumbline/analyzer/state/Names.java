// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

/** Enum constants are stored by name, so that their order may change. */
final class Names {
    private Names() {}

    static <E extends Enum<E>> E read(Class<E> type, OctetReader in) {
        String name = in.text();
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new StateFormatException("no " + type.getSimpleName() + " " + name);
        }
    }
}
