import { randomInt } from 'node:crypto';
import { DAY } from '../../../../kernel/clock.js';
import type { FieldError } from '../../../../kernel/coded-error.js';
import type { CourseProfileRole, SaidOfProfile } from '../organizations.api.js';

/** What somebody asks to be; managers are invited. */
export const ASKED_ROLES = ['facilitator', 'student'] as const satisfies readonly CourseProfileRole[];

export const JOIN_REQUEST_STATUSES = ['waiting', 'declined'] as const;
export type JoinRequestStatus = (typeof JOIN_REQUEST_STATUSES)[number];

export const MOST_CODES = 50;
export const MOST_USES = 10_000;
/** Of an organization at a time, and as many again of people with unverified addresses; of a person in all organizations. */
export const MOST_WAITING = 1000;
export const MOST_ASKED = 10;
/** Bounds of what profiles say, and of why somebody is not admitted. */
export const LONGEST = { specialization: 200, number: 50, reason: 500 } as const;

/** Who did not verify the address by then has asked for nothing. */
export const UNVERIFIED_KEPT_MS = 7 * DAY;
/** Until then a declined request is shown to who asked, and keeps them from asking again. */
export const DECLINED_KEPT_MS = 30 * DAY;

/** Without letters and digits that look alike: it is read aloud and written on boards. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
export const CODE_LENGTH = 12;

/** 59 bits: nobody finds one by trying, within what the limits of requests leave. */
export function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** As it was made, of what was typed. */
export function codeOf(typed: string): string {
  return typed.replaceAll(/[\s-]/g, '').toUpperCase();
}

export interface CodeTerms {
  readonly expiresAt: Date | null;
  readonly maxUses: number | null;
  readonly uses: number;
}

export function isUsable({ expiresAt, maxUses, uses }: CodeTerms, now: Date): boolean {
  return (expiresAt === null || expiresAt > now) && (maxUses === null || uses < maxUses);
}

const OF_ROLE: Readonly<Record<CourseProfileRole, readonly (keyof SaidOfProfile)[]>> = {
  facilitator: ['specialization', 'employeeId'],
  student: ['studentNumber'],
};

/** What is said of a profile that the role does not have. */
export function faultsOf(role: CourseProfileRole, said: SaidOfProfile, at = ''): FieldError[] {
  return (Object.keys(said) as (keyof SaidOfProfile)[])
    .filter((field) => said[field] != null && !OF_ROLE[role].includes(field))
    .map((field) => ({
      field,
      pointer: `${at}/${field}`,
      message: `is nothing that a ${role} has`,
      code: 'not_of_role',
    }));
}
