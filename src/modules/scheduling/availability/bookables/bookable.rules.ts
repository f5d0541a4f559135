/** Kinds that are created by their owners; bookables of people are created implicitly. */
export const RESOURCE_KINDS = ['room', 'device', 'other'] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export const BOOKABLE_KINDS = ['person', ...RESOURCE_KINDS] as const;
export type BookableKind = (typeof BOOKABLE_KINDS)[number];

/** Largest capacity of a resource. */
export const LARGEST_CAPACITY = 1000;
