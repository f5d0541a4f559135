import type { MessageType } from '../../kernel/message.js';

/*
 * What is about the same keeps its order, whoever causes it: as long as one such message is in line, others wait in its
 * lane, behind it.
 */

/** What the message is about, as its type says; null for one that is about nothing. */
export function aboutOf<P extends object>({ about }: MessageType<P>, payload: P): string | null {
  const value: unknown = about && payload[about as keyof P];
  return typeof value === 'string' ? value : null;
}

/** SQL for the lane of what is about the same and has not been handed over, else the one that is given. Both are expressions. */
export function laneBehind(about: string, lane: string): string {
  return `coalesce((
    SELECT o.lane FROM outbox_messages o
    WHERE o.published_at IS NULL AND o.is_in_line AND o.about IS NOT NULL AND o.about = ${about} LIMIT 1), ${lane})`;
}

/**
 * The lanes of messages of one statement, which do not see each other: that of the first about the same.
 * @returns as many, in their order
 */
export function lanesTogether(messages: readonly { readonly about: string | null; readonly lane: string }[]): string[] {
  const lanes = new Map<string, string>();
  return messages.map(({ about, lane }) => {
    if (about === null) return lane;
    const first = lanes.get(about) ?? lane;
    lanes.set(about, first);
    return first;
  });
}
