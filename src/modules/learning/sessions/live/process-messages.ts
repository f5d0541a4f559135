import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';

/**
 * What processes that have the same room in memory tell each other. `source` is the room in the memory of the teller.
 */
export type ProcessMessage =
  /** An edit, before it is saved. `sentAt`: milliseconds since 1970. */
  | {
      readonly kind: 'update';
      readonly source: string;
      readonly position: number;
      readonly sentAt: number;
      readonly content: Uint8Array;
    }
  /** All edits up to the position are saved. */
  | { readonly kind: 'saved'; readonly source: string; readonly position: number }
  /** JSON for all connections. */
  | { readonly kind: 'message'; readonly source: string; readonly text: string }
  /** JSON for those who run the room. */
  | { readonly kind: 'host-message'; readonly source: string; readonly text: string }
  /** JSON of presences. */
  | { readonly kind: 'presences'; readonly source: string; readonly text: string }
  /** Asks for the presences of all. */
  | { readonly kind: 'hello'; readonly source: string };

const KINDS = ['update', 'saved', 'message', 'presences', 'hello', 'host-message'] as const;

const hasText = (kind: ProcessMessage['kind'] | undefined): kind is 'message' | 'host-message' | 'presences' =>
  kind === 'message' || kind === 'host-message' || kind === 'presences';

export function encodeProcessMessage(message: ProcessMessage): Buffer {
  const encoder = createEncoder();
  writeVarUint(encoder, KINDS.indexOf(message.kind));
  writeVarString(encoder, message.source);
  if (message.kind === 'update' || message.kind === 'saved') writeVarUint(encoder, message.position);
  if (message.kind === 'update') {
    writeVarUint(encoder, message.sentAt);
    writeVarUint8Array(encoder, message.content);
  }
  if ('text' in message) writeVarString(encoder, message.text);
  return Buffer.from(toUint8Array(encoder));
}

/** @throws Error when it cannot be read */
export function decodeProcessMessage(bytes: Uint8Array): ProcessMessage {
  const decoder = createDecoder(bytes);
  const kind = KINDS[readVarUint(decoder)];
  const source = readVarString(decoder);
  if (kind === 'update') {
    const [position, sentAt] = [readVarUint(decoder), readVarUint(decoder)];
    return { kind, source, position, sentAt, content: readVarUint8Array(decoder) };
  }
  if (kind === 'saved') return { kind, source, position: readVarUint(decoder) };
  if (hasText(kind)) return { kind, source, text: readVarString(decoder) };
  return { kind: 'hello', source };
}
