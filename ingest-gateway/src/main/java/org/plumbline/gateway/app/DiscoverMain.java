// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.gateway.adapter.gurux.GuruxApduCodec;
import org.plumbline.gateway.adapter.netty.NettyDlmsTransport;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.AssociationObject;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;
import org.plumbline.gateway.port.InvocationCounters;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.NetworkUse;
import org.plumbline.gateway.session.DlmsMeterConnector;
import org.plumbline.gateway.session.SessionSettings;
import org.plumbline.gateway.transport.FieldNetworks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Lists what a meter shows its public client, before it is registered. Only the public association is used: it needs no
 * key and no invocation counter, both of which belong to the owner of the meter. Reads, never writes.
 */
@Command(
        name = "discover",
        mixinStandardHelpOptions = true,
        description = {
            "Associates with a meter as public client and lists the objects it shows, with their access rights.",
            "A meter accepts one association at a time: while it is being read, it answers busy."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:the meter did not answer as it should", "2:wrong usage"})
public final class DiscoverMain implements Callable<Integer> {

    private static final Pattern HOST_PORT = Pattern.compile("\\[?(.+?)]?:(\\d{1,5})");
    private static final int NO_MANAGEMENT_SAP = 1;

    /** Form of the result. */
    enum Output {
        text,
        json,
        csv
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "HOST:PORT", description = "Where the meter answers, e.g. 10.1.2.3:4059.")
    private String address = "";

    @Option(
            names = "--networks",
            paramLabel = "CIDR",
            split = ",",
            defaultValue = "${env:PLUMBLINE_GATEWAY_NETWORKS}",
            description = "Field networks; an address outside is not connected to (env PLUMBLINE_GATEWAY_NETWORKS).")
    private List<String> networks = new ArrayList<>();

    @Option(
            names = "--client",
            paramLabel = "SAP",
            defaultValue = "16",
            description = "Client SAP of the public association (default: ${DEFAULT-VALUE}).")
    private int clientSap;

    @Option(
            names = "--server",
            paramLabel = "SAP",
            defaultValue = "1",
            description = "Server SAP, the logical device (default: ${DEFAULT-VALUE}).")
    private int serverSap;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Longest wait for the connection and for each answer (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.text;

    @Override
    public Integer call() {
        MeterEndpoint endpoint = endpoint();
        FieldNetworks allowed = allowed();
        if (timeoutSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout must be at least 1 second");
        }
        try {
            DiscoveryReport report = discover(endpoint, allowed);
            PrintWriter out = spec.commandLine().getOut();
            switch (output) {
                case text -> report.printText(out);
                case csv -> report.printCsv(out);
                case json -> out.println(report.json());
            }
            out.flush();
            return 0;
        } catch (MeterFaultException failed) {
            spec.commandLine()
                    .getErr()
                    .println("plumbline: " + address + ": " + failed.fault().evidence());
            return 1;
        }
    }

    private MeterEndpoint endpoint() {
        Matcher parts = HOST_PORT.matcher(address);
        if (!parts.matches()) {
            throw new ParameterException(spec.commandLine(), address + " is not HOST:PORT, e.g. 10.1.2.3:4059");
        }
        try {
            return new MeterEndpoint(
                    parts.group(1), Integer.parseInt(parts.group(2)), NO_MANAGEMENT_SAP, clientSap, serverSap);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private FieldNetworks allowed() {
        List<String> named = networks.stream().filter(each -> !each.isBlank()).toList();
        if (named.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no field network is named; give --networks or PLUMBLINE_GATEWAY_NETWORKS, e.g. 10.0.0.0/8");
        }
        try {
            return FieldNetworks.parse(named);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--networks: " + wrong.getMessage(), wrong);
        }
    }

    private DiscoveryReport discover(MeterEndpoint endpoint, FieldNetworks allowed) {
        SessionSettings settings = SessionSettings.defaults().withTimeouts(Duration.ofSeconds(timeoutSeconds));
        try (NettyDlmsTransport transport = new NettyDlmsTransport(allowed, settings.maxReceivePdu(), 1)) {
            DlmsMeterConnector connector = new DlmsMeterConnector(
                    transport,
                    GuruxApduCodec::new,
                    new SecureRandom(),
                    InstantSource.system(),
                    System::nanoTime,
                    settings);
            MeterTarget target = new MeterTarget(address, endpoint, null, null, null);
            try (MeterSession session =
                    connector.open(target, NoCounters.INSTANCE, ReadOnly.INSTANCE, NetworkUse.UNCOUNTED)) {
                return new DiscoveryReport(session.identity(), objects(session));
            }
        }
    }

    private static List<AssociationObject> objects(MeterSession session) {
        return switch (session.access().get(AssociationObject.OBJECT_LIST)) {
            case AccessOutcome.Done(CosemValue list) -> AssociationObject.listOf(list);
            case AccessOutcome.Refused(int code) ->
                throw new MeterFaultException(new MeterFault.AccessRefused(
                        "GET", AssociationObject.CURRENT_ASSOCIATION, AssociationObject.OBJECT_LIST.index(), code));
        };
    }

    /** The public association uses none. */
    private enum NoCounters implements InvocationCounters {
        INSTANCE;

        @Override
        public long next() {
            throw new IllegalStateException("the public association has no invocation counter");
        }

        @Override
        public long peek() {
            return 0;
        }

        @Override
        public void raiseAbove(long counter) {
            throw new IllegalStateException("the public association has no invocation counter");
        }

        @Override
        public boolean jumpUnproven() {
            return true;
        }

        @Override
        public void proven() {
            throw new IllegalStateException("the public association proves nothing");
        }
    }

    /** Nothing is owned here, so nothing is lost by reading; nothing may be changed. */
    private enum ReadOnly implements FrameGate {
        INSTANCE;

        @Override
        public GateDecision beforeFrame() {
            return new GateDecision.Open();
        }

        @Override
        public GateDecision beforeChange() {
            return new GateDecision.Shut(new MeterFault.HoldActive("discovery changes nothing"));
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new DiscoverMain());
    }

    /** @param arguments as the usage text says */
    public static void main(String[] arguments) {
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(commandLine().execute(arguments));
    }
}
