// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.port;

import java.util.List;
import org.plumbline.calibrator.member.Member;

/** The contract's digest of a campaign's members: what an approval covers. */
@FunctionalInterface
public interface MembersDigest {

    /**
     * The digest, hexadecimal.
     *
     * @throws IllegalArgumentException when the members do not rise strictly by meterId
     */
    String of(List<Member> members);
}
