/** The cache of the figures of the log. */
export const AUDIT_STATISTICS = 'audit.statistics';
