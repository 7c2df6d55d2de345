// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

/** An answer that may hold what must be kept nowhere. */
interface AnswerWithSecret {

    /** Whether this one does. */
    boolean holdsSecret();
}
