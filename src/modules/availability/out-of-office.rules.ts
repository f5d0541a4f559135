export const ABSENCE_REASONS = ['vacation', 'sick', 'public_holiday', 'maintenance', 'other'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];
