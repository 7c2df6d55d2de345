// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

/** Another owner has taken over the transactional id. */
final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException() {
        super("fenced");
    }
}
