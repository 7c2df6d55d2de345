// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueStore;
import org.plumbline.analyzer.network.ReferenceDoubt;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;

/**
 * What was found last about reference meters that something was found against, once.
 *
 * @param store by reference meter
 */
record ReferenceDoubts(KeyValueStore<String, byte[]> store) {
    /** Per reference meter, at its fan-out. */
    static final String STORE = "reference-doubts-v1";

    ReferenceDoubt of(String referenceMeterId) {
        byte[] octets = store.get(referenceMeterId);
        return octets == null ? ReferenceDoubt.NONE : Octets.read(ReferenceDoubts::read, octets);
    }

    /** @return true when it is another than before */
    boolean put(String referenceMeterId, ReferenceDoubt now) {
        if (now.equals(of(referenceMeterId))) {
            return false;
        }
        store.put(referenceMeterId, now.equals(ReferenceDoubt.NONE) ? null : Octets.write(ReferenceDoubts::write, now));
        return true;
    }

    private static void write(OctetWriter out, ReferenceDoubt doubt) {
        out.flag(doubt.certificate()).number(doubt.comparisons().size());
        doubt.comparisons().forEach(out::text);
    }

    private static ReferenceDoubt read(OctetReader in) {
        boolean certificate = in.flag();
        SortedSet<String> comparisons = new TreeSet<>();
        for (int left = in.count(); left > 0; left--) {
            comparisons.add(in.text());
        }
        return new ReferenceDoubt(certificate, comparisons);
    }
}
