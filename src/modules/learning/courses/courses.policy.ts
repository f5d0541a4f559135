/**
 * What somebody is to an offering. `teacher`: teaches it now, with a profile in use; `facilitator`: has taught it, or
 * will; `student`: is enrolled in it, and did not withdraw.
 */
export const OFFERING_STANDINGS = ['manager', 'teacher', 'facilitator', 'student'] as const;
export type OfferingStanding = (typeof OFFERING_STANDINGS)[number];

/**
 * `see people`: who teaches when, and who is enrolled; `see addresses`: their e-mail addresses. Logs are those of its
 * weeks; `see drafts`: also what others have not submitted; `write logs`: of the weeks that one teaches, `write all
 * logs`: of all; `judge logs`: return them, or accept them.
 */
export type OfferingAction =
  | 'see'
  | 'see people'
  | 'see addresses'
  | 'see logs'
  | 'see drafts'
  | 'write logs'
  | 'write all logs'
  | 'judge logs'
  | 'change';

const TAUGHT = ['see', 'see people', 'see logs', 'write logs'] as const;
const TAUGHT_NOW = [...TAUGHT, 'see addresses', 'see drafts'] as const;

const ALLOWED: Readonly<Record<OfferingStanding, readonly OfferingAction[]>> = {
  manager: [...TAUGHT_NOW, 'write all logs', 'judge logs', 'change'],
  teacher: TAUGHT_NOW,
  facilitator: TAUGHT,
  student: ['see'],
};

export function canInOffering(standing: OfferingStanding, action: OfferingAction): boolean {
  return ALLOWED[standing].includes(action);
}
