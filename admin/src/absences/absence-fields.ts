import type { AbsenceReason } from '@lyceum/sdk';

export const ALL_REASONS = [
  'vacation',
  'sick',
  'public_holiday',
  'maintenance',
  'other',
] as const satisfies readonly AbsenceReason[];

/** Whose they are: people, or rooms and devices. */
export type AbsenceKind = 'person' | 'resource';

export const REASONS: Readonly<Record<AbsenceKind, readonly AbsenceReason[]>> = {
  person: ['vacation', 'sick', 'public_holiday', 'other'],
  resource: ['maintenance', 'public_holiday', 'other'],
};

export const LONGEST_NOTE = 500;
