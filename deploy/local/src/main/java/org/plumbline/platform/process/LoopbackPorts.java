// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.plumbline.platform.PlatformException;

/** TCP ports on 127.0.0.1. */
public final class LoopbackPorts {
    public static final String HOST = "127.0.0.1";
    private static final int CONNECT_TIMEOUT_MILLIS = 500;

    private LoopbackPorts() {}

    /** A port that was free a moment ago. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PlatformException("no free port on " + HOST + ": " + e.getMessage(), e);
        }
    }

    /** The port itself, or a free one for 0. */
    public static int orFree(int port) {
        return port == 0 ? free() : port;
    }

    public static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /**
     * Checks that every port can be bound.
     *
     * @param portsBySetting the name of the setting that moves a port, and the port
     * @throws PlatformException naming each port in use, its setting and what to do
     */
    public static void requireFree(Map<String, Integer> portsBySetting) {
        Map<String, Integer> inUse = new TreeMap<>(portsBySetting);
        inUse.values().removeIf(LoopbackPorts::canBind);
        if (!inUse.isEmpty()) {
            String list = inUse.entrySet().stream()
                    .map(entry -> "\n  port " + entry.getValue() + " (setting " + entry.getKey() + ")")
                    .collect(Collectors.joining());
            throw new PlatformException("in use on " + HOST + ":" + list
                    + "\nEnd the program that holds it (`ss -ltnp` or `lsof -iTCP -sTCP:LISTEN` names it), or choose"
                    + " another port, for example with -D"
                    + inUse.keySet().iterator().next() + "=21000");
        }
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(HOST, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
