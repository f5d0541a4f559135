export const PLATFORM_ROLES = ['user', 'moderator', 'admin'] as const;
export type PlatformRole = (typeof PLATFORM_ROLES)[number];

/** Who makes the request. */
export interface Actor {
  readonly userId: string;
  readonly role: PlatformRole;
  /** The login session that the access token belongs to. */
  readonly sessionId: string;
}
