import type { MessageType } from '../../kernel/message.js';

/*
 * Messages with the same ordering key (`about`) keep their order, whoever causes them: as long as one is in line,
 * others wait in its lane, behind it.
 */

/** The ordering key of the message, as its type defines it; null for none. */
export function aboutOf<P extends object>({ about }: MessageType<P>, payload: P): string | null {
  const value: unknown = about && payload[about as keyof P];
  return typeof value === 'string' ? value : null;
}

/** SQL for the lane of unpublished messages with the same ordering key, else `lane`. Both are SQL expressions. */
export function laneBehind(about: string, lane: string): string {
  return `coalesce((
    SELECT o.lane FROM outbox_messages o
    WHERE o.published_at IS NULL AND o.is_in_line AND o.about IS NOT NULL AND o.about = ${about} LIMIT 1), ${lane})`;
}

/**
 * The lanes of messages of one INSERT, which do not see each other: that of the first with the same ordering key.
 * @returns one for each message, in order
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
