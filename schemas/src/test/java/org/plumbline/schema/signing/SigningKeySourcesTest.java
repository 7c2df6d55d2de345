// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.schema.avro.Signature;
import org.plumbline.schema.signing.TrustedSigners.Check;
import org.plumbline.schema.signing.TrustedSigners.Purpose;

/** Where signing keys come from: PEM, key store, token. */
final class SigningKeySourcesTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final byte[] OCTETS = {1, 2, 3};
    private static final String ALIAS = "calibrator-1";
    private static final List<Path> SOFT_TOKEN_LIBRARIES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"), Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"));

    @TempDir
    private Path folder;

    private static KeyPair pair(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private Path pem(KeyPair pair) throws Exception {
        return Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private TrustedSigners trusted(String algorithm, byte[] publicKey) throws Exception {
        Path file = folder.resolve("trusted.json");
        Files.writeString(file, """
                [{"keyId":"calibrator-1","algorithm":"%s","publicKey":"%s","purpose":"ORDERS",
                  "validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z","revoked":false}]
                """.formatted(algorithm, Base64.getEncoder().encodeToString(publicKey)));
        return TrustedSigners.load(file, Purpose.ORDERS);
    }

    @Test
    void anEcKeyInAPemFileSignsEs256() throws Exception {
        KeyPair pair = pair("secp256r1");
        Signature signature = SigningKey.load(ALIAS, pem(pair)).sign(OCTETS);
        assertEquals("SHA256withECDSAinP1363Format", signature.getAlgorithm());
        assertEquals(64, signature.getOctets().remaining());
        TrustedSigners signers =
                trusted(signature.getAlgorithm(), pair.getPublic().getEncoded());
        assertEquals(new Check.Trusted(ALIAS), signers.check(OCTETS, signature, NOW));
        assertInstanceOf(Check.Refused.class, signers.check(new byte[] {1, 2, 4}, signature, NOW));
    }

    @Test
    void anotherCurveAndAWeakerAlgorithmAreRefusedOnBothSides() throws Exception {
        KeyPair pair = pair("secp384r1");
        Path file = pem(pair);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> SigningKey.load(ALIAS, file))
                .getMessage()
                .contains("P-256"));
        assertThrows(
                IllegalArgumentException.class,
                () -> trusted("SHA256withECDSAinP1363Format", pair.getPublic().getEncoded()));
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> trusted(
                                "SHA1withECDSA", pair("secp256r1").getPublic().getEncoded()))
                .getMessage()
                .contains("SHA1withECDSA"));
    }

    /** Made by keytool, as an operator would. */
    @Test
    void aKeyStoreGivesTheKeyOfTheAliasAndNeedsItsPassword() throws Exception {
        Path store = folder.resolve("keys.p12");
        Path password = Files.writeString(folder.resolve("password"), "secret-1\n");
        run(Map.of(), keytool("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "secret-1"));
        Signature signature =
                SigningKey.load(ALIAS, store, Optional.of(password)).sign(OCTETS);
        KeyStore opened = KeyStore.getInstance(store.toFile(), "secret-1".toCharArray());
        byte[] publicKey = opened.getCertificate(ALIAS).getPublicKey().getEncoded();
        assertEquals(
                new Check.Trusted(ALIAS),
                trusted(signature.getAlgorithm(), publicKey).check(OCTETS, signature, NOW));

        assertTrue(assertThrows(IllegalArgumentException.class, () -> SigningKey.load(ALIAS, store))
                .getMessage()
                .contains("password"));
        IllegalArgumentException absent = assertThrows(
                IllegalArgumentException.class, () -> SigningKey.load("nobody", store, Optional.of(password)));
        assertTrue(absent.getMessage().contains("nobody"), absent.getMessage());
        Path wrong = Files.writeString(folder.resolve("wrong"), "guess\n");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> SigningKey.load(ALIAS, store, Optional.of(wrong)));
        assertFalse(refused.getMessage().contains("guess"), refused.getMessage());
    }

    @Test
    void aFileThatIsNothingOfTheKindIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "0 nothing here\n");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> SigningKey.load(ALIAS, file))
                .getMessage()
                .contains("notes.txt"));
    }

    /** The library reads where its tokens are from the environment: so a process of its own. */
    @Test
    void aKeyThatNeverLeavesItsTokenSigns() throws Exception {
        Optional<Path> library =
                SOFT_TOKEN_LIBRARIES.stream().filter(Files::exists).findFirst();
        assumeTrue(library.isPresent(), "no SoftHSM on this machine (Debian: softhsm2); a PKCS#11 token is not tried");
        Path tokens = Files.createDirectory(folder.resolve("tokens"));
        Path softhsm = Files.writeString(
                folder.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
        Map<String, String> environment = Map.of("SOFTHSM2_CONF", softhsm.toString());
        run(
                environment,
                List.of(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "plumbline",
                        "--pin",
                        "1234",
                        "--so-pin",
                        "5678"));
        Path settings = Files.writeString(
                folder.resolve("token.cfg"), "name = plumbline\nlibrary = " + library.get() + "\nslotListIndex = 0\n");
        run(
                environment,
                keytool(
                        "-storetype",
                        "PKCS11",
                        "-storepass",
                        "1234",
                        "-addprovider",
                        "SunPKCS11",
                        "-providerarg",
                        settings.toString()));
        String certificate = run(
                environment,
                List.of(
                        java("keytool"),
                        "-exportcert",
                        "-rfc",
                        "-alias",
                        ALIAS,
                        "-keystore",
                        "NONE",
                        "-storetype",
                        "PKCS11",
                        "-storepass",
                        "1234",
                        "-addprovider",
                        "SunPKCS11",
                        "-providerarg",
                        settings.toString()));
        byte[] publicKey = java.security.cert.CertificateFactory.getInstance("X.509")
                .generateCertificate(new java.io.ByteArrayInputStream(
                        certificate.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .getPublicKey()
                .getEncoded();

        Path pin = Files.writeString(folder.resolve("pin"), "1234\n");
        String signed = run(
                environment,
                List.of(
                        java("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SigningProcess.class.getName(),
                        settings.toString(),
                        pin.toString(),
                        ALIAS,
                        HexFormat.of().formatHex(OCTETS)));
        String[] parts = signed.strip().lines().toList().getLast().split(" ");
        Signature signature =
                new Signature(parts[0], ALIAS, ByteBuffer.wrap(HexFormat.of().parseHex(parts[1])));
        assertEquals(
                new Check.Trusted(ALIAS),
                trusted(signature.getAlgorithm(), publicKey).check(OCTETS, signature, NOW));
        assertEquals("extractable: false", parts[2].replace('_', ' '));
    }

    /** Signs with the key of a token and prints the algorithm, the signature, and whether the key shows its octets. */
    static final class SigningProcess {
        private SigningProcess() {}

        public static void main(String[] arguments) {
            Path settings = Path.of(arguments[0]);
            Optional<Path> pin = Optional.of(Path.of(arguments[1]));
            Signature signature = SigningKey.load(arguments[2], settings, pin)
                    .sign(HexFormat.of().parseHex(arguments[3]));
            byte[] octets = new byte[signature.getOctets().remaining()];
            signature.getOctets().duplicate().get(octets);
            boolean shown = KeyFile.read(settings, arguments[2], pin).key().getEncoded() != null;
            System.out.println(
                    signature.getAlgorithm() + " " + HexFormat.of().formatHex(octets) + " extractable:_" + shown);
        }
    }

    private static List<String> keytool(String... where) {
        List<String> command = new java.util.ArrayList<>(List.of(
                java("keytool"),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=calibrator",
                "-validity",
                "3650"));
        if (!Arrays.asList(where).contains("-keystore")) {
            command.addAll(List.of("-keystore", "NONE"));
        }
        command.addAll(Arrays.asList(where));
        return command;
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private static String run(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(false).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "hangs: " + command.getFirst());
        assertEquals(0, process.exitValue(), () -> command.getFirst() + ": " + out + err);
        return out;
    }
}
