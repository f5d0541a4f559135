/** Roles of the people in a room beside its owner, the weakest first. */
export const SESSION_ROLES = ['viewer', 'editor', 'admin'] as const;
export type SessionRole = (typeof SESSION_ROLES)[number];

export function strongerOf(one: SessionRole, other: SessionRole): SessionRole {
  return SESSION_ROLES.indexOf(one) > SESSION_ROLES.indexOf(other) ? one : other;
}

/** The role of a new collaborator where none is said. */
export const USUAL_ROLE: SessionRole = 'viewer';
