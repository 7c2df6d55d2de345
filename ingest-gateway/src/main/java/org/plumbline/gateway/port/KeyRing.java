// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import java.util.Optional;
import org.plumbline.gateway.dlms.SecurityContext;

/** The meters' keys, by reference. Safe for many threads. */
public interface KeyRing {

    /** The keys of that name with the gateway's own system title; empty when one of them is missing. */
    Optional<SecurityContext> find(String keyReference);
}
