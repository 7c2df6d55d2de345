// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.network.Comparison;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;
import org.plumbline.analyzer.state.StateFormatException;

/** Private octets of a {@link NodeState} and of comparisons on their way; the first is the version. */
public final class NetworkCodec {
    private static final int VERSION = 1;

    private NetworkCodec() {}

    /** The octets of a state. */
    public static byte[] encode(NodeState state) {
        OctetWriter out =
                new OctetWriter(256).octet(VERSION).number(state.statements().size());
        state.statements().forEach((meterId, statement) -> {
            writeCertificate(out.text(meterId), statement.certificate());
            out.number(statement.sinceDay());
        });
        List<Link> links = state.links().values().stream()
                .flatMap(days -> days.values().stream())
                .toList();
        writeLinks(out, links);
        writeLinks(out, state.checked());
        return out.toOctets();
    }

    /** @throws StateFormatException when these are no octets of a state */
    public static NodeState decode(byte[] octets) {
        OctetReader in = begun(octets);
        SortedMap<String, NodeState.Statement> statements = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            statements.put(in.text(), new NodeState.Statement(readCertificate(in), in.number()));
        }
        SortedMap<String, SortedMap<Long, Link>> links = new TreeMap<>();
        for (Link link : readLinks(in)) {
            links.computeIfAbsent(link.tested(), id -> new TreeMap<>())
                    .put(link.comparison().day(), link);
        }
        NodeState state = new NodeState(statements, links, readLinks(in));
        in.end();
        return state;
    }

    /** The octets of a comparison on its way. */
    public static byte[] encode(Link link) {
        OctetWriter out = new OctetWriter(128).octet(VERSION);
        write(out, link);
        return out.toOctets();
    }

    /** @throws StateFormatException when these are no octets of a comparison */
    public static Link decodeLink(byte[] octets) {
        OctetReader in = begun(octets);
        Link link = read(in);
        in.end();
        return link;
    }

    private static OctetReader begun(byte[] octets) {
        OctetReader in = new OctetReader(octets);
        int version = in.octet();
        if (version != VERSION) {
            throw new StateFormatException("network octets of version " + version);
        }
        return in;
    }

    private static void writeLinks(OctetWriter out, List<Link> links) {
        out.number(links.size());
        links.forEach(link -> write(out, link));
    }

    private static List<Link> readLinks(OctetReader in) {
        List<Link> links = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            links.add(read(in));
        }
        return links;
    }

    private static void write(OctetWriter out, Link link) {
        Comparison comparison = link.comparison();
        out.text(comparison.testedMeterId())
                .text(comparison.referenceMeterId())
                .real(comparison.relativePercent())
                .real(comparison.standardUncertaintyPercent())
                .number(comparison.day())
                .flag(link.ofTested().isPresent());
        link.ofTested().ifPresent(certificate -> writeCertificate(out, certificate));
        writeCertificate(out, link.ofReference());
        out.number(link.hops());
    }

    private static Link read(OctetReader in) {
        try {
            Comparison comparison = new Comparison(in.text(), in.text(), in.real(), in.real(), in.number());
            Optional<ReferenceCertificate> ofTested = in.flag() ? Optional.of(readCertificate(in)) : Optional.empty();
            return new Link(comparison, ofTested, readCertificate(in), in.integer());
        } catch (IllegalArgumentException e) {
            throw new StateFormatException("no comparison: " + e.getMessage());
        }
    }

    private static void writeCertificate(OctetWriter out, ReferenceCertificate certificate) {
        out.real(certificate.errorPercent())
                .real(certificate.standardUncertaintyPercent())
                .real(certificate.driftPercentPerYear())
                .number(certificate.epochDay());
    }

    private static ReferenceCertificate readCertificate(OctetReader in) {
        try {
            return new ReferenceCertificate(in.real(), in.real(), in.real(), in.number());
        } catch (IllegalArgumentException e) {
            throw new StateFormatException("no certificate: " + e.getMessage());
        }
    }
}
