import type { AbsenceReason } from '@lyceum/sdk';

/** Those that people have; rooms have others. */
export const REASONS = ['vacation', 'sick', 'public_holiday', 'other'] as const satisfies readonly AbsenceReason[];

export const LONGEST_NOTE = 500;
