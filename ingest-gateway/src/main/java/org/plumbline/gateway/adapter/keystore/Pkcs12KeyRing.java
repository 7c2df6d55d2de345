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
import java.security.KeyStoreException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.port.KeyRing;

/**
 * Keys in a PKCS#12 file: secret keys {@code <keyReference>.ek} (encryption) and {@code <keyReference>.ak}
 * (authentication), 16 octets each. Aliases do not tell upper from lower case. Read and decrypted once, at the start, on
 * all processors: each entry costs as many rounds of hashing as the file says (10,000 by Java's default, some
 * milliseconds). A long random password gains nothing from them; such a file is best made with
 * {@code -J-Dkeystore.pkcs12.keyPbeIterationCount=1}.
 */
public final class Pkcs12KeyRing implements KeyRing {

    private static final String ENCRYPTION = ".ek";
    private static final String AUTHENTICATION = ".ak";

    private final Map<String, SecurityContext> pairs;

    private Pkcs12KeyRing(Map<String, SecurityContext> pairs) {
        this.pairs = pairs;
    }

    /**
     * @param passwordFile its first line is the password
     * @param clientSystemTitle the gateway's own title, 8 octets
     * @throws IllegalArgumentException when a file is missing, the password is wrong (names the file), or two references
     *     hold the same encryption key (names both): their counters would make the same nonces
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
            Map<String, SecurityContext> pairs = pairs(decrypted(store, password), clientSystemTitle);
            requireDistinct(pairs, keystore);
            return new Pkcs12KeyRing(pairs);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "keystore " + keystore + " cannot be opened with the password in " + passwordFile, e);
        }
    }

    private static Map<String, byte[]> decrypted(KeyStore store, char[] password) throws KeyStoreException {
        Map<String, byte[]> keys = new ConcurrentHashMap<>();
        Collections.list(store.aliases()).parallelStream().forEach(alias -> {
            byte[] octets = octets(store, password, alias);
            if (octets != null && octets.length == SecurityContext.KEY_OCTETS) {
                keys.put(canonical(alias), octets);
            }
        });
        return keys;
    }

    private static byte @Nullable [] octets(KeyStore store, char[] password, String alias) {
        try {
            Key key = store.getKey(alias, password);
            return key == null ? null : key.getEncoded();
        } catch (GeneralSecurityException unusable) {
            return null;
        }
    }

    private static Map<String, SecurityContext> pairs(Map<String, byte[]> keys, byte[] clientSystemTitle) {
        Map<String, SecurityContext> pairs = new TreeMap<>();
        keys.forEach((alias, encryptionKey) -> {
            if (alias.endsWith(ENCRYPTION)) {
                String reference = alias.substring(0, alias.length() - ENCRYPTION.length());
                byte[] authenticationKey = keys.get(reference + AUTHENTICATION);
                if (authenticationKey != null) {
                    pairs.put(reference, new SecurityContext(clientSystemTitle, encryptionKey, authenticationKey));
                }
            }
        });
        return pairs;
    }

    private static void requireDistinct(Map<String, SecurityContext> pairs, Path keystore) {
        Map<Octets, String> referenceByKey = new HashMap<>();
        pairs.forEach((reference, pair) -> {
            String other =
                    referenceByKey.putIfAbsent(Octets.of(pair.encryptionKey().getEncoded()), reference);
            if (other != null) {
                throw new IllegalArgumentException("keystore " + keystore + " holds the same encryption key as '"
                        + other + "' and as '" + reference + "'; give each meter a key of its own");
            }
        });
    }

    @Override
    public Optional<SecurityContext> find(String keyReference) {
        return Optional.ofNullable(pairs.get(canonical(keyReference)));
    }

    private static String canonical(String alias) {
        return alias.toLowerCase(Locale.ENGLISH);
    }
}
