package dev.warren.local.cluster;

/**
 * A gateway or a worker as it will run, also after a restart.
 *
 * @param url of what it serves; a worker serves nothing but its management address
 * @param managementUrl without a path
 */
record Planned(String url, String managementUrl, ChildSpec spec) {

    String name() {
        return spec.name();
    }
}
