/** In characters. NIST SP 800-63B-4, 3.1.1.2, wants at least eight, and no limit below 64. */
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;
