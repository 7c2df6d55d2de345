// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.verify;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the hash chain of every subject: sequences without gaps, each link bound to the one before. Not thread-safe.
 */
public final class AuditChain {
    private static final int HASH_OCTETS = 32;
    private static final int MOST_DEFECTS = 20;

    private record Link(long sequence, byte[] hash) {}

    private final Map<String, Link> last = new HashMap<>();
    private final List<String> defects = new ArrayList<>();
    private long entries;

    /**
     * Takes the next link in the order of the topic.
     *
     * @param previousHash hash the link names as the one before it
     * @param fact canonical octets of the fact
     * @param entryHash hash the link claims for itself
     */
    public void append(String subjectId, long sequence, byte[] previousHash, byte[] fact, byte[] entryHash) {
        entries++;
        Link before = last.getOrDefault(subjectId, new Link(0, new byte[HASH_OCTETS]));
        if (sequence != before.sequence() + 1) {
            defect(subjectId + ": entry " + sequence + " follows entry " + before.sequence());
        }
        if (!MessageDigest.isEqual(previousHash, before.hash())) {
            defect(subjectId + ": entry " + sequence + " is not bound to the one before");
        }
        if (!MessageDigest.isEqual(entryHash, hash(previousHash, sequence, fact))) {
            defect(subjectId + ": the hash of entry " + sequence + " is wrong");
        }
        last.put(subjectId, new Link(sequence, entryHash));
    }

    public Testimony.Audit result() {
        return new Testimony.Audit(entries, last.size(), defects);
    }

    private void defect(String text) {
        if (defects.size() < MOST_DEFECTS) {
            defects.add(text);
        }
    }

    /** SHA-256 over the previous hash, the sequence as eight octets big-endian, and the fact. */
    static byte[] hash(byte[] previousHash, long sequence, byte[] fact) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previousHash);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
            return digest.digest(fact);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
