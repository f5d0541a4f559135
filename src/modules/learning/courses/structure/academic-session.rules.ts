export const ACADEMIC_SESSION_TYPES = ['year', 'trimester'] as const;
export type AcademicSessionType = (typeof ACADEMIC_SESSION_TYPES)[number];

/** Bounds of the number of a trimester within its year. */
export const TRIMESTERS = { min: 1, max: 12 } as const;
