package dev.warren.doctor.check;

import java.util.List;

/** Looks at one thing and changes nothing. */
public interface Check {

    /** In reports: lower case, words joined by hyphens. It does not change from release to release. */
    String name();

    /**
     * Looks. Whatever is thrown is reported as a problem of this check, and the other checks go on.
     *
     * @return at least one finding
     */
    List<Finding> look() throws Exception;
}
