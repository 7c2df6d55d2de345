// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

/** Where tasks run: a process that can be stopped for a while, or killed. */
interface Host {

    /** Simulated time until which nothing of it runs. */
    long frozenUntilNanos();

    /** True when its tasks must end. */
    boolean gone();
}
