export const COURSE_PEOPLE_NAMES = ['facilitator', 'student'] as const;
export type CoursePeopleName = (typeof COURSE_PEOPLE_NAMES)[number];

/** What every profile has: what somebody is in the courses of an organization, beside their role in it (adr/0043). */
export interface ProfileRow {
  id: string;
  organizationId: string;
  userId: string;
  /** False when it is archived: it stays with what hangs on it, and nothing new can name it. */
  isActive: boolean;
  version: number;
}

/** A kind of profile: where its rows are, who sees them, and how they are shown. */
export interface PeopleKind<Row extends ProfileRow, Dto extends object> {
  readonly name: CoursePeopleName;
  readonly entity: new () => Row;
  /** The column with what the institution calls them. */
  readonly numberColumn: string;
  /** Whether every member of the organization sees the people; else those who manage the courses, and everybody themselves. */
  readonly isShownToMembers: boolean;
  toDto(row: Row, user: CoursePerson): Dto;
}

/** A person as profiles show them. */
export interface CoursePerson {
  readonly id: string;
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** Null for people whose account is erased, and for those who have left the organization. */
  readonly email: string | null;
}
