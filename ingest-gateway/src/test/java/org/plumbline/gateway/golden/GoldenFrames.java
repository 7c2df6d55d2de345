// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Properties;

/** Published frames by name; golden-frames.properties tells where each is from. */
public final class GoldenFrames {

    private static final Properties FRAMES = load();

    private GoldenFrames() {}

    public static byte[] octets(String name) {
        String digits = FRAMES.getProperty(name);
        if (digits == null) {
            throw new IllegalArgumentException("no golden frame " + name);
        }
        return HexFormat.of().parseHex(digits);
    }

    private static Properties load() {
        try (InputStream in = GoldenFrames.class.getResourceAsStream("/golden-frames.properties")) {
            Properties frames = new Properties();
            frames.load(in);
            return frames;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
