package dev.warren.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for {@code agents.example} that the JDK's keytool has just made, and who trusts it. */
final class TestTls {

    private static final String PASSWORD = "of-a-test";

    private final KeyStore keys = KeyStore.getInstance("PKCS12");
    private final Queue<String> namesAsked = new ConcurrentLinkedQueue<>();

    TestTls() throws GeneralSecurityException, IOException, InterruptedException {
        Path directory = Files.createTempDirectory("warren-tls");
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "agent",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=agents.example",
                        "-ext",
                        "SAN=dns:agents.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Files.delete(store);
        Files.delete(directory);
    }

    /** Names that callers have asked for in their handshakes (SNI). */
    List<String> namesAsked() {
        return List.copyOf(namesAsked);
    }

    ServerSocketFactory server() throws GeneralSecurityException {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        SSLServerSocketFactory sockets = context.getServerSocketFactory();
        return new ServerSocketFactory() {
            @Override
            public SSLServerSocket createServerSocket(int port) throws IOException {
                return listening((SSLServerSocket) sockets.createServerSocket(port));
            }

            @Override
            public SSLServerSocket createServerSocket(int port, int backlog) throws IOException {
                return listening((SSLServerSocket) sockets.createServerSocket(port, backlog));
            }

            @Override
            public SSLServerSocket createServerSocket(int port, int backlog, java.net.InetAddress address)
                    throws IOException {
                return listening((SSLServerSocket) sockets.createServerSocket(port, backlog, address));
            }
        };
    }

    SSLContext client() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("agent", keys.getCertificate("agent"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private SSLServerSocket listening(SSLServerSocket socket) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setSNIMatchers(List.of(new SNIMatcher(StandardConstants.SNI_HOST_NAME) {
            @Override
            public boolean matches(SNIServerName name) {
                namesAsked.add(new String(name.getEncoded(), java.nio.charset.StandardCharsets.US_ASCII));
                return true;
            }
        }));
        socket.setSSLParameters(parameters);
        return socket;
    }
}
