// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What a decoder may do with any octets: give a value, or throw what it declares; and allocate in proportion to them. */
public final class Bounds {

    /** Room for exceptions with their traces, formatted texts and the decoder itself. */
    private static final long BASE_OCTETS = 256 << 10;

    private static final long OCTETS_PER_OCTET = 512;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Bounds() {}

    /**
     * @param inputOctets length of what is decoded
     * @param declared the one exception that may come
     * @param decode decodes from the start, each time it is called
     * @return what was decoded, or empty when it was refused
     */
    public static <T> Optional<T> hold(
            int inputOctets, Class<? extends RuntimeException> declared, Callable<T> decode) {
        long allowed = BASE_OCTETS + OCTETS_PER_OCTET * inputOctets;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Optional<T> first = valueOrRefusal(declared, decode);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > allowed) {
            requireOnceMore(allowed, inputOctets, declared, decode);
        }
        return first;
    }

    // The first call may have loaded classes.
    private static <T> void requireOnceMore(
            long allowed, int inputOctets, Class<? extends RuntimeException> declared, Callable<T> decode) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Optional<T> unused = valueOrRefusal(declared, decode);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > allowed) {
            throw new AssertionError(allocated + " octets allocated for an input of " + inputOctets);
        }
    }

    private static <T> Optional<T> valueOrRefusal(Class<? extends RuntimeException> declared, Callable<T> decode) {
        try {
            return Optional.of(decode.call());
        } catch (Exception refused) {
            if (declared.isInstance(refused)) {
                return Optional.empty();
            }
            throw new AssertionError("not declared: " + refused, refused);
        }
    }
}
