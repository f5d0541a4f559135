/** Roles of the people in a room beside its owner, the weakest first. */
export const SESSION_ROLES = ['viewer', 'editor', 'admin'] as const;
export type SessionRole = (typeof SESSION_ROLES)[number];

/** How somebody is out of a room for good: they took themselves out, or others did, who keep them out. */
export const SESSION_EXITS = ['gone', 'barred'] as const;
export type SessionExit = (typeof SESSION_EXITS)[number];

export function isWeaker(one: SessionRole, other: SessionRole): boolean {
  return SESSION_ROLES.indexOf(one) < SESSION_ROLES.indexOf(other);
}

export function strongerOf(one: SessionRole, other: SessionRole): SessionRole {
  return SESSION_ROLES.indexOf(one) > SESSION_ROLES.indexOf(other) ? one : other;
}

/** The role of a new collaborator where none is said. */
export const USUAL_ROLE: SessionRole = 'viewer';
