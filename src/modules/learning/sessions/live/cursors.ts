import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { z } from 'zod';
import { TEXT_NAME } from './update-reader.js';

const LONGEST_STATE = 2_000;
const MOST_STATES = 50;

const id = z.strictObject({
  client: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  clock: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});
/** A place in a text that stays where it is while others type (Yjs, `RelativePosition`). */
const position = z
  .strictObject({
    type: id.nullish(),
    tname: z.string().max(60).regex(TEXT_NAME).nullish(),
    item: id.nullish(),
    assoc: z.number().int().min(-1).max(1).optional(),
  })
  // The library throws where nothing says in which text it is.
  .refine(({ type, tname, item }) => type != null || tname != null || item != null);
const state = z.object({ cursor: z.strictObject({ anchor: position, head: position }).nullish() });

export interface LivePerson {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  /** There for guests, who have no account and say themselves what they are called. */
  readonly guest?: true;
}

export type Cursor = z.infer<typeof state>['cursor'];

/**
 * The cursor that a client tells of itself (y-protocols, awareness). What it says of others, and who it says it is, does
 * not count: the server knows.
 * @returns undefined when it says nothing of itself; null when it is gone
 * @throws Error when it cannot be read
 */
export function cursorIn(message: Uint8Array, clientId: number): { cursor: Cursor } | null | undefined {
  const decoder = createDecoder(message);
  const count = Math.min(readVarUint(decoder), MOST_STATES);
  for (let index = 0; index < count; index += 1) {
    const client = readVarUint(decoder);
    readVarUint(decoder);
    const text = readVarString(decoder);
    if (client !== clientId) continue;
    if (text.length > LONGEST_STATE) throw new Error('The state is too long.');
    const told: unknown = JSON.parse(text);
    return told === null ? null : { cursor: state.parse(told).cursor ?? null };
  }
  return undefined;
}

/** Awareness states as clients read them. */
export interface Presence {
  readonly clientId: number;
  readonly clock: number;
  /** Null when the client is gone. */
  readonly state: { readonly user: LivePerson; readonly cursor: Cursor } | null;
}

export function encodedPresences(presences: readonly Presence[]): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, presences.length);
  for (const { clientId, clock: at, state: told } of presences) {
    writeVarUint(encoder, clientId);
    writeVarUint(encoder, at);
    writeVarString(encoder, JSON.stringify(told));
  }
  return toUint8Array(encoder);
}

/** Far from each other, and seen on light and dark ground. */
const COLORS = ['#1971c2', '#d6336c', '#2f9e44', '#e8590c', '#7950f2', '#0c8599', '#868e96', '#936a00'] as const;

/** The same in every room, so that people know each other again. */
export function colorOf(userId: string): string {
  const sum = [...userId].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return COLORS[sum % COLORS.length] ?? COLORS[0];
}
