export { memberRows, organizationRow } from './organization-statements.js';
import { type CodedError, defineError } from '../../../kernel/coded-error.js';
import { invalid } from '../../../kernel/invalid.js';

export const ORGANIZATION_ROLES = ['owner', 'admin', 'member'] as const;
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

/**
 * What somebody is in the courses of an organization, beside their role in it: `manager` manages them, and so do owners
 * and admins; `facilitator` and `student` have a profile in use.
 */
export const COURSE_ROLES = ['manager', 'facilitator', 'student'] as const;
export type CourseRole = (typeof COURSE_ROLES)[number];
/** Those that follow from a profile of the person. */
export type CourseProfileRole = Exclude<CourseRole, 'manager'>;

/** What a member is. */
export interface OrganizationStanding {
  readonly role: OrganizationRole;
  /** Manages the courses, without regard to the role. */
  readonly isCourseManager: boolean;
}

/** Whether a member runs the courses of the organization. */
export function managesCourses({ role, isCourseManager }: OrganizationStanding): boolean {
  return isCourseManager || role === 'owner' || role === 'admin';
}

export interface OrganizationRecord {
  readonly id: string;
  readonly name: string;
}

/** Somebody as one of the people of an organization. */
export interface PersonOfOrganization {
  readonly organizationId: string;
  readonly userId: string;
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

/** Whose course roles change in an organization, and by whom. */
export interface CourseMember {
  readonly organizationId: string;
  readonly userId: string;
  readonly actorId: string;
}

/**
 * Base class of the feature that keeps profiles of facilitators and students: memberships show its roles, and change them in
 * their own transaction.
 */
export abstract class CourseProfilesHolder {
  /** By user id, without those who have no profile in use; in one query. */
  abstract rolesOf(organizationId: string, userIds: readonly string[]): Promise<Map<string, CourseProfileRole[]>>;
  /** Makes profiles of these roles with what is said, or takes archived ones back into use; those in use stay. */
  abstract give(member: CourseMember, roles: readonly CourseProfileRole[], said?: SaidOfProfile): Promise<void>;
  /** Whether the person has a profile of the organization that is archived. */
  abstract wasTaken(organizationId: string, userId: string): Promise<boolean>;
  /** Archives the profiles of these roles. */
  abstract take(member: CourseMember, roles: readonly CourseProfileRole[]): Promise<void>;
}

/** Kinds of what grows with use. */
export const STORED_KINDS = ['rooms', 'runs', 'rosters', 'logo'] as const;
export type StoredKind = (typeof STORED_KINDS)[number];

/** What an organization has stored of one kind. */
export interface StoredPart {
  readonly kind: StoredKind;
  readonly count: number;
  readonly bytes: number;
}

/** Base class of features that store files and texts without a bound for organizations: every provider that extends it is asked. */
export abstract class StorageHolder {
  /** In one query, which reads no content. */
  abstract storedFor(organizationId: string): Promise<StoredPart>;
}

/** What is said of somebody in a profile that is made; what is null is not said. */
export interface SaidOfProfile {
  readonly specialization?: string | null;
  readonly employeeId?: string | null;
  readonly studentNumber?: string | null;
}

export const EMPLOYEE_ID_TAKEN = defineError({
  code: 'employee_id_taken',
  kind: 'conflict',
  title: 'Another facilitator of the organization has this employee id.',
  description: 'Employee ids are unique in an organization. Choose another one, or leave it out.',
});
export const STUDENT_NUMBER_TAKEN = defineError({
  code: 'student_number_taken',
  kind: 'conflict',
  title: 'Another student of the organization has this number.',
  description: 'Student numbers are unique in an organization. Choose another one, or leave it out.',
});

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
  /**
   * `holdMembership`, which keeps the role as well: whoever takes it waits for the transaction, and finds what it made.
   * @returns null for non-members and unknown organizations
   */
  abstract holdRole(organizationId: string, userId: string): Promise<OrganizationRole | null>;
  /** Of several at once, as `holdMembership`. @returns how many of them are members */
  abstract holdMemberships(organizationId: string, userIds: readonly string[]): Promise<number>;
  /** Role by organization id, without those that the person does not belong to; in one query. */
  abstract rolesOf(userId: string, organizationIds: readonly string[]): Promise<Map<string, OrganizationRole>>;
  /** Role by organization id, for all of the person's organizations; in one query. */
  abstract membershipsOf(userId: string): Promise<Map<string, OrganizationRole>>;
  /** What the person is; null for non-members and unknown organizations. */
  abstract standingOf(organizationId: string, userId: string): Promise<OrganizationStanding | null>;
  /** By organization id, for all of the person's organizations; in one query. */
  abstract standingsOf(userId: string): Promise<Map<string, OrganizationStanding>>;
  /** Ids of owners and admins, at most 100. */
  abstract managersOf(organizationId: string): Promise<string[]>;
  /** Ids of those who manage the courses: owners, admins and course managers, at most 100. */
  abstract courseManagersOf(organizationId: string): Promise<string[]>;
  /** Ids of members in batches (keyset): `after` is the last id of the previous batch. */
  abstract memberIdsOf(organizationId: string, after: string | undefined, limit: number): Promise<string[]>;
  abstract findByIds(ids: readonly string[]): Promise<Map<string, OrganizationRecord>>;
  /** Ids of the organizations that the person belongs to. */
  abstract idsOf(userId: string): Promise<string[]>;
  /** Those of `ids` who belong to the organization; in one query. */
  abstract membersAmong(organizationId: string, ids: readonly string[]): Promise<string[]>;
  /** Those of the people who belong to the organization that each is named with; in one query. */
  abstract membersOf<Person extends PersonOfOrganization>(people: readonly Person[]): Promise<Person[]>;
  /** Those of `ids` that are service accounts, of whichever organization; in one query. */
  abstract serviceAccountsAmong(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of `ids` who share an organization with the person; in one query. */
  abstract colleaguesAmong(userId: string, ids: readonly string[]): Promise<string[]>;
  /** Those of the pairs who share an organization; in one query. */
  abstract colleaguePairs(pairs: readonly PeoplePair[]): Promise<PeoplePair[]>;
}
