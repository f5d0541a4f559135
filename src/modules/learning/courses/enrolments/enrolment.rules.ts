export const ENROLMENT_STATUSES = ['active', 'withdrawn', 'completed'] as const;
export type EnrolmentStatus = (typeof ENROLMENT_STATUSES)[number];

/** Whether an enrolment takes one of the places of its offering. */
export function takesPlace(status: EnrolmentStatus): boolean {
  return status !== 'withdrawn';
}
