// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.port;

import java.util.Optional;

/** What is known of the reference profiles. */
@FunctionalInterface
public interface ReferenceKinds {

    /** Kind of an active profile by its contract name, e.g. PAIRED; empty when it is unknown or withdrawn. */
    Optional<String> ofProfile(String profileId);
}
