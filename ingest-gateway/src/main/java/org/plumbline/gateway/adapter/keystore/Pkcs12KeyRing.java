// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.keystore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.port.KeyRing;

/**
 * Keys in a PKCS#12 file: secret keys {@code <keyReference>.ek} (encryption) and {@code <keyReference>.ak}
 * (authentication), 16 octets each. Aliases do not tell upper from lower case. Read once, at the start.
 */
public final class Pkcs12KeyRing implements KeyRing {

    private final KeyStore store;
    private final char[] password;
    private final byte[] clientSystemTitle;
    private final Map<String, Optional<SecurityContext>> found = new ConcurrentHashMap<>();

    private Pkcs12KeyRing(KeyStore store, char[] password, byte[] clientSystemTitle) {
        this.store = store;
        this.password = password;
        this.clientSystemTitle = clientSystemTitle;
    }

    /**
     * @param passwordFile its first line is the password
     * @param clientSystemTitle the gateway's own title, 8 octets
     * @throws IllegalArgumentException when a file is missing or the password is wrong; names the file
     */
    public static Pkcs12KeyRing load(Path keystore, Path passwordFile, byte[] clientSystemTitle) {
        char[] password;
        try (var lines = Files.lines(passwordFile)) {
            password = lines.findFirst().orElse("").toCharArray();
        } catch (IOException e) {
            throw new IllegalArgumentException("password file " + passwordFile + " cannot be read", e);
        }
        try (InputStream in = Files.newInputStream(keystore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return new Pkcs12KeyRing(store, password, clientSystemTitle.clone());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "keystore " + keystore + " cannot be opened with the password in " + passwordFile, e);
        }
    }

    @Override
    public Optional<SecurityContext> find(String keyReference) {
        return found.computeIfAbsent(keyReference, this::read);
    }

    private Optional<SecurityContext> read(String keyReference) {
        byte[] encryptionKey = octets(keyReference + ".ek");
        byte[] authenticationKey = octets(keyReference + ".ak");
        if (encryptionKey == null
                || authenticationKey == null
                || encryptionKey.length != SecurityContext.KEY_OCTETS
                || authenticationKey.length != SecurityContext.KEY_OCTETS) {
            return Optional.empty();
        }
        return Optional.of(new SecurityContext(clientSystemTitle, encryptionKey, authenticationKey));
    }

    private byte @Nullable [] octets(String alias) {
        try {
            Key key = store.getKey(alias, password);
            return key == null ? null : key.getEncoded();
        } catch (GeneralSecurityException unusable) {
            return null;
        }
    }
}
