export const PLATFORM_ROLES = ['user', 'moderator', 'admin'] as const;
export type PlatformRole = (typeof PLATFORM_ROLES)[number];

/** Scopes and rate limit of an API key. */
export interface KeyGrant {
  readonly scopes: readonly string[];
  /** Null for the default of the installation. */
  readonly requestsPerMinute: number | null;
}

/** The authenticated caller. */
export interface Actor {
  readonly userId: string;
  /** With an API key always `user`: no key has the powers of a moderator or an administrator. */
  readonly role: PlatformRole;
  /** The login session that the access token belongs to, or the API key. */
  readonly sessionId: string;
  /** Only for API keys. */
  readonly key?: KeyGrant;
}
