import type { Actor } from '../../../infra/access/actor.js';
import type { OfferingStanding } from './courses.policy.js';
import type { CoursePerson } from './people/people-kind.js';

export { type OfferingStanding } from './courses.policy.js';
export { ENROLMENT_STATUSES, type EnrolmentStatus } from './enrolments/enrolment.rules.js';
export { LONGEST_EXTERNAL_ID } from './external-id.js';
export { ROSTER_PARTS, ROSTER_STATES, ROSTER_TEACHING } from './roster-imports/roster-states.js';
export { weekOf, WEEKS } from './logs/log.rules.js';
export { TRIMESTERS } from './structure/academic-session.rules.js';
export { todayAt } from './settings/course-days.js';
export {
  rosterModules,
  rosterOfferings,
  rosterPeople,
  rosterPlaces,
  rosterSessions,
} from './roster-exports/roster-rows.js';

/** An offering, as somebody who belongs to it has it. */
export interface EnteredOffering {
  readonly id: string;
  readonly organizationId: string;
  /** The first and the last day. */
  readonly startDate: string;
  readonly endDate: string;
  readonly standing: OfferingStanding;
  /** The profile by which the person is enrolled in it; null for those who are not. */
  readonly studentId: string | null;
}

/** From one day to another, both included; null: without a bound. */
export interface CourseDaysOf {
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/** The first and the last day of an offering. */
export interface OfferingTerm {
  readonly organizationId: string;
  readonly startDate: string;
  readonly endDate: string;
}

/** Somebody who learns. */
export interface StudentCard {
  readonly id: string;
  readonly studentNumber: string | null;
  readonly user: CoursePerson;
}

/** What other features ask of courses. */
export abstract class CoursesApi {
  /** @throws CodedError not_found for whoever neither manages, teaches nor learns it */
  abstract enter(actor: Actor, offeringId: string): Promise<EnteredOffering>;
  /** Of any offering, without admission. @throws CodedError not_found */
  abstract termOf(offeringId: string): Promise<OfferingTerm>;
  /** All who are enrolled or were, with the days of it and when it was entered. */
  abstract enrolledIn(offeringId: string): Promise<readonly (CourseDaysOf & { readonly createdAt: Date })[]>;
  /** The days for which a person is or was assigned to an offering, also as a substitute, with a profile in use. */
  abstract daysTaughtBy(userId: string, offeringId: string): Promise<readonly CourseDaysOf[]>;
  /** @throws CodedError not_found for those who do not belong to the organization, forbidden for those who do not manage */
  abstract assertManages(actor: Actor, organizationId: string): Promise<void>;
  /** @throws CodedError not_found for those who do not belong to the organization */
  abstract assertBelongs(actor: Actor, organizationId: string): Promise<void>;
  /** The zone in which days of its courses begin and end. */
  abstract timeZoneOf(organizationId: string): Promise<string>;
  /** How an offering is called, for people: its module. */
  abstract titleOf(offeringId: string): Promise<string>;
  /** In one query; unknown ids are left out. */
  abstract studentsByIds(ids: readonly string[]): Promise<ReadonlyMap<string, StudentCard>>;
  /** The profile in use, until the transaction ends, by which a person is enrolled in an offering and did not withdraw. */
  abstract studentIn(offeringId: string, userId: string): Promise<string | null>;
  /** Profiles of a person who learns, in all organizations. */
  abstract studentIdsOf(userId: string): Promise<readonly string[]>;
}

/** A profile of a person, as files name it. */
export interface RosteredProfile {
  readonly organizationId: string;
  readonly kind: 'student' | 'facilitator';
  readonly externalId: string | null;
  /** Student number or employee id. */
  readonly number: string | null;
  /** Of the profile, and of its enrolments. */
  readonly ids: readonly string[];
}

/** A student, facilitator or enrolment as it will be; `state` has the members of `ROSTER_STATES`. */
export interface RosterWrite {
  readonly id: string;
  readonly state: Readonly<Record<string, unknown>>;
}

export type RosteredPeople = 'students' | 'facilitators';

export interface RosteredClass {
  readonly trimesterId: string;
  readonly name: string;
  readonly externalId: string | null;
  readonly isActive: boolean;
}

export interface RosteredOffering {
  readonly moduleId: string;
  readonly classId: string;
  readonly cohortId: string;
  readonly modeId: string;
  readonly facilitatorId: string | null;
  readonly startDate: string;
  readonly endDate: string;
  readonly maxStudents: number | null;
  readonly externalId: string | null;
  readonly isActive: boolean;
}

/** How rosters are written, in the transaction of an import; whoever asks has made sure that its actor manages the courses. */
export abstract class CoursesRosterApi {
  /** Is another after each change of the organization's courses. */
  abstract markOf(organizationId: string): Promise<string>;
  /** Of a person, in all organizations. */
  abstract profilesOf(userId: string): Promise<readonly RosteredProfile[]>;
  /** Row locks of the offerings that people learn or teach, in one order; before these people are archived. */
  abstract holdPeople(organizationId: string, kind: RosteredPeople, userIds: readonly string[]): Promise<void>;
  /** Makes or changes them, in one statement; with a profile that is archived ends what it has in courses that are not over. */
  abstract savePeople(
    actorId: string,
    organizationId: string,
    kind: RosteredPeople,
    rows: readonly RosterWrite[],
  ): Promise<void>;
  /** Row locks, in one order; before these are looked at and saved. */
  abstract lockTargets(kind: RosteredPeople | 'classes' | 'offerings', ids: readonly string[]): Promise<void>;
  /** Row locks, in one order; before enrolments of these offerings are saved. */
  abstract lockOfferings(ids: readonly string[]): Promise<void>;
  /** Row locks, in one order, after those of offerings: students are not archived until their enrolments are saved. */
  abstract holdStudents(ids: readonly string[]): Promise<void>;
  /** Makes or changes them, in one statement with the places that they take. @throws QueryFailedError (offering_full) */
  abstract saveEnrolments(organizationId: string, rows: readonly RosterWrite[]): Promise<void>;
  /** @param id null to make it @returns its id @throws CodedError what the use cases of classes throw */
  abstract saveClass(actor: Actor, organizationId: string, id: string | null, wanted: RosteredClass): Promise<string>;
  /** @param id null to make it @returns its id @throws CodedError what the use cases of offerings throw */
  abstract saveOffering(
    actor: Actor,
    organizationId: string,
    id: string | null,
    wanted: RosteredOffering,
  ): Promise<string>;
  /** Expects the logs that the courses ask for by now. */
  abstract planAnew(organizationId: string): Promise<void>;
}
