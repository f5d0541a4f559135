import { type CodedError, defineError } from '../../../kernel/coded-error.js';
import { invalid } from '../../../kernel/invalid.js';

export const ORGANIZATION_ROLES = ['owner', 'admin', 'member'] as const;
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

export interface OrganizationRecord {
  readonly id: string;
  readonly name: string;
}

export type PeoplePair = readonly [userId: string, otherUserId: string];

/** Why an account cannot be erased yet. */
export const SOLE_OWNER = defineError({
  code: 'sole_owner',
  kind: 'conflict',
  title: 'You are the only owner of an organization with other members.',
  description: 'Transfer or delete the organizations in `organizations` (`[{id, name}]`), then erase the account.',
});

/** For bodies and queries that name an organization which is not there, or not the person's. */
export function unknownOrganization(where: 'body' | 'query' = 'body'): CodedError {
  const field = 'organizationId';
  const fault = { field, message: 'is no organization of yours', code: 'unknown_organization' };
  return invalid([where === 'body' ? { ...fault, pointer: `/${field}` } : fault]);
}

/** The organizations feature, as other features see it. */
export abstract class OrganizationsApi {
  /** The person's role, or null for strangers and unknown organizations. */
  abstract roleOf(organizationId: string, userId: string): Promise<OrganizationRole | null>;
  /** The same for bodies that name one. @throws CodedError validation_failed for strangers and unknown organizations */
  abstract roleInOrThrow(organizationId: string, userId: string): Promise<OrganizationRole>;
  /** The person's roles by organization, strangers' left out; in one query. */
  abstract rolesOf(userId: string, organizationIds: readonly string[]): Promise<Map<string, OrganizationRole>>;
  /** All organizations of the person, with their role; in one query. */
  abstract membershipsOf(userId: string): Promise<Map<string, OrganizationRole>>;
  /** Its owners and admins, at most 100. */
  abstract managersOf(organizationId: string): Promise<string[]>;
  /** Its members in batches: `after` is the last id of the batch before. */
  abstract memberIdsOf(organizationId: string, after: string | undefined, limit: number): Promise<string[]>;
  abstract findByIds(ids: readonly string[]): Promise<Map<string, OrganizationRecord>>;
  /** The organizations that the person belongs to. */
  abstract idsOf(userId: string): Promise<string[]>;
  /** Of these people, those who belong to the organization; in one query. */
  abstract membersAmong(organizationId: string, ids: readonly string[]): Promise<string[]>;
  /** Of these people, those who share an organization with the person; in one query. */
  abstract colleaguesAmong(userId: string, ids: readonly string[]): Promise<string[]>;
  /** Of these pairs of people, those who share an organization; in one query. */
  abstract colleaguePairs(pairs: readonly PeoplePair[]): Promise<PeoplePair[]>;
}
