// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import org.plumbline.console.ConsoleException;

/** Carries a {@link Problem} out of a resource. */
final class ProblemException extends ConsoleException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Problem problem;

    ProblemException(int status, Problem problem) {
        super(problem.detail());
        this.status = status;
        this.problem = problem;
    }

    int status() {
        return status;
    }

    Problem problem() {
        return problem;
    }
}
