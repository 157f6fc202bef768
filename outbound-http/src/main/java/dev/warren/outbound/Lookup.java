package dev.warren.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a name; the system's resolver but for tests. */
interface Lookup {

    InetAddress[] addresses(String name) throws UnknownHostException;
}
