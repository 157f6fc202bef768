package dev.warren.doctor.installation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is examined. What is null was not given and is left out.
 *
 * @param title what it is, for the head of the report
 * @param gateways by the addresses of their API
 * @param processes gateways and workers of this machine
 */
public record Installation(
        String title,
        List<Gateway> gateways,
        List<LocalProcess> processes,
        @Nullable LedgerAddress ledger,
        @Nullable BrokerAddress broker,
        @Nullable ManagementAddress management) {

    /** @param url of its API, without a path */
    public record Gateway(String name, String url) {}

    /** @param managementUrl where it tells of its health */
    public record LocalProcess(String name, long pid, String managementUrl) {}

    /** @param jdbcUrl may hold a password among its parameters: {@link #toString} leaves them out */
    public record LedgerAddress(String jdbcUrl, String user, String password) {
        @Override
        public String toString() {
            return jdbcUrl.replaceFirst("\\?.*", "");
        }
    }

    /** @param uri may hold user and password, over which those that are given apart go; {@link #toString} leaves them out */
    public record BrokerAddress(
            String uri, @Nullable String user, @Nullable String password) {
        @Override
        public String toString() {
            return withoutLogin(uri);
        }
    }

    /** @param uri of RabbitMQ's management plugin, without a path and a login */
    public record ManagementAddress(String uri, String user, String password, String virtualHost) {
        @Override
        public String toString() {
            return uri;
        }
    }

    static String withoutLogin(String uri) {
        return uri.replaceFirst("//[^/@]*@", "//");
    }
}
