package dev.warren.local.cluster;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A user of a server and its password. */
public record Login(String user, String password) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 20;

    /** With a new password, good for one run of the cluster: every start sets another one. */
    public static Login withNewPassword(String user) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Login(user, HexFormat.of().formatHex(bytes));
    }

    /** Without the password: logs and messages may show it. */
    @Override
    public String toString() {
        return user;
    }
}
