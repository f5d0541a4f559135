import { type CodedError, defineError } from '../../../kernel/coded-error.js';
import { invalid } from '../../../kernel/invalid.js';

export const ORGANIZATION_ROLES = ['owner', 'admin', 'member'] as const;
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

export interface OrganizationRecord {
  readonly id: string;
  readonly name: string;
}

export type PeoplePair = readonly [userId: string, otherUserId: string];

/** Refuses the erasure of an account. */
export const SOLE_OWNER = defineError({
  code: 'sole_owner',
  kind: 'conflict',
  title: 'You are the only owner of an organization with other members.',
  description: 'Transfer or delete the organizations in `organizations` (`[{id, name}]`), then erase the account.',
});

/** Field error for an unknown organization, and for one that the person does not belong to. */
export function unknownOrganization(where: 'body' | 'query' = 'body'): CodedError {
  const field = 'organizationId';
  const fault = { field, message: 'is no organization of yours', code: 'unknown_organization' };
  return invalid([where === 'body' ? { ...fault, pointer: `/${field}` } : fault]);
}

/** Somebody who has left an organization, or manages it no more. */
export interface FormerMember {
  readonly organizationId: string;
  readonly userId: string;
  /** Whoever removed or demoted them; their own id when they left. */
  readonly actorId: string;
}

/**
 * Base class of features in which members of an organization have what must not outlive their membership: every provider
 * that extends it is told in the transaction that ends the membership, or its management, after the member is gone.
 */
export abstract class MembershipHolder {
  /** @param heirId the highest of the remaining people; null when there is nobody */
  abstract endMembership(former: FormerMember, heirId: string | null): Promise<void>;
  /** The person stays as a plain member. */
  abstract endManagement(former: FormerMember): Promise<void>;
}

export abstract class OrganizationsApi {
  /** The person's role; null for non-members and unknown organizations. */
  abstract roleOf(organizationId: string, userId: string): Promise<OrganizationRole | null>;
  /**
   * `roleOf`, for bodies that name an organization.
   * @throws CodedError validation_failed for non-members and unknown organizations
   */
  abstract roleInOrThrow(organizationId: string, userId: string): Promise<OrganizationRole>;
  /**
   * `roleOf` with a lock, which keeps the membership until the transaction ends.
   * @returns null for non-members and unknown organizations
   */
  abstract holdMembership(organizationId: string, userId: string): Promise<OrganizationRole | null>;
  /** Role by organization id, without those that the person does not belong to; in one query. */
  abstract rolesOf(userId: string, organizationIds: readonly string[]): Promise<Map<string, OrganizationRole>>;
  /** Role by organization id, for all of the person's organizations; in one query. */
  abstract membershipsOf(userId: string): Promise<Map<string, OrganizationRole>>;
  /** Ids of owners and admins, at most 100. */
  abstract managersOf(organizationId: string): Promise<string[]>;
  /** Ids of members in batches (keyset): `after` is the last id of the previous batch. */
  abstract memberIdsOf(organizationId: string, after: string | undefined, limit: number): Promise<string[]>;
  abstract findByIds(ids: readonly string[]): Promise<Map<string, OrganizationRecord>>;
  /** Ids of the organizations that the person belongs to. */
  abstract idsOf(userId: string): Promise<string[]>;
  /** Those of `ids` who belong to the organization; in one query. */
  abstract membersAmong(organizationId: string, ids: readonly string[]): Promise<string[]>;
  /** Those of `ids` that are service accounts, of whichever organization; in one query. */
  abstract serviceAccountsAmong(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of `ids` who share an organization with the person; in one query. */
  abstract colleaguesAmong(userId: string, ids: readonly string[]): Promise<string[]>;
  /** Those of the pairs who share an organization; in one query. */
  abstract colleaguePairs(pairs: readonly PeoplePair[]): Promise<PeoplePair[]>;
}
