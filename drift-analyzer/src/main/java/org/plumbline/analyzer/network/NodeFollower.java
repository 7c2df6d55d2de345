// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.network.NetworkCheck;

/**
 * Follows one meter in its network, one step per comparison. A comparison goes to the tested meter's reference, which
 * learns from it what its own certificate is; when others rest on the tested meter too, it goes on from there, from
 * reference to reference, at most {@value Link#MOST_HOPS} times and never past the meter it began with. So every meter of
 * a loop comes to know all of it, and a meter of a chain what hangs below it and its own comparison. Comparisons of a
 * meter keep their order; in whatever order those of different meters come, the last step leaves the same finding. Pure.
 */
public final class NodeFollower {
    private NodeFollower() {}

    /**
     * A comparison for another meter.
     *
     * @param meterId who is to know it
     */
    public record Told(String meterId, Link link) {}

    /**
     * What a step does.
     *
     * @param next the next state
     * @param told what others are to know
     * @param finding what is now known of the certificate of the meter; empty when that is the same as before
     */
    public record Step(NodeState next, List<Told> told, Optional<ReferenceStanding> finding) {
        /** Copies the list. */
        public Step {
            told = List.copyOf(told);
        }
    }

    /** A comparison of the meter itself, or of one that rests on it. */
    public static Step onLink(String meterId, NodeState before, Link link) {
        List<Told> told = new ArrayList<>();
        NodeState taken =
                link.tested().equals(meterId) ? own(meterId, before, link, told) : others(meterId, before, link, told);
        NodeState next = taken.equals(before) ? before : checked(meterId, taken);
        Optional<ReferenceStanding> standing = standing(meterId, next);
        return new Step(next, told, standing.equals(standing(meterId, before)) ? Optional.empty() : standing);
    }

    private static NodeState own(String meterId, NodeState before, Link link, List<Told> told) {
        Link certified = link.certified(before.certificate());
        Optional<Link> newest = before.newest(meterId);
        if (newest.filter(certified::equals).isPresent()) {
            return before;
        }
        told.add(new Told(link.reference(), certified.passedOn()));
        boolean otherReference =
                newest.filter(old -> old.reference().equals(link.reference())).isEmpty();
        if (otherReference) {
            for (String tested : before.links().keySet()) {
                before.newest(tested).ifPresent(known -> passOn(known, meterId, link.reference(), told));
            }
        }
        return before.withLink(certified, NetworkCheck.MOST_METERS);
    }

    private static NodeState others(String meterId, NodeState before, Link link, List<Told> told) {
        NodeState next = before;
        if (link.reference().equals(meterId)) {
            next = next.withStatement(
                    link.tested(), link.ofReference(), link.comparison().day());
        }
        Optional<Link> own = next.newest(meterId);
        if (own.isPresent() && !next.certificate().equals(before.certificate())) {
            Link certified = own.get().certified(next.certificate());
            told.add(new Told(certified.reference(), certified.passedOn()));
            next = next.withLink(certified, NetworkCheck.MOST_METERS);
        }
        if (link.ofTested().isPresent()) {
            NodeState withLink = next.withLink(link, NetworkCheck.MOST_METERS);
            if (!withLink.equals(next)) {
                own.ifPresent(mine -> passOn(link, meterId, mine.reference(), told));
            }
            next = withLink;
        }
        return next;
    }

    private static void passOn(Link link, String meterId, String reference, List<Told> told) {
        if (!link.tested().equals(meterId) && !link.tested().equals(reference) && link.hops() < Link.MOST_HOPS) {
            told.add(new Told(reference, link.passedOn()));
        }
    }

    /** The newest day on which nobody is missing takes the place of the one before, when it can be checked. */
    private static NodeState checked(String meterId, NodeState state) {
        SortedSet<Long> common = new TreeSet<>();
        state.links().values().stream().findFirst().ifPresent(days -> common.addAll(days.keySet()));
        state.links().values().forEach(days -> common.retainAll(days.keySet()));
        if (common.isEmpty() || state.statements().isEmpty()) {
            return state;
        }
        long day = common.last();
        boolean older =
                state.checked().stream().anyMatch(link -> link.comparison().day() > day);
        List<Link> ofTheDay =
                state.links().values().stream().map(days -> days.get(day)).toList();
        return older || check(meterId, state, ofTheDay).isEmpty() ? state : state.withChecked(ofTheDay);
    }

    private static Optional<ReferenceStanding> standing(String meterId, NodeState state) {
        return state.checked().isEmpty()
                ? Optional.empty()
                : state.certificate()
                        .map(certificate -> new ReferenceStanding(
                                meterId,
                                certificate,
                                state.checked().getFirst().comparison().day(),
                                state.statedOtherwise(certificate),
                                check(meterId, state, state.checked())));
    }

    private static Optional<NetworkCheck> check(String meterId, NodeState state, List<Link> links) {
        SortedMap<String, ReferenceCertificate> certificates = new TreeMap<>();
        state.certificate().ifPresent(certificate -> certificates.put(meterId, certificate));
        for (Link link : links) {
            newest(state, link).ofTested().ifPresent(known -> certificates.putIfAbsent(link.tested(), known));
        }
        for (Link link : links) {
            certificates.putIfAbsent(link.reference(), newest(state, link).ofReference());
        }
        return NetworkCheck.of(links.stream().map(Link::comparison).toList(), certificates);
    }

    /** What was said last with a comparison of the same two meters. */
    private static Link newest(NodeState state, Link link) {
        return state.newest(link.tested())
                .filter(newest -> newest.reference().equals(link.reference()))
                .orElse(link);
    }
}
