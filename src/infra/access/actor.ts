export const PLATFORM_ROLES = ['user', 'moderator', 'admin'] as const;
export type PlatformRole = (typeof PLATFORM_ROLES)[number];

/** What an API key may do, and how often. */
export interface KeyGrant {
  readonly scopes: readonly string[];
  /** Null for what the installation allows. */
  readonly requestsPerMinute: number | null;
}

/** Who makes the request. */
export interface Actor {
  readonly userId: string;
  /** With an API key always `user`: no key has the powers of a moderator or an administrator. */
  readonly role: PlatformRole;
  /** The login session that the access token belongs to, or the API key. */
  readonly sessionId: string;
  /** Only when it is an API key. */
  readonly key?: KeyGrant;
}
