export const PLATFORM_ROLES = ['user', 'moderator', 'admin'] as const;
export type PlatformRole = (typeof PLATFORM_ROLES)[number];

/** Scopes and rate limit of an API key. */
export interface KeyGrant {
  readonly scopes: readonly string[];
  /** Null for the default of the installation. */
  readonly requestsPerMinute: number | null;
}

/** Of a guest: the one room that the token is for, and what they are in it. */
export interface GuestGrant {
  readonly roomId: string;
  readonly role: 'viewer' | 'editor';
}

/** The authenticated caller. */
export interface Actor {
  /** Of a guest that of the guest, who has no account. */
  readonly userId: string;
  /** With an API key always `user`: no key has the powers of a moderator or an administrator. */
  readonly role: PlatformRole;
  /** The login session that the access token belongs to, or the API key. */
  readonly sessionId: string;
  /** Only for API keys. */
  readonly key?: KeyGrant;
  /** Only for guests, on routes with `@Guests()`. */
  readonly guest?: GuestGrant;
}
