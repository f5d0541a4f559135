export const emailKey = (id: string) => ['administration', 'emails', 'one', id] as const;
