// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

/** Thrown out of every port of an instance that has been killed, so that its threads end without doing anything more. */
final class InstanceGone extends org.plumbline.gateway.GatewayException {
    private static final long serialVersionUID = 1L;

    InstanceGone() {
        super("the instance is gone");
    }
}
