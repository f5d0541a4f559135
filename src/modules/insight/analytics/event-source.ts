export const EVENT_SOURCES = ['client', 'domain'] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];
