/** People come into being by themselves; the others are resources, which their owners make. */
export const RESOURCE_KINDS = ['room', 'device', 'other'] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export const BOOKABLE_KINDS = ['person', ...RESOURCE_KINDS] as const;
export type BookableKind = (typeof BOOKABLE_KINDS)[number];

/** As many bookings at once as a resource may take. */
export const LARGEST_CAPACITY = 1000;
